"""The forms by which trainers tell people something."""

from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from app.kernel.forms import Form
from app.kernel.i18n import lazy_gettext

LONGEST_TEXT = 20_000


class AnnouncementForm(Form):
    """What everyone shall know, or some."""

    title = StringField(
        lazy_gettext("What is it about?"),
        [DataRequired(lazy_gettext("Say what it is about.")), Length(max=160)],
        render_kw={"dir": "auto"},
    )
    text = TextAreaField(
        lazy_gettext("What do you want to tell them?"),
        [
            DataRequired(lazy_gettext("Write what you want to tell them.")),
            Length(max=LONGEST_TEXT),
        ],
        render_kw={"dir": "auto", "rows": 7},
    )
