"""What the page of a course shows of its cohorts."""

from app.accounts.models import Actor
from app.cohorts import policy, queries
from app.courses import pages
from app.courses import policy as courses
from app.courses.models import Course
from app.courses.pages import Place
from app.portals.current import here

MOST_SHOWN = 6


@pages.section
def on_course(actor: Actor, course: Course) -> pages.Section | None:
    """Show when the course begins, and let trainers start a cohort of it."""
    cohorts = queries.of_course(actor, course, here(), MOST_SHOWN)
    can_start = policy.can_start(actor, here()) and courses.can_run(actor, course)
    if not cohorts and not can_start:
        return None
    templates = {Place.ASIDE: "cohorts/_on_course.html"}
    if can_start:
        templates[Place.ACTIONS] = "cohorts/_start.html"
    return pages.Section(templates, {"course_cohorts": cohorts}, position=10)
