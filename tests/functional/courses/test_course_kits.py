"""The kit: a ZIP that is read without a network, holding what its reader may see and no more."""

import re
from io import BytesIO
from zipfile import ZipFile

import html5lib
import pytest

from app.courses.content import Item, ItemKind, Module
from app.courses.kit import packing
from app.kernel import files
from app.lessons.content import Text
from tests.client import text_of
from tests.factories import courses, lessons
from tests.factories.lessons import picture

REMOTE = re.compile(r'(?:src|<link[^>]*href)="(?:https?:|/)')


def kit(client, course):
    page = client.get(f"/en/north/courses/{course.id}/kit.zip")
    content = page.response.get_data()
    page.response.close()
    assert page.response.mimetype == "application/zip"
    assert page.response.content_length == len(content)
    return ZipFile(BytesIO(content))


def named(archive, beginning):
    """Return the first file of the kit whose name begins so."""
    return next(name for name in archive.namelist() if name.startswith(beginning))


def text(archive, name):
    root = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(archive.read(name))
    return text_of(root.find("body"))


@pytest.fixture
def course(north, tala, amina):
    """A course that holds something of everything, a lesson for members among it."""
    seen = lessons.published(north, amina, "Rain in a bottle")
    members = lessons.published(north, amina, "For members only", reach="portal")
    shown = files.store(picture(), "room.png", tala.id)
    said = f"![room](/files/{shown.id}/room.png) and [home](/en/)"
    items = (
        Item(ItemKind.PAGE, "With a picture", Text(said), key="text0001"),
        Item(ItemKind.FILE, "The room", file_id=shown.id, key="file0001"),
        Item(ItemKind.LESSON, "Look at it", lesson_id=seen.id, key="less0001"),
        Item(ItemKind.LESSON, "And at this", lesson_id=members.id, key="less0002"),
        *courses.syllabus().items,
    )
    guides = {"participant_guide": Text("Ask us."), "facilitator_guide": Text("Bring paper.")}
    return courses.course(north, tala, modules=(Module("All", items=items),), **guides)


def test_a_visitor_takes_a_course_along(client, course):
    archive = kit(client, course)

    names = archive.namelist()
    assert {"index.html", "style.css", "item-01.html", "guide-participant.html"} <= set(names)
    cover = text(archive, "index.html")
    for words in (
        "Teaching with one computer",
        "Tala Haddad",
        "CC BY 4.0",
        "Amina Diallo",
        "12 hours",
    ):
        assert words in cover
    assert "Cut the bottle carefully." in text(archive, named(archive, "lesson-"))


def test_its_pages_need_no_network_and_all_their_links_are_there(client, course):
    archive = kit(client, course)

    for name in archive.namelist():
        if name.endswith(".html"):
            said = archive.read(name).decode()
            assert not REMOTE.search(said), name
            for goal in re.findall(r'(?:href|src)="([^"#]+)"', said):
                assert goal.startswith("http") or goal in archive.namelist(), (name, goal)
            assert 'dir="ltr"' in said
    room = named(archive, "files/")
    assert archive.read(room).startswith(b"\x89PNG")
    assert f'src="{room}"' in archive.read("item-01.html").decode()


def test_it_holds_only_what_its_reader_may_see(client, course, amina, tala):
    for reader, sees_lesson, sees_guide in (
        (None, False, False),
        (amina, True, False),
        (tala, True, True),
    ):
        archive = kit(client.sign_in(reader) if reader else client.sign_out(), course)
        whole = " ".join(
            text(archive, name) for name in archive.namelist() if name.endswith(".html")
        )
        assert ("For members only" in whole) is sees_lesson
        assert ("Bring paper." in whole) is sees_guide


def test_its_words_are_in_the_readers_language_and_direction(client, course):
    page = client.get(f"/ar/north/courses/{course.id}/kit.zip")
    archive = ZipFile(BytesIO(page.response.get_data()))
    page.response.close()

    assert '<html lang="ar" dir="rtl">' in archive.read("index.html").decode()


def test_what_is_too_much_stays_on_the_web(client, course, monkeypatch):
    monkeypatch.setattr(packing, "MOST_BYTES", 0)

    archive = kit(client, course)

    assert not any(name.startswith("files/") for name in archive.namelist())
    assert 'href="http://localhost/files/' in archive.read("item-02.html").decode()


@pytest.mark.parametrize(
    ("title", "name"), [("Maps & more", "Maps-more"), ("الخرائط", "الخرائط"), ("?!", "course")]
)
def test_a_kit_is_called_by_its_title(title, name):
    assert packing.file_name(title) == name
