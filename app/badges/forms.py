"""The forms of those who make badges: what one is for, how it looks, who earns it."""

from collections.abc import Sequence
from typing import Any

from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    Field,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import DataRequired, Length, NumberRange, Optional

from app.badges import drawing
from app.badges.actions import BadgeSettings
from app.badges.art import HIGHEST_LEVEL, LONGEST_TEXT, Shape, Symbol, writable
from app.badges.models import Badge, Issuer
from app.courses.models import Course
from app.kernel.forms import Form
from app.kernel.i18n import gettext as _
from app.kernel.i18n import lazy_gettext, lazy_pgettext, ngettext
from app.lessons.form_parts import Ticks
from app.portals import words
from app.taxonomy import frameworks, languages
from app.taxonomy.frameworks import FRAMEWORKS

LONGEST_NAME, LONGEST_DESCRIPTION, LONGEST_CRITERIA, LONGEST_REASON = 120, 1_000, 10_000, 1_000
MOST_DAYS = 36_500
DRAWN: dict[str, Any] = {"shape": "circle", "symbol": "star", "hue": 0, "text": "", "level": 0}
"""What a drawing says, and what it says where nothing is chosen."""


class BadgeForm(Form):
    """All that is decided about a badge; its words in one language."""

    opened = HiddenField()
    language = SelectField(lazy_gettext("Language of these words"), coerce=languages.normalise)
    name = StringField(lazy_pgettext("badge", "Name"), [Length(max=LONGEST_NAME)])
    description = TextAreaField(
        lazy_gettext("What it stands for"), [Length(max=LONGEST_DESCRIPTION)]
    )
    criteria = TextAreaField(
        lazy_gettext("What one must have done"), [Length(max=LONGEST_CRITERIA)]
    )
    shape = RadioField(lazy_gettext("Shape"))
    symbol = RadioField(lazy_gettext("Symbol"))
    hue = RadioField(lazy_gettext("Colour"), coerce=int)
    text = StringField(lazy_gettext("A short text, such as a year"), [Length(max=LONGEST_TEXT)])
    level = RadioField(lazy_gettext("Level"), coerce=int)
    picture = FileField(lazy_gettext("A picture of your own instead"))
    file_id = HiddenField(validators=[Length(max=18)])
    without_picture = BooleanField(lazy_gettext("Take the picture away and show the drawing"))
    alignments = Ticks(lazy_gettext("What it answers to"))
    course_id = SelectField(lazy_gettext("Awarded for completing a course"), coerce=int)
    valid_days = IntegerField(
        lazy_gettext("How many days it counts"),
        [Optional(), NumberRange(1, MOST_DAYS, lazy_gettext("Enter a number from 1."))],
    )
    is_renewable = BooleanField(lazy_gettext("It can be awarded again to who has it"))
    is_own_claim_allowed = BooleanField(lazy_gettext("Its trainers may award it to themselves"))
    co_issuers = Ticks(lazy_gettext("Issued together with"), coerce=int)

    refused: str = ""
    """Why a picture that was sent along was not taken."""
    likely: Sequence[tuple[str, str]] = ()
    """The languages that the trainer probably writes, and their names."""

    def __init__(self, hue: int, badge: Badge | None = None) -> None:
        super().__init__()
        self.badge = badge
        self.shape.choices = [(one.value, drawing.shape_name(one)) for one in Shape]
        self.symbol.choices = [(one.value, drawing.symbol_name(one)) for one in Symbol]
        self._offer_hue(hue, _("The portal's own colour"))
        self.level.choices = [(rings, _rings(rings)) for rings in range(HIGHEST_LEVEL + 1)]
        self.alignments.choices = [
            (item.id, item.name.text) for one in FRAMEWORKS.values() for item in one.items
        ]

    def offer(
        self, spoken: Sequence[str], courses: Sequence[Course], issuers: Sequence[Issuer]
    ) -> None:
        """Say what there is to choose from: languages, the likely first, courses, co-issuers."""
        self.likely = [(tag, languages.own_name(tag)) for tag in dict.fromkeys(spoken)]
        self.language.choices = [*self.likely, *languages.named()]
        self.course_id.choices = [(0, _("No course"))]
        self.course_id.choices += [(course.id, course.title) for course in courses]
        self.co_issuers.choices = [(one.id, one.name_in("en")) for one in issuers]

    def fill(self, badge: Badge, language: str) -> None:
        """Show what is decided about a badge, with its words in a language."""
        self.opened.data, self.language.data = str(badge.lock), language
        self.name.data = badge.names.get(language, "")
        self.description.data = badge.descriptions.get(language, "")
        self.criteria.data = badge.criteria.get(language, "")
        self.draw(badge.drawing)
        self.file_id.data = str(badge.file_id or "")
        self.alignments.data = list(badge.alignments)
        self.course_id.data = badge.course_id or 0
        self.co_issuers.data = [one.issuer_id for one in badge.co_issuers]
        for name in ("valid_days", "is_renewable", "is_own_claim_allowed"):
            self[name].data = getattr(badge, name)

    def draw(self, drawn: dict[str, Any]) -> None:
        """Show a drawing as it is chosen."""
        self._offer_hue(drawn["hue"], _("The colour as it is"))
        for name, blank in DRAWN.items():
            self[name].data = drawn.get(name, blank)

    def validate_name(self, field: Field) -> None:
        """A badge has a name in its own language; another language is told whole or not at all."""
        said = [bool((one.data or "").strip()) for one in self._texts]
        is_own = self.badge is None or self.language.data == self.badge.language
        if is_own and not said[0]:
            raise ValidationError(_("Give the badge a name."))
        if any(said) and not said[0]:
            raise ValidationError(_("Give the badge a name in this language, too."))

    def validate_description(self, field: Field) -> None:
        """Ask for it where it is missing from a badge that can be earned, or a translation."""
        if self._is_missing(field):
            raise ValidationError(_("Say in a sentence or two what it stands for."))

    def validate_criteria(self, field: Field) -> None:
        """Ask for them where they are missing from a badge that can be earned, or a translation."""
        if self._is_missing(field):
            raise ValidationError(_("Say what one must have done: it stands in every award."))

    def validate_text(self, field: Field) -> None:
        """Take what can be drawn."""
        if field.data and not writable(field.data):
            raise ValidationError(_("Only digits and the letters A to Z can be drawn."))

    def validate_picture(self, field: Field) -> None:
        """Say why a picture was not taken."""
        if self.refused:
            raise ValidationError(self.refused)

    @property
    def drawing(self) -> dict[str, Any]:
        """The drawing that is chosen."""
        return {name: self[name].data or blank for name, blank in DRAWN.items()}

    @property
    def lock(self) -> int:
        """The lock of the badge as it was when the form was shown."""
        sent = self.opened.data or ""
        return int(sent) if sent.isdecimal() and len(sent) < 19 else -1

    def settings(self) -> BadgeSettings:
        """Return what was decided; competences that no framework here knows stay."""
        before = self.badge.alignments if self.badge else ()
        unknown = [one for one in before if not frameworks.is_known(one)]
        return BadgeSettings(
            language=self.language.data,
            name=_typed(self.name),
            description=_typed(self.description),
            criteria=_typed(self.criteria),
            drawing=self.drawing,
            alignments=(*(self.alignments.data or ()), *unknown),
            course_id=self.course_id.data or None,
            file_id=int(self.file_id.data) if self.file_id.data else None,
            valid_days=self.valid_days.data,
            is_renewable=self.is_renewable.data,
            is_own_claim_allowed=self.is_own_claim_allowed.data,
            co_issuer_ids=tuple(self.co_issuers.data or ()),
        )

    def _offer_hue(self, own: int, name: str) -> None:
        self.hue.choices = sorted({own: name, **words.hue_names()}.items())

    @property
    def _texts(self) -> tuple[Field, ...]:
        return (self.name, self.description, self.criteria)

    def _is_missing(self, field: Field) -> bool:
        if (field.data or "").strip():
            return False
        if self.badge is None or self.language.data == self.badge.language:
            return self.badge is not None and not self.badge.is_draft
        return any((one.data or "").strip() for one in self._texts)


class ReasonForm(Form):
    """Why an award is taken back."""

    reason = TextAreaField(
        lazy_gettext("Reason"),
        [
            DataRequired(
                lazy_gettext("Say why: the holder and everyone who checks the badge will read it.")
            ),
            Length(max=LONGEST_REASON),
        ],
    )


class EndorsementForm(Form):
    """Which badge of another issuer is endorsed, and why."""

    address = StringField(
        lazy_gettext("Address of the badge"),
        [DataRequired(lazy_gettext("Enter the address of its page.")), Length(max=1_000)],
    )
    comment = TextAreaField(
        lazy_gettext("What we say of it"),
        [
            DataRequired(lazy_gettext("Say in a sentence or two why you endorse it.")),
            Length(max=LONGEST_DESCRIPTION),
        ],
    )


def _rings(count: int) -> str:
    if not count:
        return _("No rings")
    return ngettext("%(num)s ring", "%(num)s rings", count)


def _typed(field: Field) -> str:
    """Return a text as it is kept: browsers send their own line ends."""
    return (field.data or "").replace("\r\n", "\n").strip()
