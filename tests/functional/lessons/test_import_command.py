"""`flask import lessons`: what it writes, tells and answers, and what happens the second time."""

import json
import shutil

import pytest
from sqlalchemy import func, select

from app.kernel.db import session
from app.kernel.jobs import Job
from app.lessons import actions, history, queries
from app.lessons.commands import import_group
from app.lessons.models import Lesson, Revision
from tests.factories.people import place
from tests.factories.portals import portal
from tests.factories.transfer import line, picture


@pytest.fixture
def run(app):
    """Run `flask import lessons`; return its exit status, what it printed, and its complaints."""

    def invoke(path, *words, into="north"):
        session.commit()
        result = app.test_cli_runner().invoke(
            import_group, ["lessons", str(path), "--portal", into, *words]
        )
        assert result.exception is None or isinstance(result.exception, SystemExit), result
        return result.exit_code, result.stdout, result.stderr

    return invoke


@pytest.fixture
def report(run):
    """Run it with --json; return its exit status and the report."""

    def invoke(path, *words, **more):
        status, out, _err = run(path, "--json", *words, **more)
        return status, json.loads(out)

    return invoke


@pytest.fixture
def jsonl(tmp_path):
    """Write a JSONL file of the lines."""

    def write(*lines):
        path = tmp_path / "lessons.jsonl"
        text = "".join((one if isinstance(one, str) else json.dumps(one)) + "\n" for one in lines)
        path.write_text(text, encoding="utf-8")
        return path

    return write


def imported(identifier, where):
    session.rollback()
    return queries.imported(where.id, identifier)


def count(model=Lesson):
    session.rollback()
    return session.scalar(select(func.count()).select_from(model))


def test_lessons_come_in_published_on_their_day_with_their_credits(run, jsonl, north, dana):
    path = jsonl(
        line(1, source="org/1.md", source_url="https://example.org/1", attribution="A, B and C"),
        line(2),
    )

    status, out, _err = run(path)

    lesson = imported("x:1", north)
    assert status == 0
    assert out.split() == ["2", "created", "0", "updated", "0", "unchanged", "0", "failed"]
    assert lesson.is_published
    assert lesson.published_at.date().isoformat() == "2024-07-02"
    assert lesson.author_id == dana.id
    assert lesson.origin.source == "org/1.md"
    assert lesson.origin.url == "https://example.org/1"
    assert lesson.origin.attribution == "A, B and C"
    assert [change.status for change in history.life(lesson)] == ["published"]


def test_an_imported_text_may_hold_html_which_is_cleaned(run, jsonl, north):
    run(jsonl(line(1, body_markdown="<b>bold</b> <script>alert(1)</script>")))

    html = imported("x:1", north).body.text.html
    assert "<b>bold</b>" in html
    assert "script" not in html


def test_the_lessons_are_found_when_the_command_ends(run, jsonl, north, client):
    run(jsonl(line(1, title="Perpendicular pelicans")))

    assert count(Job) == 0
    assert "Perpendicular pelicans" in client.get("/en/search?q=pelicans").main


def test_without_waiting_the_index_is_left_to_a_worker(run, jsonl, north):
    run(jsonl(line(1)), "--no-wait")

    assert count(Job) > 0


def test_the_second_time_nothing_is_written(report, jsonl, north):
    path = jsonl(line(1), line(2))
    report(path)

    status, told = report(path)

    assert (status, told["created"], told["unchanged"]) == (0, 0, 2)
    assert (count(), count(Revision)) == (2, 2)


def test_what_changed_there_becomes_a_revision_here(report, jsonl, north, dana):
    report(jsonl(line(1), line(2)))

    _status, told = report(jsonl(line(1), line(2, title="Another title", source_date="2025-01-01")))

    lesson = imported("x:2", north)
    assert (told["updated"], told["unchanged"]) == (1, 1)
    assert lesson.title == "Another title"
    assert lesson.published_at.year == 2025
    assert [one.number for one in history.revisions(lesson)] == [2, 1]


def test_a_lesson_that_was_changed_here_is_not_written_over(report, jsonl, north, dana):
    report(jsonl(line(1)))
    lesson = imported("x:1", north)
    actions.rewrite(lesson, lesson.content(), actor=dana)
    changed = jsonl(line(1, title="Changed there"))

    status, told = report(changed)

    assert (status, told["failed"]) == (2, 1)
    assert "changed here" in told["failures"][0]["reason"]
    assert imported("x:1", north).title == "Lesson 1"

    status, told = report(changed, "--force")

    assert (status, told["updated"]) == (0, 1)
    assert imported("x:1", north).title == "Changed there"


def test_one_that_was_changed_here_only_is_left_in_peace(report, jsonl, north, dana):
    path = jsonl(line(1))
    report(path)
    lesson = imported("x:1", north)
    actions.rewrite(lesson, lesson.content(), actor=dana)
    session.commit()

    assert report(path)[1]["unchanged"] == 1
    assert report(path, "--force")[1]["updated"] == 1


def test_a_withdrawn_lesson_is_not_published_again(report, jsonl, north, dana):
    report(jsonl(line(1)))
    actions.withdraw(imported("x:1", north), actor=dana)

    report(jsonl(line(1, title="Changed there")))

    lesson = imported("x:1", north)
    assert lesson.title == "Changed there"
    assert lesson.status == "withdrawn"


def test_a_bad_record_is_told_with_its_line_and_the_rest_goes_on(run, jsonl, north):
    path = jsonl(line(1), "{nonsense", line(3, licence="mine"), line(4), line(4, title="Again"))

    status, out, err = run(path)

    assert status == 1
    assert out.split()[0] == "2"
    assert "lessons.jsonl:2: This line is not JSON" in err
    assert "lessons.jsonl:3: “mine” is not a licence we know." in err
    assert "lessons.jsonl:5: Its “id” is the same as in lessons.jsonl:4." in err
    assert count() == 2


@pytest.mark.parametrize(
    ("text", "complaint"), [("x" * 300_001, "longer than"), ("<!-- a comment -->", "still empty")]
)
def test_a_record_that_fails_half_way_leaves_nothing_behind(report, jsonl, north, text, complaint):
    status, told = report(jsonl(line(1, body_markdown=text), line(2)))

    assert (status, told["created"]) == (1, 1)
    assert complaint in told["failures"][0]["reason"]
    assert (count(), count(Revision)) == (1, 1)


def test_a_rehearsal_writes_nothing(report, jsonl, north):
    status, told = report(jsonl(line(1), line(2, title="")), "--dry-run")

    assert (status, told["created"], told["failed"]) == (1, 1, 1)
    assert count() == 0


@pytest.mark.parametrize("lines", [[], ["nonsense"]])
def test_when_nothing_could_be_read_the_exit_status_is_two(run, jsonl, north, lines):
    assert run(jsonl(*lines))[0] == 2


def test_what_is_not_there_is_said(run, tmp_path, jsonl, north, cove, amina, eka):
    assert "holds no lessons" in run(tmp_path / "nowhere")[2]
    assert "there is no portal 'west'" in run(jsonl(line(1)), into="west")[2]
    stranger = run(jsonl(line(1)), "--author", eka.email)
    assert stranger[0] == 2
    assert "not a member of north" in stranger[2]


def test_a_portal_without_a_steward_needs_an_author(run, jsonl, boris):
    west = portal("West")
    place(boris, west.id)

    status, _out, err = run(jsonl(line(1)), into="west")

    assert status == 2
    assert "name an author with --author EMAIL" in err

    status, _out, _err = run(jsonl(line(1)), "--author", boris.email.upper(), into="west")

    assert status == 0
    assert imported("x:1", west).author_id == boris.id


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (0, 2, 1), (1, 2, 0)])
def test_editions_find_each_other_in_any_order(run, jsonl, north, order):
    lines = [
        line(1),
        line(2, language="fr", translation_of="x:1"),
        line(3, language="hi", translation_of="x:2"),
    ]

    run(jsonl(*(lines[place] for place in order)))

    families = {imported(f"x:{number}", north).family_id for number in (1, 2, 3)}
    assert len(families) == 1


def test_a_family_may_be_named(run, jsonl, north):
    run(jsonl(line(1, group="g"), line(2, language="fr", family="g"), line(3)))

    one, two, three = (imported(f"x:{number}", north).family_id for number in (1, 2, 3))
    assert one == two != three


def test_editions_stay_in_their_portal(run, jsonl, north, south, eka):
    path = jsonl(line(1), line(2, language="fr", translation_of="x:1"))

    run(path)
    run(path, "--author", eka.email, into="south")

    assert imported("x:1", north).family_id != imported("x:1", south).family_id


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_adaptations_find_what_they_were_made_from(run, jsonl, north, order):
    lines = [line(1), line(2, adapted_from="x:1")]

    run(jsonl(*(lines[place] for place in order)))

    assert imported("x:2", north).adapted_from_id == imported("x:1", north).id
    assert imported("x:1", north).adapted_from_id is None


@pytest.fixture
def folder(tmp_path):
    """A Markdown folder with two pictures, one of a kind that we do not take."""
    made = tmp_path / "lessons"
    (made / "images").mkdir(parents=True)
    (made / "images" / "gauge.png").write_bytes(picture())
    (made / "images" / "flow.svg").write_text("<svg/>", encoding="utf-8")
    (made / "rain.md").write_text(
        "---\ntitle: Rain\nlanguage: en\nlicense: CC-BY-4.0\n---\n"
        "![The gauge](images/gauge.png) then ![a flow](images/flow.svg)\n",
        encoding="utf-8",
    )
    return made


def test_pictures_of_a_folder_become_materials_that_the_text_shows(run, folder, north, client):
    status, _out, err = run(folder)

    lesson = imported("rain", north)
    (material,) = lesson.materials
    address = f"/files/{material.file_id}/gauge.png"
    assert status == 1
    assert "rain.md: flow.svg: We cannot take that kind of file" in err
    assert (material.title, material.alt) == ("The gauge", "The gauge")
    assert f"![The gauge]({address})" in lesson.body.text.source
    assert f'src="{address}"' in lesson.body.text.html
    assert "a flow" in lesson.body.text.text
    assert lesson.shows(material)
    with client.get(address).response as served:
        assert served.mimetype == "image/png"


def test_a_listed_file_that_we_do_not_take_fails_its_record(run, folder, north):
    text = (folder / "rain.md").read_text(encoding="utf-8")
    listed = text.replace("licen", "materials: [{file: images/flow.svg}]\nlicen")
    (folder / "rain.md").write_text(listed, encoding="utf-8")

    status, _out, err = run(folder)

    assert status == 2
    assert "flow.svg: We cannot take" in err
    assert count() == 0


def test_one_file_is_imported_with_the_pictures_beside_it(run, folder, north):
    run(folder / "rain.md")

    assert len(imported("rain", north).materials) == 1


def test_a_picture_that_changed_brings_a_new_revision(report, folder, north):
    report(folder)
    (folder / "images" / "gauge.png").write_bytes(picture("red"))

    _status, told = report(folder)

    assert told["updated"] == 1
    assert imported("rain", north).revision_number == 2


def test_a_lesson_is_told_apart_by_its_path(report, folder, north):
    shutil.copytree(folder, folder / "unit-2")

    _status, told = report(folder)

    assert told["created"] == 2
    assert imported("unit-2/rain", north) is not None
