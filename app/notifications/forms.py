"""What people choose about being told."""

from collections.abc import Mapping
from typing import Any

from wtforms import Field, HiddenField, IntegerField, SelectField, SelectMultipleField
from wtforms.validators import AnyOf, InputRequired, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from app.kernel import i18n
from app.kernel.forms import Form
from app.kernel.i18n import lazy_gettext as _l
from app.notifications import digest, kinds
from app.notifications.models import Level, Pace, Target
from app.taxonomy import subjects

NAMES = {
    Pace.AT_ONCE: _l("At once"),
    Pace.DAILY: _l("In a daily mail"),
    Pace.WEEKLY: _l("In a weekly mail"),
    Pace.NEVER: _l("Only here, not by mail"),
}


class PaceForm(Form):
    """A pace for each kind and section; `of` gives it their fields."""

    weekday = SelectField(_l("The weekly mail comes on"), coerce=int)
    subjects = SelectMultipleField(
        _l("Subjects you teach"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        description=_l("Digests tell what is new in them."),
    )

    @staticmethod
    def of(paces: Mapping[str, Pace], *, weekday: int, followed: set[str]) -> "PaceForm":
        """Return the form of the kinds and sections that there are, filled in as chosen."""
        offered: list[kinds.Kind | digest.Section] = [*kinds.kinds(), *digest.sections()]
        named = {f"pace_{one.name}": one for one in offered}
        fields = {n: SelectField(one.label, description=one.hint) for n, one in named.items()}
        chosen = {name: paces[one.name].value for name, one in named.items()}
        whole: type[PaceForm] = type("WholePaceForm", (PaceForm,), fields)
        form = whole(data=chosen | {"weekday": weekday, "subjects": sorted(followed)})
        for name, one in named.items():
            form[name].choices = [(pace.value, NAMES[pace]) for pace in one.paces]
        return form

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        days = i18n.current().babel.days["stand-alone"]["wide"]
        self.weekday.choices = [(number, days[number]) for number in range(7)]
        self.subjects.choices = [(slug, subjects.name(slug)) for slug in subjects.SLUGS]

    @property
    def pace_fields(self) -> list[Field]:
        """The fields of kinds and sections, in their order."""
        return [field for field in self if field.short_name.startswith("pace_")]

    def paces(self) -> dict[str, Pace]:
        """Return what was chosen, by kind and section."""
        return {f.short_name.removeprefix("pace_"): Pace(f.data) for f in self.pace_fields}

    def chosen_weekday(self) -> int:
        """Return the day of the weekly mail."""
        return int(self.weekday.data)


class LevelForm(Form):
    """How much somebody wants to hear of one thing; an empty level: no more than others."""

    kind = HiddenField(validators=[AnyOf([*Target])])
    target_id = IntegerField(validators=[InputRequired(), NumberRange(0, 2**62)])
    slug = HiddenField(validators=[Optional()])
    level = HiddenField(validators=[AnyOf(["", *Level])])

    @property
    def chosen_level(self) -> Level | None:
        """What was chosen."""
        return Level(self.level.data) if self.level.data else None


LEVELS = {
    "": _l("As usual"),
    Level.WATCH: _l("Watch: hear of everything new"),
    Level.FOLLOW: _l("Follow: in digests only"),
    Level.MUTE: _l("Mute: hear nothing"),
}
