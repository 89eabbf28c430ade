"""Files are what their bytes say; pictures are made anew; nothing hidden stays."""

import zipfile
from io import BytesIO

import pytest
from PIL import Image, PngImagePlugin

from app.kernel import files
from app.kernel.errors import Refused
from app.kernel.files import kinds, pictures
from app.kernel.files.storing import clean_name, folder
from tests.factories.lessons import picture

WORD = f"{kinds.OFFICE}.wordprocessingml.document"


def kept(content: BytesIO | bytes, name: str) -> files.StoredFile:
    stream = BytesIO(content) if isinstance(content, bytes) else content
    return files.store(stream, name, None)


def zipped(**members: bytes) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return made.getvalue()


def content_of(stored: files.StoredFile) -> bytes:
    with files.open_file(stored) as file:
        return file.read()


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (b"%PDF-1.7 and so on", "x.exe", "application/pdf"),
        (b"plain words", "notes.txt", "text/plain"),
        (b"a,b\n1,2", "table.csv", "text/csv"),
        (b"# Title", "text.md", "text/markdown"),
        ("Wörter".encode("utf-16"), "words.txt", "text/plain"),
        (b"ID3\x04" + b"\x00" * 20, "song.mp3", "audio/mpeg"),
        (zipped(word__document_xml=b"<w/>"), "paper.docx", WORD),
        (zipped(mimetype=b"application/epub+zip"), "book.epub", "application/epub+zip"),
    ],
)
def test_a_file_is_what_its_bytes_say(content, name, kind):
    assert kept(content, name).media_type == kind


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "empty.txt", "empty"),
        (b"\x00\x01binary", "notes.txt", "cannot take that kind"),
        (b"words", "notes.exe", "cannot take that kind"),
        (b"\xef\xbb\xbf <svg onload=x>", "notes.txt", "cannot take that kind"),
        (b"PK\x03\x04 and then nothing", "paper.docx", "damaged"),
        (zipped(run_exe=b"MZ"), "things.zip", "archives, programs"),
        (zipped(mimetype=b"application/x-run"), "book.epub", "archives, programs"),
        (zipped(word__document_xml=b"", word__vbaProject_bin=b""), "macro.docx", "macros"),
        (b"\x89PNG\r\n\x1a\n nothing", "x.png", "damaged"),
    ],
)
def test_what_we_do_not_take_is_refused_in_words(content, name, words):
    with pytest.raises(Refused, match=words):
        kept(content, name)


def test_what_is_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(kinds, "MAX_UNZIPPED", 2)
    with pytest.raises(Refused, match="more than we can unpack"):
        kept(zipped(word__document_xml=b"<w/>"), "paper.docx")
    monkeypatch.setattr(folder, "max_bytes", 10)
    with pytest.raises(Refused, match="larger than"):
        kept(b"more than ten bytes", "notes.txt")


def test_equal_contents_share_one_place():
    first, second = kept(b"the same", "one.txt"), kept(b"the same", "two.txt")

    assert first.id != second.id
    assert first.sha256 == second.sha256
    assert files.by_ids([first.id, second.id]) == {first.id: first, second.id: second}
    assert files.by_ids([]) == {}
    assert content_of(second) == b"the same"


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP", "GIF"])
def test_nothing_hidden_in_a_picture_stays(form):
    exif = Image.Exif()
    exif[0x010F] = "HIDDEN maker"
    note = PngImagePlugin.PngInfo()
    note.add_text("Comment", "HIDDEN words")
    more = {
        "PNG": {"exif": exif, "pnginfo": note, "icc_profile": b"HIDDEN profile"},
        "JPEG": {"exif": exif, "comment": b"HIDDEN words"},
        "WEBP": {"exif": exif, "icc_profile": b"HIDDEN profile"},
        "GIF": {"comment": b"HIDDEN words"},
    }[form]
    sent = picture(form, **more)
    assert b"HIDDEN" in sent.getvalue()

    content = content_of(kept(sent, f"x.{form.lower()}"))

    assert b"HIDDEN" not in content


def test_nothing_hidden_in_a_picture_with_a_palette_stays():
    sent = BytesIO()
    Image.new("P", (20, 20)).save(sent, "PNG", icc_profile=b"HIDDEN profile")
    sent.seek(0)

    assert b"HIDDEN" not in content_of(kept(sent, "x.png"))


def moving(frames: int = 3, **more) -> BytesIO:
    sent = BytesIO()
    images = [Image.new("RGB", (20, 10), colour) for colour in ("red", "green", "blue")]
    images = (images * frames)[:frames]
    images[0].save(sent, "GIF", save_all=True, append_images=images[1:], duration=50, **more)
    sent.seek(0)
    return sent


def test_a_moving_picture_still_moves_and_says_nothing_more():
    stored = kept(moving(comment=b"HIDDEN words"), "x.gif")

    with Image.open(BytesIO(content_of(stored))) as image:
        assert image.n_frames == 3
    assert b"HIDDEN" not in content_of(stored)
    assert (stored.width, stored.height, stored.is_picture) == (20, 10, True)


def test_a_picture_that_would_fill_the_memory_is_refused(monkeypatch):
    monkeypatch.setattr(pictures, "MAX_PIXELS", 100)

    with pytest.raises(Refused, match="pixels"):
        kept(picture(), "x.png")


def test_a_picture_is_turned_upright_and_made_smaller():
    exif = Image.Exif()
    exif[0x0112] = 6
    stored = kept(picture("JPEG", (3000, 1000), exif=exif), "x.jpg")

    assert (stored.width, stored.height) == (800, 2400)


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("../../etc/passwd", "passwd.pdf"), ("C:\\Users\\me\\plan.PDF", "plan.PDF"),
        ("wörter\x00 und\u202e.pdf", "wörter und.pdf"), ('a<b>"c%23.pdf', "abc23.pdf"),
        ("  ...  ", "file.pdf"), ("خطة.pdf", "خطة.pdf"), ("page.html", "page.html.pdf"),
    ],
)  # fmt: skip
def test_a_name_is_kept_in_any_script_but_leads_nowhere(given, name):
    assert clean_name(given, kinds.PDF) == name
