"""The steward's page on which lessons come in as a file."""

import re

from flask import flash, redirect, render_template, request
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from app.kernel.access import steward
from app.kernel.errors import NotFound, Refused
from app.kernel.i18n import gettext as _
from app.kernel.urls import url
from app.lessons.transfer import uploads
from app.lessons.transfer.forms import ImportForm
from app.lessons.views.blueprint import bp
from app.lessons.views.reading import PLACE
from app.lessons.views.writing import me
from app.portals.current import here

_OF_THE_FILE = re.compile(
    r"""
    (^[^:“«]+(?=\s?:\s)             # the field or the file before a colon
    |(?<=[“«])[^“”«»]+(?=[”»])      # what the file says, between quotation marks
    |(?<=:\s)[^“«]+$)               # what follows the colon
    """,
    re.VERBOSE,
)
"""What of a reason is not our sentence: it keeps its own direction."""


@bp.record
def keep_uploads(state: BlueprintSetupState) -> None:
    """Say where what stewards send is kept until it is imported."""
    uploads.place.root = state.app.config["STAFFROOM"].data_dir / "imports"


@bp.get(f"{PLACE}/import")
@steward
def imports() -> ResponseReturnValue:
    """Show how lessons come in, and what came in before."""
    return _page(ImportForm())


@bp.post(f"{PLACE}/import")
@steward
def start_import() -> ResponseReturnValue:
    """Take a file and begin to import it."""
    form = ImportForm()
    if not form.validate():
        return _page(form), 422
    try:
        begun = uploads.begin(here(), form.sent.stream, form.sent.filename or "", actor=me())
    except Refused as refusal:
        form.file.errors = [str(refusal)]
        return _page(form), 422
    flash(_("Your file is here. The lessons come in one after the other."), "success")
    return redirect(url("lessons.import_report", import_id=begun.id), 303)


@bp.get(f"{PLACE}/import/<int:import_id>")
@steward
def import_report(import_id: int) -> ResponseReturnValue:
    """Show how far an import is and what it did."""
    found = uploads.get(here().id, import_id)
    if found is None:
        raise NotFound
    return render_template(
        "lessons/import_report.html", found=found, here=request.path, pieces=_OF_THE_FILE.split
    )


def _page(form: ImportForm) -> str:
    return render_template("lessons/import.html", form=form, earlier=uploads.recent(here().id))
