"""“True or false” of other systems: here a choice between two words."""

from app.courses.quizzes.credits import FULL, NONE
from app.courses.quizzes.questions import Choice, SingleChoice
from app.kernel.i18n import pgettext, speaking
from app.kernel.markup import RichText

TRUE, FALSE = "true", "false"


def choices(
    language: str,
    *,
    is_true: bool,
    about_true: RichText | None = None,
    about_false: RichText | None = None,
) -> tuple[Choice, ...]:
    """Return the two choices, in the question's language where it is one of the interface's."""
    true, false = _words(language)
    return (
        Choice(TRUE, RichText.from_html(true), FULL if is_true else NONE, about_true),
        Choice(FALSE, RichText.from_html(false), NONE if is_true else FULL, about_false),
    )


def answer(question: SingleChoice) -> bool | None:
    """Return what is right if the question is of this kind, else None."""
    if question.shuffle or len(question.choices) != 2:
        return None
    true, false = question.choices
    if (true.credit, false.credit) not in ((FULL, NONE), (NONE, FULL)):
        return None
    usual = choices(
        question.language,
        is_true=true.credit == FULL,
        about_true=true.feedback,
        about_false=false.feedback,
    )
    return true.credit == FULL if usual == question.choices else None


def _words(language: str) -> tuple[str, str]:
    with speaking(language.partition("-")[0]):
        return pgettext("answer", "True"), pgettext("answer", "False")
