"""The forms of discussions: a thread, a post, a board, a reason."""

import secrets
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from wtforms import (
    BooleanField,
    DateField,
    Field,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import DataRequired, Length, Optional

from app.discussions.actions import Opening
from app.discussions.models import BoardReach, Posting, ThreadKind
from app.discussions.texts import LONGEST, tag_list
from app.kernel import clock
from app.kernel.attaching import FilesForm
from app.kernel.forms import Form
from app.kernel.i18n import gettext as _
from app.kernel.i18n import lazy_gettext, lazy_pgettext
from app.lessons.form_parts import Lines
from app.taxonomy import languages, subjects

MOST_TAGS = 5
MOST_OPTIONS = 12
LONGEST_TAG = 40
LONGEST_OPTION = 200

KINDS = {
    ThreadKind.DISCUSSION: lazy_pgettext("thread", "Discussion"),
    ThreadKind.QUESTION: lazy_pgettext("thread", "Question"),
    ThreadKind.REQUEST: lazy_gettext("Looking for a lesson"),
    ThreadKind.POLL: lazy_pgettext("thread", "Poll"),
    ThreadKind.ANNOUNCEMENT: lazy_pgettext("thread", "Announcement"),
}
REACHES = {
    BoardReach.OPEN: lazy_gettext("Everyone reads, members of this portal write"),
    BoardReach.PORTAL: lazy_gettext("Only members of this portal read and write"),
    BoardReach.NETWORK: lazy_gettext("Everyone reads, members of every portal write"),
}
POSTINGS = {
    Posting.EVERYONE: lazy_gettext("Everyone who may write here"),
    Posting.MODERATORS: lazy_gettext("Moderators only; everyone may reply"),
}


def few_tags(_form: Form, field: Field) -> None:
    """Keep tags few and short."""
    words = tag_list(field.data)
    if len(words) > MOST_TAGS:
        raise ValidationError(_("Five words are enough."))
    if any(len(word) > LONGEST_TAG for word in words):
        raise ValidationError(_("One of these words is too long."))


class PostForm(Form):
    """A post: what is said, and in which language."""

    text = TextAreaField(
        lazy_gettext("Your post"),
        [DataRequired(lazy_gettext("Write something first.")), Length(max=LONGEST)],
    )
    language = SelectField(lazy_gettext("Language"), coerce=languages.normalise)
    likely: Sequence[tuple[str, str]] = ()
    """The languages that the author probably writes, and their names."""

    def offer_languages(self, own: list[str]) -> None:
        """Fill in the languages that can be chosen, the likely ones first."""
        self.language.choices = languages.named()
        first = dict.fromkeys([*([self.language.data] if self.language.data else []), *own])
        self.likely = [(tag, languages.own_name(tag)) for tag in first]


class ReplyForm(PostForm, FilesForm):
    """A reply, with its files."""

    key = HiddenField()
    reply_to = HiddenField()
    seen = HiddenField()
    """The number of the last post that was on the page."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.key.data = (self.key.data or "")[:40].replace(":", "") or secrets.token_urlsafe(16)

    @property
    def is_blank(self) -> bool:
        """Whether nobody has begun to write, so that it looks the same for everyone."""
        begun = self.text.data or self.reply_to.data or self.held
        return not (begun or self.errors or self.refused)

    @property
    def reply_to_number(self) -> int | None:
        """The number of the post that this one answers."""
        sent = self.reply_to.data or ""
        return int(sent) if sent.isdecimal() and len(sent) < 10 else None

    @property
    def seen_number(self) -> int:
        """The number of the last post that the author had before them."""
        sent = self.seen.data or ""
        return int(sent) if sent.isdecimal() and len(sent) < 10 else 0


class ThreadForm(ReplyForm):
    """A thread and its first post."""

    title = StringField(
        lazy_pgettext("thread", "Title"),
        [DataRequired(lazy_gettext("Say in a few words what it is about.")), Length(max=200)],
    )
    kind = RadioField(lazy_pgettext("thread", "Kind"), default=ThreadKind.DISCUSSION.value)
    tags = StringField(lazy_gettext("Words to find it by"), [Length(max=200), few_tags])
    subject = SelectField(lazy_gettext("Subject"), [Optional()])
    options = Lines(lazy_gettext("Answers to choose from"))
    is_multiple = BooleanField(lazy_gettext("One may choose several"))
    ends_on = DateField(lazy_gettext("Last day to choose"), [Optional()])

    def offer(self, own: list[str], *, may_announce: bool) -> None:
        """Fill in what can be chosen."""
        self.offer_languages(own)
        kinds = [kind for kind in KINDS if may_announce or kind != ThreadKind.ANNOUNCEMENT]
        self.kind.choices = [(kind.value, KINDS[kind]) for kind in kinds]
        named = [(slug, subjects.name(slug)) for slug in subjects.SLUGS]
        self.subject.choices = [("", _("not said")), *named]

    def validate_options(self, field: Field) -> None:
        """Ask for something to choose from where there is a poll."""
        if self.kind.data != ThreadKind.POLL:
            return
        if any(len(one) > LONGEST_OPTION for one in field.data or ()):
            raise ValidationError(_("One of these answers is too long."))
        if not 2 <= len(set(field.data or ())) <= MOST_OPTIONS:
            raise ValidationError(_("Give at least two answers to choose from, twelve at most."))

    def validate_ends_on(self, field: Field) -> None:
        """Let a poll end when somebody can still choose."""
        if field.data and self.kind.data == ThreadKind.POLL and field.data < clock.now().date():
            raise ValidationError(_("That day is over."))

    def opening(self, time_zone: str) -> Opening:
        """Return what was typed about the thread; a poll ends with its last day there."""
        kind = ThreadKind(self.kind.data)
        return Opening(
            title=" ".join((self.title.data or "").split()),
            kind=kind,
            tags=tag_list(self.tags.data),
            subject=self.subject.data or None,
            options=list(dict.fromkeys(self.options.data)) if kind == ThreadKind.POLL else (),
            is_multiple=bool(self.is_multiple.data),
            closes_at=_end_of(self.ends_on.data, time_zone) if self.ends_on.data else None,
        )


def _end_of(day: date, time_zone: str) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), ZoneInfo(time_zone))


class RenamingForm(Form):
    """What a thread is called and filed under."""

    offer_languages = PostForm.offer_languages

    title = StringField(
        lazy_pgettext("thread", "Title"),
        [DataRequired(lazy_gettext("Say in a few words what it is about.")), Length(max=200)],
    )
    language = SelectField(lazy_gettext("Language"), coerce=languages.normalise)
    tags = StringField(lazy_gettext("Words to find it by"), [Length(max=200), few_tags])


class BoardForm(Form):
    """A board; its name and purpose are in one language, others are added one by one."""

    offer_languages = PostForm.offer_languages

    language = SelectField(lazy_gettext("Language of these words"), coerce=languages.normalise)
    name = StringField(
        lazy_gettext("Name"),
        [DataRequired(lazy_gettext("Give the board a name.")), Length(max=80)],
    )
    purpose = TextAreaField(lazy_gettext("What it is for"), [Length(max=300)])
    reach = RadioField(lazy_gettext("Who can see it"))
    posting = RadioField(lazy_gettext("Who begins threads"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reach.choices = [(reach.value, words) for reach, words in REACHES.items()]
        self.posting.choices = [(posting.value, words) for posting, words in POSTINGS.items()]


class ReasonForm(Form):
    """Why a moderator does something; whoever is concerned reads it."""

    reason = TextAreaField(lazy_gettext("Reason"), [Length(max=1000)])
