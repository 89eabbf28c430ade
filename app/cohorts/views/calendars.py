"""The calendar that a person's own program reads."""

from flask import Response, flash, redirect, render_template
from flask.typing import ResponseReturnValue

from app.accounts.current import person
from app.cohorts import calendars
from app.cohorts.views.blueprint import bp
from app.kernel.access import public, signed_in
from app.kernel.errors import NotFound
from app.kernel.i18n import gettext as _
from app.kernel.urls import external, url

CALENDAR = "/<locale:locale>/my-courses/calendar"


@bp.get(CALENDAR)
@signed_in
def calendar() -> ResponseReturnValue:
    """Show whether I have an address for my calendar program."""
    return _page()


@bp.post(CALENDAR)
@signed_in
def begin_calendar() -> ResponseReturnValue:
    """Make an address, which is shown once."""
    return _page(calendars.begin_feed(actor=person()))


@bp.post(f"{CALENDAR}/removal")
@signed_in
def end_calendar() -> ResponseReturnValue:
    """Let the address lead nowhere."""
    if calendars.feed_of(person()) is None:
        raise NotFound
    calendars.end_feed(actor=person())
    flash(_("The address leads nowhere any more."), "success")
    return redirect(url("cohorts.calendar"), 303)


@bp.get("/calendars/<token>.ics")
@public
def calendar_file(token: str) -> ResponseReturnValue:
    """Give a person's dates to whoever has the secret address."""
    found = calendars.reader(token)
    if found is None:
        raise NotFound
    response = Response(calendars.of_person(found), content_type=calendars.CONTENT_TYPE)
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _page(token: str | None = None) -> ResponseReturnValue:
    address = external("cohorts.calendar_file", token=token) if token else None
    body = render_template(
        "cohorts/calendar.html", feed=calendars.feed_of(person()), address=address
    )
    response = Response(body)
    response.headers["Cache-Control"] = "no-store"
    return response
