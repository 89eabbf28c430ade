"""How facts about lessons are said: for the templates of every room."""

import re
from collections.abc import Mapping
from typing import Any

from flask import Flask

from app.kernel import files
from app.kernel.i18n import gettext as _
from app.kernel.i18n import ngettext, number
from app.kernel.markup import RichText
from app.kernel.urls import url
from app.lessons import policy
from app.lessons.form_parts import DEVICES, GROUPINGS
from app.lessons.forms import LessonForm
from app.lessons.lists import Choice
from app.lessons.models import Devices, Grouping, Lesson
from app.taxonomy import languages, levels, licences, subjects

_FILE = re.compile(r"/files/(\d{1,18})/")


def init_app(app: Flask) -> None:
    """Give templates the words."""
    app.jinja_env.globals.update(
        ages_text=ages_text,
        device_name=device_name,
        devices_sentence=devices_sentence,
        direction=languages.direction,
        facet_label=facet_label,
        facet_options=facet_options,
        field_label=field_label,
        file_kind=file_kind,
        files_expire=files_expire,
        file_url=file_url,
        grouping_name=lambda grouping: GROUPINGS[Grouping(grouping)],
        language_name=languages.own_name,
        level_name=levels.name,
        licence_name=licences.short_name,
        licence_url=licences.url,
        licence_words=licences.plain_words,
        minutes_text=minutes_text,
        size_text=size_text,
        subject_name=subjects.name,
        text_for=text_for,
        time_text=time_text,
        without=without,
    )


def minutes_text(minutes: int) -> str:
    """Return “45 min”; hours from two hours up."""
    if minutes < 120:
        return ngettext("%(num)s min", "%(num)s min", minutes)
    hours = number(round(minutes / 60, 1))
    return _("%(hours)s h", hours=hours)


def ages_text(age_min: int | None, age_max: int | None) -> str:
    """Return “Ages 10–12”, also when one end is open."""
    if age_min and age_max and age_min != age_max:
        return _("Ages %(first)s–%(last)s", first=number(age_min), last=number(age_max))
    if age_min and age_max:
        return _("Age %(age)s", age=number(age_min))
    if age_min:
        return _("Age %(age)s and up", age=number(age_min))
    return _("Up to age %(age)s", age=number(age_max or 0))


def time_text(lesson: Lesson) -> str:
    """Return “80 minutes in 3 steps”."""
    if not lesson.steps:
        return minutes_text(lesson.minutes or 0)
    return ngettext(
        "%(time)s in %(num)s step",
        "%(time)s in %(num)s steps",
        len(lesson.steps),
        time=minutes_text(lesson.minutes or 0),
    )


def device_name(devices: str) -> str:
    """Return what pupils need, in two or three words."""
    return str(DEVICES[Devices(devices)])


def devices_sentence(devices: str) -> str:
    """Return what pupils need, as a sentence among the facts."""
    return {
        Devices.NONE: _("No devices."),
        Devices.ONE_FOR_CLASS: _("One device for the class."),
        Devices.SHARED: _("A few devices, shared by pupils."),
        Devices.ONE_EACH: _("A device for each pupil."),
    }[Devices(devices)]


def file_url(file: files.StoredFile, width: int | None = None, lesson: Lesson | None = None) -> str:
    """Return where a file is served to a reader who may see it, by that lesson if it is named.

    A picture comes in a smaller width if that is asked.
    """
    path = url("lessons.file", file_id=file.id, name=file.name, w=width)
    return files.address(path, file.id, is_open=lesson is not None and policy.is_open(lesson))


def text_for(lesson: Lesson, text: RichText) -> RichText:
    """Return a text in which the lesson's files are named as they are served to its readers."""
    held = {material.file_id for material in lesson.materials}
    is_open = policy.is_open(lesson)

    def served(path: str) -> str:
        found = _FILE.match(path)
        if found is None or int(found[1]) not in held:
            return path
        return files.address(path, int(found[1]), is_open=is_open)

    return text.with_addresses(served)


def files_expire(lesson: Lesson) -> int | None:
    """Return when the addresses of a lesson's files expire: what shows them is kept no longer."""
    return None if policy.is_open(lesson) else files.expiry()


def file_kind(media_type: str) -> str:
    """Return what a file is, in words."""
    kinds = {
        "image": _("Picture"),
        "audio": _("Sound"),
        "video": _("Video"),
        "text": _("Text"),
    }
    if media_type == "application/pdf":
        return "PDF"
    return kinds.get(media_type.partition("/")[0]) or _("Document")


def size_text(size: int) -> str:
    """Return “120 kB” or “2.4 MB”."""
    if size < 1_000_000:
        return _("%(size)s kB", size=number(max(1, round(size / 1000))))
    return _("%(size)s MB", size=number(round(size / 1_000_000, 1)))


def facet_label(name: str, value: str) -> str:
    """Return how a facet's value is shown."""
    if name == "subject":
        return subjects.name(value)
    if name == "level":
        return levels.name(value)
    if name == "devices":
        return device_name(value)
    return languages.own_name(value)


def facet_options(
    name: str, choices: list[Choice], chosen: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Return the options of a facet for the list's page; a chosen one's address takes it away."""
    return [
        {
            "label": facet_label(name, choice.value),
            "count": choice.count,
            "chosen": choice.is_chosen,
            "href": url("lessons.index", **without(chosen, name))
            if choice.is_chosen
            else url("lessons.index", **{**chosen, name: choice.value}),
            "lang": choice.value if name == "language" else None,
            "dir": languages.direction(choice.value) if name == "language" else None,
        }
        for choice in choices
    ]


def field_label(name: str) -> str:
    """Return what the form calls a field of a lesson's content."""
    field = getattr(LessonForm, name, None)
    return str(field.args[0]) if field is not None and field.args else name


def without(chosen: Mapping[str, str], name: str) -> dict[str, str]:
    """Return the choices but one."""
    return {key: value for key, value in chosen.items() if key != name}
