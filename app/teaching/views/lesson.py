"""What the pages of lessons show of how they were taught."""

from app.accounts.models import Actor
from app.kernel.i18n import gettext as _
from app.lessons import pages
from app.lessons.models import Lesson
from app.lessons.pages import Place
from app.teaching import actions, policy, queries, summary

NEWEST = 3


@pages.section
def on_lesson(actor: Actor, lesson: Lesson) -> pages.Section | None:
    """Show how a lesson went for others, and let whoever taught it say so."""
    taught = summary.of(actor, lesson)
    if taught is None and not lesson.is_published:
        return None
    return pages.Section(
        {
            Place.ACTIONS: "teaching/_action.html",
            Place.LEAD: "teaching/_lead.html",
            Place.MAIN: "teaching/_on_lesson.html",
            Place.ASIDE: "teaching/_helpers.html",
        },
        {
            "taught": taught,
            "taught_last": queries.newest(lesson, limit=NEWEST) if taught else (),
            "taught_helpers": lambda: queries.helpers(lesson),
            "can_report": policy.can_report(actor, lesson),
            "can_send_feedback": policy.can_send_feedback(actor, lesson),
            "teaching_policy": policy,
        },
        position=20,
    )


@pages.suggestions("report")
def suggested(actor: Actor, lesson: Lesson, report_id: int) -> pages.Suggestion | None:
    """Let the author take what a colleague reported into the lesson, with credit."""
    report = queries.get(actor, lesson, report_id)
    if report is None or not policy.can_take(actor, report):
        return None
    return pages.Suggestion(
        template="teaching/_suggestion.html",
        record=report,
        note=_("With a suggestion by %(name)s", name=report.reporter.name),
        take=lambda author: actions.take(report, actor=author),
    )
