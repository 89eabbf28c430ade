"""Stewards bring lessons in by their browser: the file, its progress, its report."""

import json
import zipfile
from io import BytesIO

import pytest
from sqlalchemy import delete, func, select

from app.accounts.models import Membership
from app.kernel import worker
from app.kernel.db import session
from app.lessons import queries
from app.lessons.models import Lesson
from app.lessons.transfer import running, uploads
from app.lessons.transfer.models import LessonImport
from app.lessons.transfer.uploads import ImportContinued
from tests.client import text_of
from tests.factories.transfer import line, picture

PAGE = "/en/north/lessons/import"
MARKDOWN = "---\ntitle: Rain\nlanguage: en\nlicence: MIT\n---\n![A gauge](images/a.png)\n"


def jsonl(*lines):
    return "".join(json.dumps(one) + "\n" for one in lines).encode()


def zipped(**members):
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, content in members.items():
            packed.writestr(name.replace("__", "/").replace("_", "."), content)
    return out.getvalue()


@pytest.fixture
def send(client, dana):
    """Send a file as Dana, the steward of North."""

    def upload(content, name="lessons.jsonl", **answer):
        client.sign_in(dana).get(PAGE)
        answer = answer or {"status": 303}
        return client.submit("Bring them in", {"file": (BytesIO(content), name)}, **answer)

    return upload


def the_import():
    session.rollback()
    found = session.scalars(select(LessonImport)).one()
    session.commit()
    return found


def count():
    session.rollback()
    return session.scalar(select(func.count()).select_from(Lesson))


def test_a_steward_brings_lessons_in_and_reads_the_report(send, client, north, run_jobs):
    send(jsonl(line(1), line(2), line(3, licence="mine")))

    page = client.follow()
    assert "Your file is here" in page.text
    assert "0 of 3" in page.main
    assert page.links["See how far it is"] == client.page.response.request.path

    run_jobs()

    page = client.get(page.links["See how far it is"])
    assert "3 of 3" in page.main
    assert "2 new" in page.main
    assert "1 lesson could not be imported" in page.main
    assert "lessons.jsonl:3" in page.main
    assert "“mine” is not a licence we know." in page.main
    assert "See how far it is" not in page.links
    assert "Lesson 1" in client.get("/en/north/lessons/").links
    assert "lessons.jsonl" in client.get(PAGE).links


@pytest.mark.parametrize(
    ("broken", "sentence", "apart"),
    [
        ({"licence": "لي"}, "“لي” is not a licence we know.", ["لي"]),
        ({"minutes": "x"}, "minutes: a number", ["minutes", "a number above zero is expected"]),
        (
            {"steps": [{"title": "t", "grouping": "زمر"}]},
            "steps 1, grouping: “زمر” is not known",
            ["steps 1, grouping", "زمر"],
        ),
    ],
)
def test_what_a_file_says_keeps_its_direction_in_the_report(
    send, client, north, run_jobs, broken, sentence, apart
):
    send(jsonl(line(1, **broken)))
    run_jobs()

    page = client.follow()

    assert sentence in page.main
    (cell,) = page.all("td")
    assert [text_of(piece) for piece in cell.iter("bdi")] == apart


def growing(page):
    """Return the part of the report that a script fetches again."""
    return next(part for part in page.all("div", "part") if part.get("id") == "import")


def test_the_report_asks_for_itself_while_lessons_come_in(send, client, north, run_jobs):
    send(jsonl(line(1)))
    page = client.follow()
    assert growing(page).get("data-module") == "refresh"
    shape = [child.tag for child in growing(page)]

    run_jobs()

    part = growing(client.get(page.response.request.path))
    assert part.get("data-module") is None
    assert [child.tag for child in part] == shape
    assert "All lessons are here." in text_of(part.find("div[@role='status']"))


def test_an_archive_brings_its_pictures(send, north, run_jobs):
    send(zipped(unit__rain_md=MARKDOWN, unit__images__a_png=picture()), "unit.zip")
    run_jobs()

    lesson = queries.imported(north.id, "rain")
    assert [material.alt for material in lesson.materials] == ["A gauge"]
    assert lesson.shows(lesson.materials[0])


def test_one_markdown_file_may_be_sent(send, client, north, run_jobs):
    send(MARKDOWN.encode(), "المطر.md")
    run_jobs()

    assert queries.imported(north.id, "المطر").title == "Rain"


def test_many_lessons_come_in_by_chunks(send, north, app, monkeypatch):
    monkeypatch.setattr(running, "CHUNK", 2)
    send(jsonl(*(line(number) for number in range(1, 6))))

    seen = []
    with app.app_context():
        while worker.run_next():
            seen.append(the_import().done)

    assert sorted(set(seen)) == [2, 4, 5]
    assert the_import().is_finished
    assert the_import().created == 5


def test_a_chunk_that_is_run_twice_is_done_once(send, north, monkeypatch):
    monkeypatch.setattr(running, "CHUNK", 2)
    send(jsonl(*(line(number) for number in range(1, 6))))
    event = ImportContinued(the_import().id, 0)

    uploads.go_on(event)
    uploads.go_on(event)
    session.commit()

    assert the_import().done == 2
    assert count() == 2


def test_what_was_sent_is_deleted_in_the_end(send, north, run_jobs):
    send(jsonl(line(1)))
    folder = uploads.place.of(the_import().id)
    assert folder.is_dir()

    run_jobs()

    assert not folder.exists()


def test_an_import_stops_when_its_steward_is_one_no_longer(send, client, north, dana, run_jobs):
    send(jsonl(line(1)))
    session.execute(delete(Membership).where(Membership.user_id == dana.id))

    run_jobs()

    assert count() == 0
    assert the_import().is_finished


@pytest.mark.parametrize(
    ("content", "name", "complaint"),
    [
        (b"", "", "Choose a file first."),
        (b"x", "lessons.docx", "Send a .jsonl"),
        (b"\n", "lessons.jsonl", "There is no lesson in this file."),
        (b"nonsense", "lessons.zip", "That archive is damaged"),
        (zipped(a_txt="a"), "lessons.zip", "There is no lesson in this file."),
    ],
)
def test_what_cannot_be_imported_is_said_at_the_field(send, north, content, name, complaint):
    page = send(content, name, status=422)

    assert complaint in page.main
    session.rollback()
    assert session.scalars(select(LessonImport)).all() == []


def test_only_stewards_come_to_the_page(client, north, south, amina, chidi, dana, eka, nadia):
    for stranger in (amina, chidi, eka):
        client.sign_in(stranger).get(PAGE, status=403)
    client.sign_in(dana).get(PAGE)
    client.sign_in(nadia).get(PAGE)
    client.sign_in(dana).get("/en/south/lessons/import", status=403)


def test_a_report_is_found_in_its_own_portal_only(send, client, north, south, nadia):
    send(jsonl(line(1)))

    client.sign_in(nadia).get(f"/en/south/lessons/import/{the_import().id}", status=404)
