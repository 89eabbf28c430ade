"""How facts about teaching are said: for the templates of every room."""

from flask import Flask

from app.kernel import files
from app.kernel.i18n import gettext as _
from app.kernel.i18n import ngettext, number
from app.kernel.urls import url
from app.lessons.models import Devices
from app.taxonomy import levels, regions
from app.teaching import policy
from app.teaching.models import TaughtReport
from app.teaching.summary import Summary


def init_app(app: Flask) -> None:
    """Give templates the words."""
    app.jinja_env.globals.update(
        country_name=regions.name,
        report_expires=report_expires,
        report_facts=report_facts,
        report_picture=report_picture,
        taught_minutes=taught_minutes,
        taught_with=taught_with,
    )


def taught_minutes(summary: Summary) -> str:
    """Return how long it takes in class, as a sentence; empty where nobody said."""
    if summary.span:
        first, last = summary.span
        return _("Most took %(first)s–%(last)s minutes.", first=number(first), last=number(last))
    if summary.minutes is None:
        return ""
    return ngettext(
        "It took about %(num)s minute.", "It took about %(num)s minutes.", summary.minutes
    )


def taught_with(devices: str) -> str:
    """Return what a class had, in a few words."""
    return {
        Devices.NONE: _("without devices"),
        Devices.ONE_FOR_CLASS: _("with one device"),
        Devices.SHARED: _("with shared devices"),
        Devices.ONE_EACH: _("with a device each"),
    }[Devices(devices)]


def report_facts(report: TaughtReport) -> list[str]:
    """Return what a report says in numbers and names, each in a few words."""
    said = [
        levels.name(report.level) if report.level else "",
        ngettext("%(num)s pupil", "%(num)s pupils", report.pupils) if report.pupils else "",
        regions.name(report.country) if report.country else "",
        _("%(minutes)s min", minutes=number(report.minutes)) if report.minutes else "",
        taught_with(report.devices) if report.devices else "",
    ]
    return [fact for fact in said if fact]


def report_picture(report: TaughtReport, width: int | None = None) -> str:
    """Return where the picture of a report is served to a reader who may see it."""
    assert report.file is not None
    path = url("teaching.picture", file_id=report.file.id, name=report.file.name, w=width)
    return files.address(path, report.file.id, is_open=policy.is_open(report))


def report_expires(report: TaughtReport) -> int | None:
    """Return when the address of a report's picture expires: what shows it is kept no longer."""
    return None if policy.is_open(report) else files.expiry()
