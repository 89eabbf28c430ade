"""The forms about sessions."""

from datetime import UTC, datetime
from typing import Any

from wtforms import (
    DateField,
    HiddenField,
    IntegerField,
    SelectField,
    StringField,
    TimeField,
    URLField,
)
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, Regexp

from app.cohorts.models import Cohort, CohortSession
from app.cohorts.sessions import Plan
from app.courses.content import CourseContent, ItemKind
from app.kernel.forms import Form
from app.kernel.i18n import gettext as _
from app.kernel.i18n import lazy_gettext


class SessionForm(Form):
    """When and where a cohort meets; day and time are those of the cohort's zone."""

    opened = HiddenField()
    title = StringField(
        lazy_gettext("What is it about?"),
        [DataRequired(lazy_gettext("Give the session a title.")), Length(max=160)],
    )
    day = DateField(lazy_gettext("Day"), [DataRequired(lazy_gettext("Choose a day."))])
    time = TimeField(lazy_gettext("Begins at"), [InputRequired(lazy_gettext("Choose a time."))])
    minutes = IntegerField(
        lazy_gettext("Minutes"),
        [
            DataRequired(lazy_gettext("Say how many minutes it takes.")),
            NumberRange(5, 24 * 60, lazy_gettext("Enter a number from 5 to 1440.")),
        ],
    )
    place = StringField(lazy_gettext("Place"), [Length(max=300)])
    meeting_url = URLField(
        lazy_gettext("Meeting link"),
        [
            Length(max=1_000),
            Optional(),
            Regexp(r"https?://\S+", message=lazy_gettext("Enter an address with https://.")),
        ],
    )
    item_key = SelectField(lazy_gettext("Part of the course"), [Optional()])

    def __init__(self, cohort: Cohort, content: CourseContent, **values: Any) -> None:
        super().__init__(**values)
        self.cohort = cohort
        items = [item for item in content.items if item.kind == ItemKind.SESSION]
        self.item_key.choices = [("", _("None")), *((item.key, item.title) for item in items)]

    def fill(self, one: CohortSession) -> None:
        """Show what is decided."""
        local = one.starts_at.astimezone(self.cohort.zone)
        self.day.data, self.time.data = local.date(), local.time()
        for name in ("title", "minutes", "place", "meeting_url"):
            self[name].data = getattr(one, name)
        self.item_key.data = one.item_key or ""
        self.opened.data = str(one.lock)

    def plan(self) -> Plan:
        """Return what was typed."""
        assert self.day.data is not None
        assert self.time.data is not None
        local = datetime.combine(self.day.data, self.time.data, self.cohort.zone)
        return Plan(
            title=(self.title.data or "").strip(),
            starts_at=local.astimezone(UTC),
            minutes=self.minutes.data or 0,
            place=(self.place.data or "").strip(),
            meeting_url=(self.meeting_url.data or "").strip(),
            item_key=self.item_key.data or None,
        )
