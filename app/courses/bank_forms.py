"""The forms of questions: one for each kind, all with a text, points, tags and feedback."""

from dataclasses import replace
from decimal import Decimal
from typing import Any, ClassVar

from wtforms import (
    BooleanField,
    Field,
    FieldList,
    FormField,
    HiddenField,
    RadioField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import DataRequired, Length

from app.courses.bank_rows import ChoiceRow, NumberRow, PairRow, PlaceRow, TextRow, rich
from app.courses.forms import OpenedForm
from app.courses.quizzes import rules
from app.courses.quizzes.gathering import MAX_CATEGORY, MAX_NAME, MAX_TAG, MAX_TAGS, category
from app.courses.quizzes.quantities import readings, written
from app.courses.quizzes.questions import (
    Matching,
    MultipleChoice,
    Numeric,
    Ordering,
    OrderRule,
    Question,
    ShortText,
    SingleChoice,
)
from app.kernel.i18n import gettext as _
from app.kernel.i18n import lazy_gettext
from app.kernel.markup import MAX_SOURCE
from app.lessons.form_parts import Lines

MOST = {"answers": 30}
ROWS = 3
"""What an empty form begins with."""

RULES = {
    OrderRule.NEIGHBOURS: lazy_gettext("What is followed by the right one counts"),
    OrderRule.PLACES: lazy_gettext("What stands in its place counts"),
    OrderRule.WHOLE: lazy_gettext("Only the whole order counts"),
}


class QuestionForm(OpenedForm):
    """What all kinds of questions have."""

    makes: ClassVar[type[Question]]
    row: ClassVar[str]
    answers: "FieldList[Any]"

    key = HiddenField(validators=[Length(max=100)])
    kind = HiddenField()
    text = TextAreaField(
        lazy_gettext("Question"),
        [DataRequired(lazy_gettext("Write the question.")), Length(max=MAX_SOURCE)],
    )
    name = StringField(lazy_gettext("Name for trainers"), [Length(max=MAX_NAME)])
    points = StringField(lazy_gettext("Points"), [Length(max=20)], default="1")
    tags = StringField(lazy_gettext("Tags"), [Length(max=MAX_TAG * 5)])
    category = StringField(lazy_gettext("Category"), [Length(max=MAX_CATEGORY)])
    feedback = TextAreaField(lazy_gettext("Said to everybody"), [Length(max=MAX_SOURCE)])
    when_right = TextAreaField(lazy_gettext("Said when it is right"), [Length(max=MAX_SOURCE)])
    when_partly = TextAreaField(
        lazy_gettext("Said when it is partly right"), [Length(max=MAX_SOURCE)]
    )
    when_wrong = TextAreaField(lazy_gettext("Said when it is not right"), [Length(max=MAX_SOURCE)])

    fault = ""
    """Why the question as a whole cannot be asked."""

    def validate_points(self, field: Field) -> None:
        """Ask for a number, in the digits that its writer uses."""
        if not readings(field.data or ""):
            raise ValidationError(_("Enter a number."))

    def fill(self, question: Question | None, lock: int) -> None:
        """Show a question as it stands, or an empty one."""
        said = self.data_of(question) if question else {"answers": [{}] * ROWS}
        self.process(data=said | {"opened": lock})

    def data_of(self, question: Any) -> dict[str, Any]:
        """Return a question as the form shows it."""
        return {
            "key": question.key,
            "text": question.text.source,
            "name": question.name,
            "points": written(question.points),
            "tags": ", ".join(question.tags),
            "category": question.category,
            "feedback": _source(question.feedback),
            "when_right": _source(question.when_right),
            "when_partly": _source(question.when_partly),
            "when_wrong": _source(question.when_wrong),
        }

    def question(self, before: Question) -> Question:
        """Return what was typed; what the form does not ask stays as it was `before`."""
        found = readings(self.points.data or "")
        said: dict[str, Any] = {
            "text": rich(self.text.data, before.text) or before.text,
            "name": " ".join((self.name.data or "").split()),
            "points": found[0] if found else Decimal(1),
            "tags": _tags(self.tags.data or ""),
            "category": category(self.category.data or ""),
        }
        for name in ("feedback", "when_right", "when_partly", "when_wrong"):
            said[name] = rich(self[name].data, getattr(before, name))
        return replace(before, **said)

    def is_askable(self, question: Question) -> bool:
        """Return whether a question can be asked; say why not."""
        found = rules.fault(question)
        self.fault = rules.sentence(found) if found else ""
        return found is None

    def filled(self) -> list[Any]:
        """Return the rows in which something was written."""
        return [row.form for row in self.answers if not row.form.is_blank]


class ChoicesForm(QuestionForm):
    """Things to pick from."""

    answers = FieldList(
        FormField(ChoiceRow), lazy_gettext("Answers to pick from"), max_entries=MOST["answers"]
    )
    shuffle = BooleanField(lazy_gettext("In another order for each participant"), default=True)

    @property
    def is_several(self) -> bool:
        """Whether all that are right are to be picked."""
        return self.makes is MultipleChoice

    def data_of(self, question: Any) -> dict[str, Any]:
        """Return a question as the form shows it."""
        rows = ChoiceRow.data_of(question.choices, several=self.is_several)
        return super().data_of(question) | {"answers": rows, "shuffle": question.shuffle}

    def question(self, before: Any) -> Question:
        """Return what was typed."""
        choices = ChoiceRow.choices(self.filled(), before.choices, several=self.is_several)
        return replace(super().question(before), choices=choices, shuffle=self.shuffle.data)  # type: ignore[call-arg]  # of one of two kinds


class SingleForm(ChoicesForm):
    """Pick one."""

    makes = SingleChoice
    row = lazy_gettext("Answer")


class MultipleForm(ChoicesForm):
    """Pick all that are right."""

    makes = MultipleChoice
    row = lazy_gettext("Answer")


class MatchingForm(QuestionForm):
    """Find for each one what belongs to it."""

    makes = Matching
    row = lazy_gettext("Pair")
    answers = FieldList(
        FormField(PairRow), lazy_gettext("What belongs together"), max_entries=MOST["answers"]
    )
    decoys = Lines(lazy_gettext("Things that belong to none, one a line"))

    def data_of(self, question: Any) -> dict[str, Any]:
        """Return a question as the form shows it."""
        rows = PairRow.data_of(question.pairs)
        return super().data_of(question) | {"answers": rows, "decoys": question.decoys}

    def question(self, before: Any) -> Question:
        """Return what was typed."""
        pairs = PairRow.pairs(self.filled(), before.pairs)
        decoys = tuple(self.decoys.data or ())
        return replace(super().question(before), pairs=pairs, decoys=decoys)  # type: ignore[call-arg]  # it is one


class OrderingForm(QuestionForm):
    """Put things in order."""

    makes = Ordering
    row = lazy_gettext("Place")
    answers = FieldList(
        FormField(PlaceRow), lazy_gettext("Things in the right order"), max_entries=MOST["answers"]
    )
    rule = RadioField(lazy_gettext("How it is marked"), default=OrderRule.NEIGHBOURS.value)

    def process(self, *args: Any, **kwargs: Any) -> None:
        """Take values in, and say what can be chosen."""
        super().process(*args, **kwargs)
        self.rule.choices = [(rule.value, str(words)) for rule, words in RULES.items()]

    def data_of(self, question: Any) -> dict[str, Any]:
        """Return a question as the form shows it."""
        rows = PlaceRow.data_of(question.items)
        return super().data_of(question) | {"answers": rows, "rule": question.rule.value}

    def question(self, before: Any) -> Question:
        """Return what was typed."""
        items, rule = PlaceRow.items(self.filled(), before.items), OrderRule(self.rule.data)
        return replace(super().question(before), items=items, rule=rule)  # type: ignore[call-arg]  # it is one


class ShortTextForm(QuestionForm):
    """Type a word or a few."""

    makes = ShortText
    row = lazy_gettext("Answer")
    answers = FieldList(
        FormField(TextRow), lazy_gettext("Answers that are accepted"), max_entries=MOST["answers"]
    )
    case_sensitive = BooleanField(lazy_gettext("Capital letters matter"))
    forgiving = BooleanField(lazy_gettext("Accents and vowel marks do not matter"))

    def data_of(self, question: Any) -> dict[str, Any]:
        """Return a question as the form shows it."""
        return super().data_of(question) | {
            "answers": TextRow.data_of(question.answers),
            "case_sensitive": question.case_sensitive,
            "forgiving": question.forgiving,
        }

    def question(self, before: Any) -> Question:
        """Return what was typed."""
        said: dict[str, Any] = {
            "answers": TextRow.accepted(self.filled(), before.answers),
            "case_sensitive": self.case_sensitive.data,
            "forgiving": self.forgiving.data,
        }
        return replace(super().question(before), **said)


class NumericForm(QuestionForm):
    """Type a number."""

    makes = Numeric
    row = lazy_gettext("Answer")
    answers = FieldList(
        FormField(NumberRow), lazy_gettext("Numbers that are accepted"), max_entries=MOST["answers"]
    )
    otherwise = TextAreaField(lazy_gettext("Said to any other number"), [Length(max=MAX_SOURCE)])

    def data_of(self, question: Any) -> dict[str, Any]:
        """Return a question as the form shows it."""
        return super().data_of(question) | {
            "answers": NumberRow.data_of(question.answers),
            "otherwise": _source(question.otherwise),
        }

    def question(self, before: Any) -> Question:
        """Return what was typed."""
        said: dict[str, Any] = {
            "answers": NumberRow.quantities(self.filled(), before.answers),
            "otherwise": rich(self.otherwise.data, before.otherwise),
        }
        return replace(super().question(before), **said)


def _source(text: Any) -> str:
    return text.source if text else ""


def _tags(typed: str) -> tuple[str, ...]:
    named = (" ".join(one.split())[:MAX_TAG] for one in typed.replace("،", ",").split(","))
    return tuple(one for one in dict.fromkeys(named) if one)[:MAX_TAGS]


FORMS: dict[str, type[QuestionForm]] = {
    "single": SingleForm,
    "multiple": MultipleForm,
    "matching": MatchingForm,
    "ordering": OrderingForm,
    "text": ShortTextForm,
    "numeric": NumericForm,
}
"""By the names that `asked.kind_of` gives."""
