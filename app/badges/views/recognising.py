"""What the portal states that badges and courses count for, and my yearly statement."""

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.accounts.current import actor, person
from app.badges import recognising
from app.badges.models import Recognition
from app.badges.recognition_forms import UNITS, RecognitionForm
from app.badges.views.blueprint import BACKPACK, PLACE, bp
from app.kernel import clock
from app.kernel.access import signed_in, steward
from app.kernel.errors import NotFound
from app.kernel.i18n import gettext as _
from app.kernel.urls import url
from app.portals.current import here

COUNTS = f"{PLACE}/recognitions"


@bp.get(COUNTS)
@steward
def recognitions() -> ResponseReturnValue:
    """Show what the portal states, and ask what else counts."""
    return _page(_form())


@bp.post(COUNTS)
@steward
def recognise() -> ResponseReturnValue:
    """State what a badge or a course counts for."""
    form = _form()
    if not form.validate():
        return _page(form), 422
    recognising.state(here(), form.statement(), actor=person())
    return _saved()


@bp.get(f"{COUNTS}/<int:recognition_id>")
@steward
def recognition(recognition_id: int) -> ResponseReturnValue:
    """Show one statement in the form."""
    said = _the(recognition_id)
    form = _form()
    form.fill(said)
    return _page(form, said)


@bp.post(f"{COUNTS}/<int:recognition_id>")
@steward
def restate(recognition_id: int) -> ResponseReturnValue:
    """State otherwise what something counts for."""
    said, form = _the(recognition_id), _form()
    if not form.validate():
        return _page(form, said), 422
    recognising.restate(said, form.statement(), actor=person())
    return _saved()


@bp.post(f"{COUNTS}/<int:recognition_id>/removal")
@steward
def retract(recognition_id: int) -> ResponseReturnValue:
    """State no more what something counts for."""
    recognising.retract(_the(recognition_id), actor=person())
    flash(_("Taken back. It counts in no statement any more."), "success")
    return redirect(url("badges.recognitions"), 303)


@bp.get(f"{BACKPACK}/statement")
@signed_in
def statement() -> ResponseReturnValue:
    """Show what I earned in a year, added up for each authority."""
    years = recognising.years(person())
    asked = request.args.get("year", type=int)
    year = asked if asked in years else years[0]
    return render_template(
        "badges/statement.html",
        year=year,
        years=years,
        accounts=recognising.accounts(person(), year),
        today=clock.now().date(),
        units=UNITS,
    )


def _form() -> RecognitionForm:
    return RecognitionForm(*recognising.choices(person(), here()))


def _the(recognition_id: int) -> Recognition:
    found = recognising.get(actor(), here(), recognition_id)
    if found is None:
        raise NotFound
    return found


def _saved() -> ResponseReturnValue:
    flash(_("Saved. It counts in the statements of your members."), "success")
    return redirect(url("badges.recognitions"), 303)


def _page(form: RecognitionForm, said: Recognition | None = None) -> str:
    return render_template(
        "badges/recognitions.html",
        form=form,
        said=said,
        stated=recognising.of_portal(here()),
        units=UNITS,
    )
