"""The form of a quiz: which questions it asks, how often one may try, what is told afterwards."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from wtforms import (
    BooleanField,
    Field,
    FieldList,
    Form,
    FormField,
    IntegerField,
    SelectField,
    ValidationError,
)
from wtforms.validators import InputRequired, NumberRange, Optional

from app.courses import bank
from app.courses.content import Draw, Item, Quiz
from app.courses.item_forms import ItemForm
from app.courses.quizzes.questions import Question
from app.kernel.i18n import gettext as _
from app.kernel.i18n import lazy_gettext
from app.kernel.markup import excerpt
from app.lessons.form_parts import Ticks

MOST = {"draws": 10}
MAX_ATTEMPTS = 100
SHOWN = 90


class DrawForm(Form):
    """So many questions by chance."""

    count = IntegerField(lazy_gettext("How many"), [Optional(), NumberRange(1, 200)])
    tag = SelectField(lazy_gettext("From"), validate_choice=False)


class QuizForm(ItemForm):
    """What is asked."""

    questions = Ticks(lazy_gettext("Questions that everybody gets"))
    draws = FieldList(
        FormField(DrawForm), lazy_gettext("Questions by chance"), max_entries=MOST["draws"]
    )
    attempts = IntegerField(
        lazy_gettext("How often one may try"), [Optional(), NumberRange(1, MAX_ATTEMPTS)]
    )
    pass_percent = IntegerField(
        lazy_gettext("Per cent of the points to pass"), [InputRequired(), NumberRange(0, 100)]
    )
    is_shuffled = BooleanField(
        lazy_gettext("Questions come in another order in each attempt"), default=True
    )
    shows_answers = BooleanField(
        lazy_gettext("What is right is told after an attempt"), default=True
    )

    found: Sequence[Question] = ()
    """The questions of the bank."""

    def offer(self, found: Sequence[Question]) -> None:
        """Fill in what can be chosen."""
        self.found = found
        self.questions.choices = [(one.key, _label(one)) for one in found]
        tags = bank.tags(found)
        for row in self.draws:
            kept = [row.form.tag.data] if row.form.tag.data not in ("", None, *tags) else []
            row.form.tag.choices = [("", _("all questions")), *((t, t) for t in [*tags, *kept])]

    def validate_draws(self, field: Field) -> None:
        """Keep drawing possible."""
        short = bank.shortage(self._quiz(), self.found)
        if short:
            raise ValidationError(short)

    def data_of(self, item: Item) -> dict[str, Any]:
        """Return an item as the form shows it."""
        quiz = item.quiz or Quiz()
        return super().data_of(item) | {
            "questions": list(quiz.questions),
            "draws": [{"count": one.count, "tag": one.tag} for one in quiz.draws] or [{}],
            "attempts": quiz.attempts,
            "pass_percent": quiz.pass_percent,
            "is_shuffled": quiz.is_shuffled,
            "shows_answers": quiz.shows_answers,
        }

    def item(self, before: Item) -> Item:
        """Return what was typed; questions keep their order, new ones come in that of the bank.

        What the bank does not hold just now cannot be chosen, and is not taken away.
        """
        return replace(super().item(before), quiz=self._quiz(before.quiz))

    def _quiz(self, before: Quiz | None = None) -> Quiz:
        offered = [one.key for one in self.found]
        chosen = [key for key in offered if key in (self.questions.data or ())]
        named = before.questions if before else ()
        kept = [key for key in named if key in chosen or key not in offered]
        rows = (row.form for row in self.draws)
        return Quiz(
            questions=tuple(dict.fromkeys([*kept, *chosen])),
            draws=tuple(Draw(row.count.data, row.tag.data or "") for row in rows if row.count.data),
            attempts=self.attempts.data,
            pass_percent=self.pass_percent.data or 0,
            is_shuffled=self.is_shuffled.data,
            shows_answers=self.shows_answers.data,
        )


def _label(question: Question) -> str:
    return question.name or excerpt(question.text.text, SHOWN)
