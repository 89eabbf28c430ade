"""The whole of a course to take along, as one ZIP file."""

import tempfile
from collections.abc import Iterator
from typing import IO

from flask import Response
from flask.typing import ResponseReturnValue

from app.accounts.current import actor
from app.courses import policy, queries
from app.courses.kit import packing
from app.courses.views.blueprint import COURSE, bp, the
from app.kernel.access import public
from app.kernel.errors import NotFound

CHUNK = 1 << 16


@bp.get(f"{COURSE}/kit.zip")
@public
def kit(course_id: int) -> ResponseReturnValue:
    """Send everything of a course that this reader may see, to be read without a network."""
    course = the(course_id)
    if not policy.can_read(actor(), course):
        raise NotFound
    packed = tempfile.TemporaryFile()  # noqa: SIM115  # it is closed when it is sent
    packing.pack(actor(), course, queries.text(course), packed)
    response = Response(_sent(packed), mimetype="application/zip")
    response.content_length = packed.tell()
    name = f"{packing.file_name(course.title)}.zip"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    response.headers["Cache-Control"] = "private, no-store"
    response.call_on_close(packed.close)
    return response


def _sent(packed: IO[bytes]) -> Iterator[bytes]:
    with packed:
        packed.seek(0)
        while chunk := packed.read(CHUNK):
            yield chunk
