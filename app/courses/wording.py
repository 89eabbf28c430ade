"""How facts about courses are said: for the templates of this room and of those above."""

from typing import Any

from flask import Flask

from app.courses import asked, policy
from app.courses.content import Completion, CourseContent, Item, ItemKind, Rule, Takes
from app.courses.models import Course, CourseReach, CourseStatus
from app.courses.quizzes.codec import to_json
from app.courses.quizzes.quantities import written
from app.courses.quizzes.questions import Question
from app.kernel import files
from app.kernel.i18n import gettext as _
from app.kernel.i18n import lazy_gettext, lazy_pgettext, ngettext, number
from app.kernel.urls import url
from app.lessons.wording import minutes_text

KINDS = {
    ItemKind.PAGE: lazy_pgettext("course item", "Page"),
    ItemKind.LESSON: lazy_pgettext("course item", "Lesson"),
    ItemKind.FILE: lazy_pgettext("course item", "File"),
    ItemKind.LINK: lazy_pgettext("course item", "Link"),
    ItemKind.DISCUSSION: lazy_pgettext("course item", "Discussion"),
    ItemKind.ASSIGNMENT: lazy_pgettext("course item", "Assignment"),
    ItemKind.QUIZ: lazy_pgettext("course item", "Quiz"),
    ItemKind.SESSION: lazy_pgettext("course item", "Session"),
}
QUESTIONS = {
    "single": lazy_gettext("Pick one"),
    "multiple": lazy_gettext("Pick all that are right"),
    "matching": lazy_gettext("Match"),
    "ordering": lazy_gettext("Put in order"),
    "text": lazy_gettext("Short text"),
    "numeric": lazy_gettext("A number"),
}
TAKES = {
    Takes.TEXT: lazy_gettext("A text"),
    Takes.FILES: lazy_gettext("Files"),
    Takes.LESSON: lazy_gettext("A lesson of one’s own"),
}
REACHES = {
    CourseReach.NETWORK: lazy_gettext("Everyone in the network, and visitors"),
    CourseReach.PORTAL: lazy_gettext("Members of this portal"),
}
STATUSES = {
    CourseStatus.DRAFT: lazy_pgettext("course", "Draft"),
    CourseStatus.PUBLISHED: lazy_pgettext("course", "Published"),
    CourseStatus.WITHDRAWN: lazy_pgettext("course", "Withdrawn"),
}


def init_app(app: Flask) -> None:
    """Give templates the words."""
    app.jinja_env.globals.update(
        completion_sentences=completion_sentences,
        course_file_url=course_file_url,
        course_status=lambda status: STATUSES[CourseStatus(status)],
        due_sentence=due_sentence,
        hours_text=hours_text,
        item_kind_name=item_kind_name,
        item_meta=item_meta,
        question_kinds=QUESTIONS,
        question_kind_name=lambda question: str(QUESTIONS[asked.kind_of(question)]),
        takes_text=takes_text,
    )


def item_kind_name(kind: str) -> str:
    """Return what an item is, in a word."""
    return str(KINDS[ItemKind(kind)])


def question_facts(question: Question) -> dict[str, str]:
    """Return what a question says, by the names of its fields, to be compared."""
    said = to_json(question)
    feedback = (question.feedback, question.when_right, question.when_partly, question.when_wrong)
    parts = [one for name in _PARTS for one in said.get(name, ())]
    return {
        _("Question"): question.text.source,
        _("Name for trainers"): question.name,
        _("Points"): written(question.points),
        _("Tags"): ", ".join(question.tags),
        _("Category"): question.category,
        _("Answers"): "\n".join(map(_part_said, parts)),
        _("Feedback"): "\n".join(text.source for text in feedback if text),
    }


def _part_said(part: Any) -> str:
    """Return a choice, a pair, an item or an answer as a line."""
    if isinstance(part, str):
        return part
    kept = (one for name, one in part.items() if name != "key")
    return " · ".join(one["source"] if isinstance(one, dict) else str(one) for one in kept)


_PARTS = ("choices", "pairs", "decoys", "items", "answers")


def hours_text(hours: int) -> str:
    """Return “12 hours”."""
    return ngettext("%(num)s hour", "%(num)s hours", hours)


def item_meta(item: Item) -> list[str]:
    """Return what to know of an item before opening it: what it is, how long, whether one must."""
    said = [item_kind_name(item.kind)]
    if item.minutes:
        said.append(minutes_text(item.minutes))
    if not item.is_required:
        said.append(_("if you like"))
    return said


def due_sentence(days: int) -> str:
    """Return until when something is due, counted from a cohort's first day."""
    if not days:
        return _("Due on the first day of a cohort.")
    return ngettext(
        "Due %(num)s day after a cohort’s first day.",
        "Due %(num)s days after a cohort’s first day.",
        days,
    )


def takes_text(item: Item) -> str:
    """Return what is handed in for an assignment."""
    takes = item.assignment.takes if item.assignment else ()
    return _(" or ").join(str(TAKES[one]) for one in takes)


def completion_sentences(content: CourseContent) -> list[str]:
    """Return when a course counts as completed, a sentence for each rule."""
    completion = content.completion
    if not completion.rules:
        return [_("When everything that is required is done.")]
    said = [_rule(rule.rule, rule.value, len(content.modules)) for rule in completion.rules]
    return [_needed(completion), *said] if len(said) > 1 else said


def _needed(completion: Completion) -> str:
    if completion.needed is None or completion.needed >= len(completion.rules):
        return _("All of these:")
    return ngettext(
        "%(num)s of these is enough:", "%(num)s of these are enough:", completion.needed
    )


def _rule(rule: Rule, value: int, modules: int) -> str:
    if rule == Rule.ATTENDANCE:
        return _("You were there in %(share)s%% of the sessions.", share=number(value))
    if rule == Rule.MARKS:
        return _("You have %(share)s%% of all points.", share=number(value))
    if value >= modules:
        return _("Every module is done, with all that it requires.")
    return ngettext(
        "%(num)s module is done, with all that it requires.",
        "%(num)s modules are done, with all that they require.",
        value,
    )


def course_file_url(file: files.StoredFile, course: Course) -> str:
    """Return where a file of a course is served to a reader who may see it."""
    path = url("lessons.file", file_id=file.id, name=file.name)
    return files.address(path, file.id, is_open=course.is_open and policy.is_open(course))
