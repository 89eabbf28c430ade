"""The files of lessons: what is taken, what is made of it, and who gets it."""

import zipfile
from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import select

from app.kernel.db import session
from app.kernel.files import StoredFile, store
from app.lessons.content import MaterialContent, StepContent, Text
from app.lessons.models import Lesson, Reach
from tests.factories import lessons
from tests.factories.lessons import picture, read_again

DRAFT = "Save as a draft"
TYPED = {"title": "Clouds", "summary": "Names for them.", "body": "Look up."}


def photograph() -> BytesIO:
    """Return a picture as a telephone makes it, with the place where it was taken."""
    exif = Image.Exif()
    exif[0x010F] = "PhoneMaker"
    exif.get_ifd(0x8825)[1] = "N"
    return picture("JPEG", exif=exif)


def only(kind):
    session.rollback()
    (found,) = session.scalars(select(kind)).all()
    return found


def held(portal, author, *, name="gauge.png", **values):
    """Return a lesson with a picture, and the picture."""
    file = store(picture(), name, author.id)
    material = MaterialContent(title="A gauge", file_id=file.id, alt="A bottle with a scale")
    return lessons.published(portal, author, materials=(material,), **values), file


def fetched(client, path, status=200):
    """Return the answer with its content; the test's browser leaves files open otherwise."""
    response = client.get(path, status).response
    response.get_data()
    response.close()
    return response


def address(file) -> str:
    return f"/files/{file.id}/{file.name}"


def test_a_picture_becomes_a_material_without_its_cameras_secrets(client, north, amina):
    client.sign_in(amina).get("/en/north/lessons/new")

    client.submit(DRAFT, TYPED | {"files": (photograph(), "wolke.jpg")}, status=303)

    file = only(StoredFile)
    lesson = read_again(only(Lesson))
    assert [m.file_id for m in lesson.materials] == [file.id]
    sent = fetched(client, address(file))
    assert b"PhoneMaker" not in sent.data
    assert not Image.open(BytesIO(sent.data)).getexif()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("run.exe", b"MZ\x90\x00" + b"\x00" * 60),
        ("page.html", b"<!doctype html><script>alert(1)</script>"),
        ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("notes.txt", b"  <html><script>alert(1)</script>"),
        ("picture.png", b"\x89PNG\r\n\x1a\n and then nothing"),
        ("photo.heic", b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"),
        ("empty.pdf", b""),
        ("things.zip", None),
    ],
)
def test_a_hostile_file_is_refused_and_the_form_stays(client, north, amina, name, content):
    if content is None:
        made = BytesIO()
        with zipfile.ZipFile(made, "w") as archive:
            archive.writestr("run.exe", b"MZ")
        content = made.getvalue()
    client.sign_in(amina).get("/en/north/lessons/new")

    page = client.submit(DRAFT, TYPED | {"files": (BytesIO(content), name)}, status=422)

    assert f"“{name}” was not taken." in page.main
    assert page.form(DRAFT).values["summary"] == "Names for them."
    assert session.scalars(select(StoredFile)).all() == []


def test_a_file_survives_a_form_that_is_refused(client, north, amina):
    client.sign_in(amina).get("/en/north/lessons/new")
    client.submit(DRAFT, {"title": "", "files": (picture(), "cloud.png")}, status=422)

    client.submit(DRAFT, TYPED | {"materials-0-alt": "A grey cloud"}, status=303)

    (material,) = read_again(only(Lesson)).materials
    assert material.file_id == only(StoredFile).id
    assert (material.title, material.alt) == ("cloud.png", "A grey cloud")
    assert 'alt="A grey cloud"' in client.follow().html


def test_several_files_come_at_once_and_a_refused_one_is_named(client, north, amina):
    client.sign_in(amina).get("/en/north/lessons/new")
    sent = [(picture(), "one.png"), (BytesIO(b"MZ\x00\x00"), "two.exe"), (picture(), "three.png")]

    page = client.submit("Add a step", TYPED | {"files": sent}, status=200)

    assert "“two.exe” was not taken." in page.main
    values = page.form(DRAFT).values
    assert [values[f"materials-{n}-title"] for n in (0, 1)] == ["one.png", "three.png"]


def test_more_materials_than_a_lesson_holds_are_not_taken(client, north, amina):
    many = tuple(lessons.link(f"Link {n}") for n in range(40))
    lesson = lessons.draft(north, amina, materials=many)
    client.sign_in(amina).get(f"/en/north/lessons/{lesson.id}/edit")

    page = client.submit(DRAFT, {"files": (picture(), "more.png")}, status=422)

    assert "at most" in page.main


def test_nobody_names_somebody_elses_file(client, north, amina, boris):
    file = store(BytesIO(b"secret notes"), "notes.txt", amina.id)
    client.sign_in(boris).get("/en/north/lessons/new")
    values = client.page.form(DRAFT).values | TYPED

    for named in (str(file.id), f"0{file.id}", "9" * 30, "-1", "x", "٣"):
        sent = values | {"materials-0-file_id": named, "materials-0-title": ""}
        page = client.post("/en/north/lessons/new", sent | {"row": "none"}, status=200)
        assert page.form(DRAFT).values["materials-0-file_id"] == ""

    client.post("/en/north/lessons/new", sent, status=303)
    assert read_again(only(Lesson)).materials == []
    client.get(address(file), status=404)


@pytest.mark.parametrize(
    ("reach", "closed", "readers"),
    [
        ("network", False, "visitor stranger member"),
        ("network", True, "member"),
        ("portal", False, "member"),
        ("chosen", False, "stranger member"),
    ],
)
def test_a_file_goes_to_whoever_sees_a_lesson_that_holds_it(
    client, north, south, amina, boris, eka, reach, closed, readers
):
    north.is_closed = closed
    chosen = (south.id,) if reach == Reach.CHOSEN else ()
    _lesson, file = held(north, amina, reach=reach, portals=chosen)

    for name, who in (("visitor", None), ("stranger", eka), ("member", boris)):
        browser = client.sign_in(who) if who else client.sign_out()
        fetched(browser, address(file), 200 if name in readers.split() else 404)


def test_a_drafts_file_is_there_for_its_author_alone(client, north, amina, chidi, nadia):
    file = store(picture(), "draft.png", amina.id)
    lessons.draft(north, amina, materials=(MaterialContent(title="x", file_id=file.id),))

    client.get(address(file), status=404)
    for other in (chidi, nadia):
        client.sign_in(other).get(address(file), status=404)
    fetched(client.sign_in(amina), address(file))


def test_what_is_no_picture_is_handed_over_as_a_file(client, north, amina):
    file = store(BytesIO("Wörter".encode()), "Wörter.txt", amina.id)
    lessons.published(north, amina, materials=(MaterialContent(title="x", file_id=file.id),))

    sent = fetched(client, address(file))

    assert sent.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in sent.headers["Content-Security-Policy"]
    assert sent.headers["X-Content-Type-Options"] == "nosniff"
    assert "private" in sent.headers["Cache-Control"]


def test_a_picture_is_served_in_the_width_that_a_page_asks_for(client, north, amina):
    file = store(picture(size=(2000, 1000)), "wide.png", amina.id)
    lessons.published(north, amina, materials=(MaterialContent(title="x", file_id=file.id),))

    small = fetched(client, address(file) + "?w=320")
    whole = fetched(client, address(file) + "?w=321")

    assert (small.mimetype, Image.open(BytesIO(small.data)).size) == ("image/webp", (320, 160))
    assert (whole.mimetype, Image.open(BytesIO(whole.data)).size) == ("image/png", (2000, 1000))


def test_a_picture_that_a_text_shows_is_not_shown_again(client, north, amina):
    file = store(picture(), "gauge.png", amina.id)
    shown = StepContent("Look", text=Text(f"![A scale](/files/{file.id}/gauge.png)"))
    material = MaterialContent(title="The gauge", file_id=file.id, credit="Drawn by Noor")
    inline = lessons.published(north, amina, steps=(shown,), materials=(material,))
    apart = lessons.published(north, amina, materials=(material,))

    page = client.get(f"/en/north/lessons/{inline.id}")
    assert len(page.all("img")) == 1
    assert "Drawn by Noor" in page.text
    assert len(client.get(f"/en/north/lessons/{apart.id}").all("img", "")) == 1
