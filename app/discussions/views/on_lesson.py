"""What the page of a lesson shows of the talk about it."""

from flask import redirect, render_template
from flask.typing import ResponseReturnValue

from app.accounts.current import actor
from app.accounts.models import Actor
from app.discussions import policy, queries, readers
from app.discussions.forms import ReplyForm
from app.discussions.views.blueprint import bp
from app.discussions.views.threads import own_language
from app.kernel.access import require, signed_in
from app.kernel.errors import NotFound
from app.kernel.urls import url
from app.lessons import pages
from app.lessons.models import Lesson
from app.lessons.pages import Place
from app.portals.current import here

SHOWN = 3


@pages.section
def on_lesson(actor: Actor, lesson: Lesson) -> pages.Section | None:
    """Show the last that was said about a lesson, and where to go on."""
    if not lesson.is_published:
        return None
    return pages.Section(
        {Place.MAIN: "discussions/_on_lesson.html"},
        {
            "talk": lambda: queries.latest_about(actor, lesson.id, most=SHOWN),
            "can_talk": policy.can_talk_about(actor, lesson),
        },
    )


@bp.get("/<locale:locale>/<portal:portal>/lessons/<int:lesson_id>/talk")
@signed_in
def talk(lesson_id: int) -> ResponseReturnValue:
    """Lead to what is said about a lesson, or let somebody say the first thing."""
    lesson = queries.lesson(actor(), here().id, lesson_id)
    if lesson is None:
        raise NotFound
    thread = queries.of_lesson(actor(), lesson_id)
    if thread is not None:
        return redirect(url("discussions.show", thread_id=thread.id, **{"from": "end"}) + "#reply")
    require(policy.can_talk_about(actor(), lesson))
    form = ReplyForm()
    form.offer_languages([*actor().languages, lesson.language])
    draft = readers.draft(actor().id, f"lesson:{lesson.id}")
    form.text.data = draft.kept.get("text", "") if draft else ""
    form.language.data = own_language(lesson.language)
    return render_template("discussions/talk.html", form=form, lesson=lesson)
