"""The forms of items: one for each kind, all with a title, a text and how long it takes."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from wtforms import (
    BooleanField,
    Field,
    FileField,
    HiddenField,
    IntegerField,
    RadioField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import DataRequired, Length, NumberRange, Optional, Regexp

from app.courses.content import Item, ItemKind
from app.courses.forms import OpenedForm
from app.courses.texts import retyped
from app.kernel.i18n import gettext as _
from app.kernel.i18n import lazy_gettext, lazy_pgettext
from app.kernel.markup import MAX_SOURCE

MAX_MINUTES = 10_000
MAX_DUE_DAYS = 1_000

_LESSON = re.compile(r"(?:.*/lessons/)?(?P<id>[1-9]\d{0,17})(?:[/?#].*)?", re.DOTALL)


class ItemForm(OpenedForm):
    """What every item has."""

    key = HiddenField(validators=[Regexp(r"[\w-]{1,20}$")])
    module = HiddenField()
    kind = HiddenField()
    title = StringField(
        lazy_pgettext("course item", "Title"),
        [DataRequired(lazy_gettext("Enter a title.")), Length(max=200)],
    )
    text = TextAreaField(lazy_gettext("Text"), [Length(max=MAX_SOURCE)])
    minutes = IntegerField(lazy_gettext("Minutes"), [Optional(), NumberRange(1, MAX_MINUTES)])
    is_required = BooleanField(lazy_gettext("Participants must do this"), default=True)
    due_days = IntegerField(
        lazy_gettext("Due, in days after the first day"), [Optional(), NumberRange(0, MAX_DUE_DAYS)]
    )

    def fill(self, item: Item, *, module: str, lock: int) -> None:
        """Show an item as it stands."""
        self.process(data=self.data_of(item) | {"opened": lock, "module": module})

    def data_of(self, item: Item) -> dict[str, Any]:
        """Return an item as the form shows it."""
        return {
            "key": item.key,
            "kind": item.kind.value,
            "title": item.title,
            "text": item.text.source,
            "minutes": item.minutes,
            "is_required": item.is_required,
            "due_days": item.due_days,
        }

    def item(self, before: Item) -> Item:
        """Return what was typed; what the form does not ask stays as it was `before`."""
        return replace(
            before,
            title=(self.title.data or "").strip(),
            text=retyped(self.text.data, before.text),
            minutes=self.minutes.data,
            is_required=self.is_required.data,
            due_days=self.due_days.data,
        )


class LinkForm(ItemForm):
    """Something on the web."""

    url = StringField(
        lazy_gettext("Address on the web"),
        [DataRequired(lazy_gettext("Enter the address.")), Length(max=2000)],
    )

    def validate_url(self, field: Field) -> None:
        """Take web addresses only."""
        if field.data and not field.data.strip().startswith(("https://", "http://")):
            raise ValidationError(_("An address begins with https://"))

    def data_of(self, item: Item) -> dict[str, Any]:
        """Return an item as the form shows it."""
        return super().data_of(item) | {"url": item.url}

    def item(self, before: Item) -> Item:
        """Return what was typed."""
        return replace(super().item(before), url=(self.url.data or "").strip())


class FileForm(ItemForm):
    """A file that was sent before and is named by `file_id`, or comes with the form."""

    file_id = HiddenField()
    file = FileField(lazy_gettext("File"))
    refused = ""
    """Why a file that was sent along was not taken."""

    @property
    def held(self) -> int | None:
        """The file that the form names."""
        sent = self.file_id.data or ""
        return int(sent) if re.fullmatch(r"[1-9]\d{0,17}", sent) else None

    def validate_file(self, field: Field) -> None:
        """Say why a file was not taken, and ask for one."""
        if self.refused:
            raise ValidationError(self.refused)
        if self.held is None:
            raise ValidationError(_("Choose a file."))

    def data_of(self, item: Item) -> dict[str, Any]:
        """Return an item as the form shows it."""
        return super().data_of(item) | {"file_id": str(item.file_id or "")}

    def item(self, before: Item) -> Item:
        """Return what was typed."""
        return replace(super().item(before), file_id=self.held)


class LessonItemForm(ItemForm):
    """A lesson of the library: found by its words, or named by its address."""

    find = StringField(lazy_gettext("Find a lesson"), [Length(max=200)])
    lesson_id = RadioField(lazy_gettext("Lesson"), [Optional()], validate_choice=False)
    address = StringField(lazy_gettext("or the address of its page"), [Length(max=500)])
    is_seen = True
    """Whether the lesson that is named exists for whoever writes."""

    @property
    def chosen(self) -> int | None:
        """The lesson that the form names: a pasted address comes before what is ticked."""
        sent = (self.address.data or "").strip() or (self.lesson_id.data or "")
        found = _LESSON.fullmatch(sent)
        return int(found["id"]) if found else None

    def offer(self, titles: Mapping[int, str]) -> None:
        """Fill in the lessons to choose from."""
        self.lesson_id.choices = [(str(id_), title) for id_, title in titles.items()]

    def validate_address(self, field: Field) -> None:
        """Ask for a lesson that there is."""
        if self.chosen is None:
            raise ValidationError(_("Choose a lesson, or paste the address of its page."))
        if not self.is_seen:
            raise ValidationError(_("There is no published lesson at that address."))

    def data_of(self, item: Item) -> dict[str, Any]:
        """Return an item as the form shows it."""
        return super().data_of(item) | {"lesson_id": str(item.lesson_id or "")}

    def item(self, before: Item) -> Item:
        """Return what was typed."""
        return replace(super().item(before), lesson_id=self.chosen)


def form_class(kind: ItemKind) -> type[ItemForm]:
    """Return the form for items of a kind."""
    from app.courses.assignment_form import AssignmentForm  # which is built on this module
    from app.courses.quiz_form import QuizForm  # as is this one

    forms: dict[ItemKind, type[ItemForm]] = {
        ItemKind.LINK: LinkForm,
        ItemKind.FILE: FileForm,
        ItemKind.LESSON: LessonItemForm,
        ItemKind.ASSIGNMENT: AssignmentForm,
        ItemKind.QUIZ: QuizForm,
    }
    return forms.get(kind, ItemForm)
