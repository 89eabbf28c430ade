"""Questions from elsewhere and for elsewhere: GIFT and Moodle XML."""

import io
import json
import re
from typing import Any

from flask import Response, current_app, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from itsdangerous import BadSignature, URLSafeSerializer

from app.accounts.current import person
from app.courses import asked, bank
from app.courses.bank_import_form import ImportForm
from app.courses.models import Course
from app.courses.quizzes import gift, moodle_xml
from app.courses.quizzes.codec import from_json, to_json
from app.courses.quizzes.moodle_xml.pictures import Attachment
from app.courses.quizzes.problems import Read, Written
from app.courses.quizzes.questions import Question
from app.courses.views.bank import BANK, SEED
from app.courses.views.blueprint import bp, the_workshop
from app.kernel import db, files
from app.kernel.access import signed_in
from app.kernel.errors import NotFound, Refused
from app.kernel.i18n import gettext as _
from app.kernel.i18n import ngettext
from app.kernel.urls import url

INVALID = 422
BEGINNING = 1_000
"""Of a file, in bytes, tells what it is."""
NAME = "questions.txt"

"""What was read, until it is added."""

_XML = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*<(?:\?xml|!|quiz\b)", re.IGNORECASE)


@bp.get(f"{BANK}/import")
@signed_in
def import_questions(course_id: int) -> ResponseReturnValue:
    """Show where a file goes, or its text."""
    return render_template(
        "courses/bank_import.html", course=the_workshop(course_id), form=ImportForm()
    )


@bp.post(f"{BANK}/import")
@signed_in
def look_at_questions(course_id: int) -> ResponseReturnValue:
    """Show what was read and what was not understood; nothing is added yet."""
    course, form = the_workshop(course_id), ImportForm()
    if not form.validate():
        return render_template("courses/bank_import.html", course=course, form=form), INVALID
    read = _read(form.content, course)
    if not read.questions:
        page = render_template("courses/bank_import.html", course=course, form=form, read=read)
        return page, INVALID
    batch = _kept(read, course)
    db.keep()  # the page names what was read, which the next step finds
    return render_template(
        "courses/bank_import.html",
        course=course,
        form=form,
        read=read,
        batch=batch,
        shown=asked.asked(read.questions, {}, SEED),
    )


@bp.post(f"{BANK}/import/adding")
@signed_in
def add_questions(course_id: int) -> ResponseReturnValue:
    """Add what was read and shown."""
    course = the_workshop(course_id)
    brought = _brought(request.form.get("batch", ""), course)
    count = bank.take_in(course, brought, actor=person())
    words = ngettext("%(num)s question is added.", "%(num)s questions are added.", count)
    if count < len(brought):
        words += " " + _("Those that were there already are not there twice.")
    flash(words, "success")
    return redirect(url("courses.bank", course_id=course.id), 303)


@bp.get(f"{BANK}/export")
@signed_in
def export_questions(course_id: int) -> ResponseReturnValue:
    """Show both formats and what each cannot say."""
    course = the_workshop(course_id)
    found = bank.questions(course)
    written = {"gift": gift.write(found), "xml": moodle_xml.write(found, _fetch(course))}
    return render_template("courses/bank_export.html", course=course, written=written)


@bp.get(f"{BANK}/questions.<kind>")
@signed_in
def questions_file(course_id: int, kind: str) -> ResponseReturnValue:
    """Hand over the bank as a file."""
    course = the_workshop(course_id)
    found = bank.questions(course)
    if kind not in ("gift", "xml"):
        raise NotFound
    written = gift.write(found) if kind == "gift" else moodle_xml.write(found, _fetch(course))
    return _delivered(written, f"{course.title}.{'gift.txt' if kind == 'gift' else 'xml'}", kind)


def _delivered(written: Written, name: str, kind: str) -> Response:
    mimetype = "text/plain" if kind == "gift" else "application/xml"
    response = Response(written.content, content_type=f"{mimetype}; charset=utf-8")
    response.headers.set("Content-Disposition", "attachment", filename=name)
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _read(content: bytes, course: Course) -> Read:
    """Read a file in the format that it is in."""
    if _XML.match(content[:BEGINNING].replace(b"\0", b"")):
        return moodle_xml.read(content, course.language, _store)
    return gift.read(content, course.language)


def _store(attachment: Attachment) -> str | None:
    """Keep a picture of a question; what is of no kind that we take is left out."""
    try:
        stored = files.store(io.BytesIO(attachment.content), attachment.name, person().id)
    except Refused:
        return None
    return url("lessons.file", file_id=stored.id, name=stored.name)


def _fetch(course: Course) -> Any:
    """Return what brings the pictures that the course holds."""

    def fetch(address: str) -> Attachment | None:
        found = bank.file_named(course, address)
        if found is None:
            return None
        with files.open_file(found) as content:
            return Attachment(found.name, content.read())

    return fetch


def _signer(course: Course) -> URLSafeSerializer:
    return URLSafeSerializer(
        str(current_app.secret_key), salt=f"questions-{course.id}-{person().id}"
    )


def _kept(read: Read, course: Course) -> int:
    """Keep what was read for the step that adds it; signed, so that nothing else is added."""
    said = _signer(course).dumps(json.dumps([to_json(one) for one in read.questions]))
    content = io.BytesIO(str(said).encode())
    return files.store(content, NAME, person().id).id


def _brought(named: str, course: Course) -> list[Question]:
    file_id = int(named) if named.isdecimal() and len(named) < 19 else 0
    stored = files.by_ids([file_id]).get(file_id)
    if stored is None or stored.uploader_id != person().id:
        raise Refused(_("What was read is not kept any more. Bring the file in once more."))
    with files.open_file(stored) as content:
        try:
            said = _signer(course).loads(content.read().decode())
        except (BadSignature, UnicodeDecodeError) as error:
            raise NotFound from error
    return [from_json(one) for one in json.loads(said)]
