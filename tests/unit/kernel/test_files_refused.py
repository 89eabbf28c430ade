"""Documents and pictures that trick us or are seldom, and names that stay as they are."""

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from app.kernel import files
from app.kernel.db import session
from app.kernel.errors import Refused
from app.kernel.files import StoredFile, reading
from app.kernel.files.storing import clean_name
from tests.unit.kernel.test_files import WORD, kept, zipped

SCRATCH = "application/x.scratch.sb3"


def locked(archive: bytes) -> bytes:
    """Return an archive whose members say that they are encrypted."""
    made = bytearray(archive)
    made[made.index(b"PK\x01\x02") + 8] |= 1
    return bytes(made)


def png_of(width: int, height: int) -> bytes:
    """Return a picture without content that says to be this large."""
    size = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", size) + _chunk(b"IDAT") + _chunk(b"IEND")


def _chunk(name: bytes, content: bytes = b"") -> bytes:
    summed = struct.pack(">I", zlib.crc32(name + content))
    return struct.pack(">I", len(content)) + name + content + summed


def test_a_locked_document_is_to_be_sent_unlocked() -> None:
    with pytest.raises(Refused, match="send it unlocked"):
        kept(locked(zipped(word__document_xml=b"<w/>")), "paper.docx")


def test_a_scratch_project_is_told_by_what_it_holds() -> None:
    assert kept(zipped(project_json=b'{"targets": []}'), "cat.sb3").media_type == SCRATCH


@pytest.mark.parametrize("project", [b"[]", b"{}", b'"targets"'])
def test_another_project_is_an_archive(project: bytes) -> None:
    with pytest.raises(Refused, match="cannot take archives"):
        kept(zipped(project_json=project), "cat.sb3")


def test_a_project_that_is_no_json_is_damaged() -> None:
    with pytest.raises(Refused, match="damaged"):
        kept(zipped(project_json=b"{"), "cat.sb3")


@pytest.mark.parametrize("side", [8_000, 60_000])
def test_a_picture_that_would_fill_the_memory_is_refused(side: int) -> None:
    with pytest.raises(Refused, match="more than 50 million pixels"):
        kept(png_of(side, side), "bomb.png")


def test_a_picture_with_deep_greys_can_be_shown() -> None:
    grey = BytesIO()
    Image.new("I;16", (4, 4), 40_000).save(grey, "PNG")

    stored = kept(grey.getvalue(), "x-ray.png")

    with files.open_file(stored) as file, Image.open(file) as image:
        assert (image.mode, image.getpixel((0, 0))) == ("L", 40_000 // 256)


def test_a_picture_for_postercan_be_shown() -> None:
    poster = BytesIO()
    Image.new("CMYK", (4, 4)).save(poster, "JPEG")

    stored = kept(poster.getvalue(), "print.jpg")

    with files.open_file(stored) as file, Image.open(file) as image:
        assert image.mode == "RGB"


def test_the_joiners_of_a_word_stay_in_a_name() -> None:
    persian = "می\u200cخواهم\u202e.docx"

    assert clean_name(persian, WORD) == "می\u200cخواهم.docx"


def test_a_file_that_was_deleted_while_it_was_read_stays_deleted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stored = kept(b"words", "a.txt")
    session.commit()
    number = stored.id

    def slowly(*_: object) -> str:
        session.delete(session.get_one(StoredFile, number))
        session.commit()
        return "words"

    monkeypatch.setattr(reading, "extract_text", slowly)
    reading.read_text(number)

    assert session.get(StoredFile, number) is None
