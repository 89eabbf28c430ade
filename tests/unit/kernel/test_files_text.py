"""The text of documents is read apart from the app, within limits."""

import io
import zipfile
from pathlib import Path

import pytest

from app.kernel import files
from app.kernel.db import session
from app.kernel.files import StoredFile, kinds, reading, storing

WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storing.folder, "root", tmp_path / "files")


def pdf(text: str) -> bytes:
    drawn = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj%s endobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(body)
    return body + b"xref\n0 6\n0000000000 65535 f \n" + table + end


def docx(text: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{RELATIONS}/content-types"><Override PartName="/word/document.xml" '
            f'ContentType="{kinds.WORD}.main+xml"/></Types>',
        )
        archive.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{WORDS}"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p>'
            "</w:body></w:document>",
        )
    return out.getvalue()


def sent(content: bytes, name: str) -> StoredFile:
    stored = files.store(io.BytesIO(content), name, None)
    session.commit()
    return stored


def text_of(stored: StoredFile) -> str | None:
    session.expire_all()
    return session.get_one(StoredFile, stored.id).text


@pytest.mark.parametrize(
    ("content", "name", "text"),
    [
        (pdf("Half a fraction"), "a.pdf", "Half a fraction"),
        (docx("نصف كسر"), "a.docx", "نصف كسر"),
        ("\ufeffHalf\n".encode(), "a.txt", "Half"),
        (b"a;b", "a.csv", "a;b"),
    ],
)
def test_the_text_of_a_document_is_read(content: bytes, name: str, text: str) -> None:
    stored = sent(content, name)

    assert files.read_text(stored.id) is True
    assert text_of(stored) == text


def test_a_text_is_read_once() -> None:
    stored = sent(b"words", "a.txt")
    stored.text = "read before"
    session.commit()

    assert files.read_text(stored.id) is True
    assert text_of(stored) == "read before"


def test_a_file_without_words_has_no_text() -> None:
    stored = sent(b"OggS\x00\x02", "a.ogg")

    assert files.read_text(stored.id) is False
    assert text_of(stored) is None
    assert files.read_text(0) is False


def test_a_broken_document_has_an_empty_text_and_is_not_tried_again() -> None:
    stored = sent(b"%PDF-1.7 and then nothing", "a.pdf")

    assert files.read_text(stored.id) is False
    assert text_of(stored) == ""


def test_a_long_text_is_cut() -> None:
    stored = sent("ж".encode() * (reading.MAX_TEXT + 10), "a.txt")

    files.read_text(stored.id)

    assert len(text_of(stored) or "") == reading.MAX_TEXT


def test_a_document_that_swells_in_memory_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MEMORY", 40_000_000)
    stored = sent(b"a" * 20_000_000, "a.txt")

    assert files.read_text(stored.id) is False


def test_a_document_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "SECONDS", 0)
    stored = sent(b"words", "a.txt")

    assert files.read_text(stored.id) is False


def test_the_reader_does_not_know_the_secrets_of_the_app(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "spy.py"
    program.write_text("import os, sys; print(sorted(os.environ), 'app' in sys.modules)")
    monkeypatch.setattr(reading, "_PROGRAM", program)
    monkeypatch.setenv("SECRET_KEY", "hush")

    told = reading.extract_text(tmp_path, "text/plain")

    assert "SECRET_KEY" not in told
    assert told.endswith("False")
