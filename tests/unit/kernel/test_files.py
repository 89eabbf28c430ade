"""Files are what their bytes say, are kept once, and lose what could harm or betray."""

import io
import zipfile
from pathlib import Path

import pytest
from PIL import Image, TiffImagePlugin
from sqlalchemy import func, select

from app.kernel import files
from app.kernel.db import session
from app.kernel.errors import Refused
from app.kernel.files import StoredFile, pictures, serving, storing

OFFICE = "application/vnd.openxmlformats-officedocument"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(storing.folder, "root", tmp_path / "files")
    return tmp_path / "files"


def sent(content: bytes, name: str = "a", uploader_id: int | None = None) -> StoredFile:
    return files.store(io.BytesIO(content), name, uploader_id)


def kept(stored: StoredFile) -> bytes:
    with files.open_file(stored) as file:
        return file.read()


def picture(form: str = "PNG", size: tuple[int, int] = (30, 20), mode: str = "RGB", **how) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, 1 if mode == "P" else None).save(out, form, **how)
    return out.getvalue()


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def shown(stored: StoredFile) -> Image.Image:
    return Image.open(io.BytesIO(kept(stored)))


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (picture("PNG"), "a.png", "image/png"),
        (picture("JPEG"), "a.jpg", "image/jpeg"),
        (picture("WEBP"), "a.webp", "image/webp"),
        (picture("GIF", mode="P"), "a.gif", "image/gif"),
        (b"%PDF-1.7\n", "a.pdf", "application/pdf"),
        (b"OggS\x00\x02", "a.ogg", "audio/ogg"),
        (b"ID3\x04\x00", "a.mp3", "audio/mpeg"),
        (b"\xff\xfb\x90\x64", "a.mp3", "audio/mpeg"),
        (b"\x00\x00\x00\x20ftypisom", "a.mp4", "video/mp4"),
        (b"\x00\x00\x00\x20ftypM4A ", "a.m4a", "audio/mp4"),
        (zipped({"word/document.xml": b""}), "a.docx", f"{OFFICE}.wordprocessingml.document"),
        (zipped({"xl/workbook.xml": b""}), "a.xlsx", f"{OFFICE}.spreadsheetml.sheet"),
        (zipped({"ppt/presentation.xml": b""}), "a.pptx", f"{OFFICE}.presentationml.presentation"),
        (zipped({"mimetype": b"application/epub+zip"}), "a.epub", "application/epub+zip"),
        (
            zipped({"mimetype": b"application/vnd.oasis.opendocument.text"}),
            "a.odt",
            "application/vnd.oasis.opendocument.text",
        ),
        (zipped({"project.json": b'{"targets": []}'}), "a.sb3", "application/x.scratch.sb3"),
        (zipped({"geogebra.xml": b""}), "a.ggb", "application/vnd.geogebra.file"),
        ("zażółć".encode(), "a.txt", "text/plain"),
        (b"a;b\n1;2", "a.CSV", "text/csv"),
        (b"<!-- note -->\n# Title", "a.md", "text/markdown"),
    ],
)
def test_a_file_is_what_its_bytes_say(content: bytes, name: str, kind: str) -> None:
    stored = sent(content, name)

    assert stored.media_type == kind
    assert stored.name == name
    assert stored.size == len(kept(stored))


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"MZ\x90\x00", "a.exe"),
        (b"\x7fELF\x02", "a.txt"),
        (b"#!/bin/sh\nrm -rf /", "a.txt"),
        (b"#!/bin/sh\nrm -rf /", "a.sh"),
        (b"\n <!DOCTYPE html><p>a", "a.txt"),
        (b"\xef\xbb\xbf<html>", "a.md"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.svg"),
        (b"<?xml version='1.0'?><svg/>", "a.txt"),
        (b"RIFF\x00\x00\x00\x00AVI ", "a.webp"),
        (b"\x00\x00\x00\x20ftypqt  ", "a.mp4"),
        (zipped({"a.exe": b"MZ"}), "a.zip"),
        (zipped({"word/document.xml": b"", "word/vbaProject.bin": b""}), "a.docx"),
        (zipped({"project.json": b"[]"}), "a.sb3"),
        (zipped({"project.json": b"no"}), "a.sb3"),
        (zipped({"mimetype": b"text/plain"}), "a.epub"),
        (b"PK\x03\x04broken", "a.docx"),
        (b"\x89PNG\r\n\x1a\nbroken", "a.png"),
        (picture("JPEG", size=(300, 200))[:400], "a.jpg"),
        (picture("TIFF"), "a.tif"),
        (b"\x00\x01\x02", "a.txt"),
        (b"", "a.txt"),
    ],
)
def test_anything_else_is_refused(content: bytes, name: str) -> None:
    with pytest.raises(Refused):
        sent(content, name)

    assert session.scalar(select(func.count()).select_from(StoredFile)) == 0


def test_a_refusal_says_what_is_welcome() -> None:
    with pytest.raises(Refused, match=r"PNG.*docx.*Scratch"):
        sent(b"MZ", "a.exe")


def test_a_locked_archive_is_refused() -> None:
    content = bytearray(zipped({"word/document.xml": b"x" * 100}))
    central = content.index(b"PK\x01\x02")
    content[central + 8] |= 1

    with pytest.raises(Refused, match="password"):
        sent(bytes(content), "a.docx")


@pytest.mark.parametrize(
    "members", [{"word/document.xml": b"0" * 20_000_000}, {f"{n}": b"" for n in range(5_001)}]
)
def test_an_archive_that_swells_is_refused(members: dict[str, bytes]) -> None:
    with pytest.raises(Refused, match="unpack"):
        sent(zipped(members), "a.docx")


def test_a_large_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storing.folder, "max_bytes", 2_000_000)

    with pytest.raises(Refused, match="2 MB"):
        sent(b"a" * 2_000_001, "a.txt")


def test_a_picture_with_too_many_pixels_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(Refused, match="million pixels"):
        sent(picture(size=(8_000, 8_000), mode="1"))
    with pytest.raises(Refused, match="million pixels"):
        sent(picture(size=(20_000, 20_000), mode="1"))


def test_a_photo_loses_its_metadata_and_is_turned_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Camera"
    exif.get_ifd(0x8825)[2] = (TiffImagePlugin.IFDRational(1), 2, 3)
    content = picture("JPEG", exif=exif, icc_profile=b"profile", comment=b"hidden")

    stored = sent(content, "a.jpg")

    assert (stored.width, stored.height) == (20, 30)
    assert not shown(stored).getexif()
    assert {"exif", "icc_profile", "comment"}.isdisjoint(shown(stored).info)
    assert b"Camera" not in kept(stored)


def test_text_hidden_in_a_picture_is_lost() -> None:
    stored = sent(picture("PNG") + b"<script>alert(1)</script>")

    assert b"script" not in kept(stored)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_pictures_of_every_mode_can_be_shown(mode: str) -> None:
    stored = sent(picture("PNG", size=(400, 10), mode=mode))

    assert shown(stored).size == (400, 10)
    with Image.open(storing.folder.path(stored.sha256, ".320.webp")) as small:
        assert small.size == (320, 8)


def test_a_picture_for_print_becomes_one_for_screens() -> None:
    assert shown(sent(picture("JPEG", mode="CMYK"))).mode == "RGB"


def test_a_large_picture_is_made_smaller() -> None:
    stored = sent(picture("JPEG", size=(5_000, 2_500)))

    assert (stored.width, stored.height) == (2_400, 1_200)
    for width in pictures.WIDTHS:
        with Image.open(storing.folder.path(stored.sha256, f".{width}.webp")) as small:
            assert small.size == (width, width // 2)


def moving(frames: int, size: tuple[int, int] = (30, 20)) -> bytes:
    out = io.BytesIO()
    images = [Image.new("RGB", size, (n * 20, 0, 0)) for n in range(frames)]
    images[0].save(
        out, "GIF", save_all=True, append_images=images[1:], duration=50, comment=b"hidden"
    )
    return out.getvalue()


def test_a_moving_picture_keeps_moving() -> None:
    stored = sent(moving(5), "a.gif")

    assert shown(stored).n_frames == 5
    assert shown(stored).info["duration"] == 50
    assert b"hidden" not in kept(stored)


def test_of_a_moving_picture_that_is_too_long_the_first_is_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pictures, "MAX_MOVING_PIXELS", 30 * 20 * 4)

    assert shown(sent(moving(5), "a.gif")).n_frames == 1


def test_the_same_content_is_kept_once(folder: Path) -> None:
    first = sent(b"same", "a.txt", 1)
    second = sent(b"same", "b.txt", 2)

    assert first.id != second.id
    assert first.sha256 == second.sha256
    assert [path.name for path in folder.rglob("*") if path.is_file()] == [first.sha256]


def test_sending_a_file_again_changes_nothing() -> None:
    assert sent(b"same", "a.txt", 1).id == sent(b"same", "a.txt", 1).id
    assert sent(b"same", "a.txt", 1).id != sent(b"same", "a.txt", 2).id
    assert sent(b"same", "a.txt").id == sent(b"same", "a.txt").id


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("سباق-القوارب.txt", "سباق-القوارب.txt"),
        ("पाठ योजना.TXT", "पाठ योजना.TXT"),
        ("می\u200cخوانم.txt", "می\u200cخوانم.txt"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\files\\a.txt", "a.txt"),
        ("exe\u202etxt.txt", "exetxt.txt"),
        ('a<b>"c"\n.txt', "abc.txt"),
        (".txt", "txt.txt"),
        ("x" * 300 + ".txt", "x" * 100 + ".txt"),
        ("...a . .txt", "a.txt"),
    ],
)
def test_a_name_is_kept_in_any_script_and_made_harmless(name: str, clean: str) -> None:
    assert storing.clean_name(name, "text/plain") == clean


def test_a_name_ends_as_the_content_does() -> None:
    assert sent(picture("PNG"), "photo.html").name == "photo.html.png"
    assert sent(picture("JPEG"), "photo.jpeg").name == "photo.jpeg"


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", "Größe, naïve"),
        ("utf-16", "Größe, naïve"),
        ("cp1252", "Leçon d’été: à l’école, où l’élève crée"),
        ("cp1250", "Rzeka spływa wartko, książka leży na stole"),
        ("cp1251", "Урок математики: дроби и проценты для пятого класса"),
        ("cp1253", "Μάθημα μαθηματικών για την πέμπτη τάξη του δημοτικού"),
        ("cp1255", "שיעור במתמטיקה לכיתה החמישית של בית הספר"),
        ("cp1256", "درس في الرياضيات للصف الخامس الابتدائي في المدرسة"),
        ("cp874", "บทเรียนคณิตศาสตร์สำหรับนักเรียนชั้นประถมศึกษา"),
        ("shift_jis", "小学五年生のための算数の授業です。分数を学びます。"),
        ("gb18030", "这是小学五年级的数学课，学生在课上学习分数的知识。"),
        ("euc_kr", "초등학교 오학년 학생을 위한 수학 수업이다. 분수를 배우는 시간이다."),
    ],
)
def test_a_text_of_an_old_encoding_is_kept_in_utf_8(encoding: str, text: str) -> None:
    assert kept(sent(text.encode(encoding), "a.txt")).decode("utf-8-sig") == text


def test_a_table_of_an_old_encoding_says_that_it_is_utf_8_now() -> None:
    assert kept(sent("prénom;âge".encode("cp1252"), "a.csv")).startswith(b"\xef\xbb\xbf")


def test_files_are_found_by_their_ids() -> None:
    one, other = sent(b"one", "a.txt"), sent(b"other", "b.txt")

    assert files.by_ids([one.id, other.id, 0]) == {one.id: one, other.id: other}
    assert files.by_ids([]) == {}


def test_pictures_are_shown_and_everything_else_is_handed_over() -> None:
    image, text = sent(picture("PNG", size=(400, 10)), "a.png"), sent(b"words", "a.txt")

    assert not serving.delivery(image).is_attachment
    assert serving.delivery(text).is_attachment
    assert serving.delivery(image, width=320).media_type == "image/webp"
    assert serving.delivery(image, width=320).name == "a.webp"
    assert serving.delivery(image, width=960).media_type == "image/png"
    assert serving.delivery(text, width=320).path == storing.folder.path(text.sha256)


def test_a_served_file_can_do_no_harm(app) -> None:
    image, text = sent(picture("PNG"), "a.png"), sent(b"words", "درس.txt")

    with app.test_request_context():
        inline, attached = files.respond(image), files.respond(text)

    for response in (inline, attached):
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in response.headers["Content-Security-Policy"]
        assert response.cache_control.private
        response.close()
    assert inline.headers["Content-Disposition"].startswith("inline")
    assert attached.headers["Content-Disposition"].startswith("attachment")
    assert "UTF-8''%D8%AF%D8%B1%D8%B3.txt" in attached.headers["Content-Disposition"]


def test_a_browser_that_has_a_file_is_not_sent_it_again(app) -> None:
    stored = sent(b"words", "a.txt")

    with app.test_request_context(headers={"If-None-Match": f'"{stored.sha256}"'}):
        response = files.respond(stored)

    response.close()
    assert response.status_code == 304
