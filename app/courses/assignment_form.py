"""The form of an assignment: what is handed in, how it is marked, who looks at it."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from wtforms import (
    BooleanField,
    Field,
    FieldList,
    Form,
    FormField,
    HiddenField,
    IntegerField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import Length, NumberRange, Optional

from app.courses.content import (
    Assignment,
    Criterion,
    Item,
    Level,
    PeerReview,
    Rubric,
    Takes,
    new_key,
)
from app.courses.item_forms import ItemForm
from app.courses.wording import TAKES
from app.kernel.i18n import gettext as _
from app.kernel.i18n import lazy_gettext
from app.lessons.form_parts import Ticks, one_text

MOST = {"criteria": 12}
LEVELS = 4
MOST_LEVELS = 6
MAX_POINTS = 1_000


class LevelForm(Form):
    """One level of a criterion."""

    points = IntegerField(lazy_gettext("Points"), [Optional(), NumberRange(0, MAX_POINTS)])
    title = StringField(lazy_gettext("Level"), [Length(max=100)])
    description = TextAreaField(lazy_gettext("What one sees"), [Length(max=1000)])

    @property
    def is_blank(self) -> bool:
        """Whether nothing was written."""
        return not ((self.title.data or "").strip() or (self.description.data or "").strip())

    def level(self) -> Level:
        """Return what was typed."""
        title, said = (self.title.data or "").strip(), one_text(self.description.data)
        return Level(self.points.data or 0, title or said[:60], said)


class CriterionForm(Form):
    """One criterion of a rubric."""

    key = HiddenField(validators=[Length(max=20)])
    title = StringField(lazy_gettext("What is looked at"), [Length(max=200)])
    levels = FieldList(FormField(LevelForm), min_entries=LEVELS, max_entries=MOST_LEVELS)

    def validate_title(self, field: Field) -> None:
        """Ask for a title and at least one level where anything was filled in."""
        filled = [row for row in self.levels if not row.form.is_blank]
        if filled and not (field.data or "").strip():
            raise ValidationError(_("Say what is looked at."))
        if (field.data or "").strip() and not filled:
            raise ValidationError(_("Describe at least one level."))

    @property
    def is_blank(self) -> bool:
        """Whether nothing was written in the row."""
        return not (self.title.data or "").strip()

    def criterion(self) -> Criterion:
        """Return what was typed, its levels from the lowest to the highest."""
        levels = [row.form.level() for row in self.levels if not row.form.is_blank]
        return Criterion(
            (self.title.data or "").strip(),
            tuple(sorted(levels, key=lambda level: level.points)),
            key=self.key.data or new_key(),
        )


class AssignmentForm(ItemForm):
    """What is to be handed in."""

    takes = Ticks(lazy_gettext("What is handed in"))
    points = IntegerField(lazy_gettext("Points"), [Optional(), NumberRange(1, MAX_POINTS)])
    pass_points = IntegerField(
        lazy_gettext("Points to pass"), [Optional(), NumberRange(0, MAX_POINTS)]
    )
    rubric_title = StringField(lazy_gettext("Name of the rubric"), [Length(max=200)])
    criteria = FieldList(FormField(CriterionForm), max_entries=MOST["criteria"])
    peer_count = IntegerField(
        lazy_gettext("How many colleagues look at each work"), [Optional(), NumberRange(0, 10)]
    )
    peer_anonymous = BooleanField(lazy_gettext("Nobody is told whose work it is"), default=True)
    peer_days = IntegerField(
        lazy_gettext("Days that they have for it"), [Optional(), NumberRange(1, 100)]
    )
    peer_instructions = TextAreaField(lazy_gettext("What they shall look at"), [Length(max=2000)])

    def process(self, *args: Any, **kwargs: Any) -> None:
        """Take values in, and say what can be chosen."""
        super().process(*args, **kwargs)
        self.takes.choices = [(one.value, str(name)) for one, name in TAKES.items()]

    def validate_takes(self, field: Field) -> None:
        """Ask for something that can be handed in."""
        if not field.data:
            raise ValidationError(_("Choose what participants hand in."))

    def validate_pass_points(self, field: Field) -> None:
        """Keep passing possible."""
        most = self._assignment().of
        if (field.data or 0) > most:
            raise ValidationError(_("Nobody can reach more than %(most)s points.", most=most))

    def data_of(self, item: Item) -> dict[str, Any]:
        """Return an item as the form shows it."""
        work = item.assignment or Assignment()
        peers = work.peers or PeerReview(0)
        rubric = work.rubric or Rubric()
        return super().data_of(item) | {
            "takes": [one.value for one in work.takes],
            "points": work.points,
            "pass_points": work.pass_points,
            "rubric_title": rubric.title,
            "criteria": [_criterion_data(one) for one in rubric.criteria],
            "peer_count": peers.count,
            "peer_anonymous": peers.is_anonymous,
            "peer_days": peers.days,
            "peer_instructions": peers.instructions,
        }

    def item(self, before: Item) -> Item:
        """Return what was typed."""
        return replace(super().item(before), assignment=self._assignment())

    def take_rubric(self, rubric: Rubric) -> None:
        """Show a rubric to begin with in place of the one that is there."""
        self.rubric_title.data = rubric.title
        while self.criteria.entries:
            self.criteria.pop_entry()
        for one in rubric.criteria:
            self.criteria.append_entry(_criterion_data(one))

    def _assignment(self) -> Assignment:
        return Assignment(
            takes=tuple(Takes(one) for one in self.takes.data or ()),
            points=self.points.data or 100,
            pass_points=self.pass_points.data or 0,
            rubric=self._rubric(),
            peers=self._peers(),
        )

    def _rubric(self) -> Rubric | None:
        criteria = tuple(_criteria(row.form for row in self.criteria))
        return Rubric((self.rubric_title.data or "").strip(), criteria) if criteria else None

    def _peers(self) -> PeerReview | None:
        if not self.peer_count.data:
            return None
        return PeerReview(
            self.peer_count.data,
            is_anonymous=self.peer_anonymous.data,
            instructions=one_text(self.peer_instructions.data),
            days=self.peer_days.data or 7,
        )


def _criteria(rows: Iterable[CriterionForm]) -> Iterable[Criterion]:
    return (row.criterion() for row in rows if not row.is_blank)


def _criterion_data(criterion: Criterion) -> dict[str, Any]:
    levels = [
        {"points": level.points, "title": level.title, "description": level.description}
        for level in criterion.levels
    ]
    return {"key": criterion.key, "title": criterion.title, "levels": levels}
