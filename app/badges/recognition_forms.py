"""The form in which a portal states what something counts for."""

from collections.abc import Sequence

from wtforms import DateField, FloatField, RadioField, SelectField, StringField
from wtforms.validators import DataRequired, Length, NumberRange, Optional

from app.badges.models import Badge, Recognition, Unit
from app.badges.recognising import Statement
from app.courses.models import Course
from app.kernel.forms import Form
from app.kernel.i18n import gettext as _
from app.kernel.i18n import lazy_gettext

UNITS = {Unit.HOURS: lazy_gettext("Hours"), Unit.POINTS: lazy_gettext("Points")}
MOST = 100_000


class RecognitionForm(Form):
    """What counts, with whom, and how much."""

    what = SelectField(
        lazy_gettext("Badge or course"),
        [DataRequired(lazy_gettext("Choose a badge, or a course."))],
    )
    authority = StringField(
        lazy_gettext("Authority"),
        [DataRequired(lazy_gettext("Say with whom it counts.")), Length(max=200)],
    )
    unit = RadioField(lazy_gettext("Counted in"), coerce=Unit, default=Unit.HOURS)
    amount = FloatField(
        lazy_gettext("How much it counts"),
        [
            DataRequired(lazy_gettext("Enter a number above 0.")),
            NumberRange(0.01, MOST, lazy_gettext("Enter a number above 0.")),
        ],
    )
    reference = StringField(lazy_gettext("Reference"), [Length(max=200)])
    valid_until = DateField(lazy_gettext("Last day on which it can be earned"), [Optional()])

    def __init__(self, badges: Sequence[Badge], courses: Sequence[Course]) -> None:
        super().__init__()
        self.unit.choices = list(UNITS.items())
        self.what.choices = [("", _("Choose…"))]
        self.what.choices += [(f"badge-{one.id}", one.name_in(one.language)) for one in badges]
        self.what.choices += [(f"course-{one.id}", one.title) for one in courses]

    def fill(self, said: Recognition) -> None:
        """Show what is stated."""
        kind = "badge" if said.badge_id else "course"
        self.what.data = f"{kind}-{said.badge_id or said.course_id}"
        for name in ("authority", "unit", "amount", "reference", "valid_until"):
            self[name].data = getattr(said, name)

    def statement(self) -> Statement:
        """Return what was typed."""
        kind, _dash, number = (self.what.data or "").partition("-")
        return Statement(
            badge_id=int(number) if kind == "badge" else None,
            course_id=int(number) if kind == "course" else None,
            authority=(self.authority.data or "").strip(),
            unit=self.unit.data,
            amount=self.amount.data or 0.0,
            reference=(self.reference.data or "").strip(),
            valid_until=self.valid_until.data,
        )
