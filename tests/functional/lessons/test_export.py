"""What goes out can come in again, and is the same."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from app.accounts.models import Role
from app.kernel import files
from app.kernel.db import session
from app.kernel.markup import Format
from app.lessons import actions, queries
from app.lessons.commands import export_group, import_group
from app.lessons.content import MaterialContent, StepContent, Text
from app.lessons.models import Lesson, Reach
from tests.factories import lessons
from tests.factories.people import place
from tests.factories.portals import portal
from tests.factories.transfer import picture


@pytest.fixture
def run(app):
    """Run a command and return all it said; it must end with this status."""

    def invoke(group, path, slug, status=0):
        session.commit()
        words = ["lessons", str(path), "--portal", slug]
        result = app.test_cli_runner().invoke(group, words)
        assert result.exit_code == status, result.output
        session.rollback()
        return result.output

    return invoke


@pytest.fixture
def west(boris):
    """Another portal of Boris's, still empty."""
    made = portal("West")
    place(boris, made.id, Role.STEWARD)
    return made


@pytest.fixture
def stored(app, amina, tmp_path):
    """Store a file of Amina's under this name."""

    def store(name, content):
        path = tmp_path / "sent"
        path.write_bytes(content)
        with path.open("rb") as stream:
            return files.store(stream, name, amina.id)

    return store


@pytest.fixture
def shelf(north, south, cove, amina, stored):
    """Lessons of North of every kind: with files, editions, an origin, from the right."""
    gauge, sheet = stored("gauge.png", picture()), stored("القياس.csv", b"day,mm\n1,12\n")
    twin = stored("gauge.png", picture("red"))
    rain = lessons.published(
        north,
        amina,
        "Rain: in a “bottle”",
        supplies=("a bottle", "no ruler: a string"),
        keywords=("rain", "no", "8:20"),
        minutes=None,
        licence="CC0-1.0",
        sections={
            "body": Text(f"  code\n\n![A gauge](/files/{gauge.id}/gauge.png) x <b>y</b>\n---\nend"),
            "assessment": Text("<p>Ask <em>them</em>.</p>", Format.HTML),
        },
        steps=(
            StepContent("Build", 40, "groups", Text(f"![](/files/{twin.id}/gauge.png)")),
            StepContent("Read", None, None, Text("")),
        ),
        materials=(
            MaterialContent("Gauge", gauge.id, author="Amina", licence="MIT", alt="A gauge"),
            MaterialContent("Twin", twin.id, credit="After Boris", step=0),
            MaterialContent("الجدول", sheet.id, step=1),
            MaterialContent("Far", url="https://example.org/?a=1&b=2"),
        ),
        reach=Reach.CHOSEN.value,
        portals=(south.id,),
        at=datetime(2026, 3, 16, tzinfo=UTC),
    )
    arabic = lessons.published(
        north,
        amina,
        "المطر في زجاجة",
        language="ar",
        family_id=rain.family_id,
        sections={"body": Text("قيسوا المطر.\n\nثم **اكتبوا**.")},
        outcomes=("أن يقيس الطالب المطر",),
    )
    arabic.adapted_from_id = rain.id
    origin = {"identifier": "x/1", "source": "org", "url": "https://example.org/1"}
    lessons.published(
        north,
        amina,
        "From elsewhere",
        origin=origin
        | {"attribution": "Them", "record": {"level": "2", "questions": ["a", {"b": None}]}},
    )
    lessons.draft(north, amina, "Not finished")
    lessons.published(cove, amina, "Elsewhere")
    return rain


def everything(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def contents(of) -> list[object]:
    """Return what a portal's lessons say, with the files' contents for their ids."""
    ids = session.scalars(
        select(Lesson.id).where(Lesson.portal_id == of.id, Lesson.status == "published")
    )
    return [_comparable(lesson) for lesson in sorted(queries.wholes(ids), key=lambda one: one.id)]


def _comparable(lesson):
    said = lesson.content().as_json()
    contents_of = {
        material.file_id: material.file.sha256 for material in lesson.materials if material.file
    }
    for kept in said["materials"]:
        kept["file_id"] = contents_of.get(kept["file_id"])
    said["published"] = lesson.published_at
    said["shown"] = [text.text.html for text in (*lesson.sections, *lesson.steps)]
    return json.loads(
        re.sub(
            r"/files/(\d+)/[^/)\\\"]+",
            lambda found: contents_of[int(found[1])],
            json.dumps(said, default=str),
        )
    )


@pytest.mark.parametrize("name", ["all.jsonl", "all"])
def test_a_round_trip_loses_nothing(run, tmp_path, shelf, north, west, name):
    first, second = tmp_path / "1" / name, tmp_path / "2" / name

    run(export_group, first, "north")
    run(import_group, first, "west")
    run(export_group, second, "west")

    assert len(contents(north)) == 3
    assert contents(west) == contents(north)
    assert everything(tmp_path / "1") == everything(tmp_path / "2")
    assert len(everything(tmp_path / "1")) == (4 if name == "all.jsonl" else 6)


def test_what_came_in_again_is_tied_as_it_was(run, tmp_path, shelf, north, west, south):
    run(export_group, tmp_path / "all", "north")
    run(import_group, tmp_path / "all", "west")

    found = session.scalars(select(Lesson).where(Lesson.portal_id == west.id))
    by_language = {one.language: one for one in found if one.title != "From elsewhere"}
    rain, arabic = by_language["en"], by_language["ar"]
    assert arabic.family_id == rain.family_id != shelf.family_id
    assert arabic.adapted_from_id == rain.id
    whole = queries.wholes([rain.id])[0]
    assert [chosen.portal_id for chosen in whole.chosen_portals] == [south.id]
    assert whole.origin.attribution == "Amina Diallo"


def test_importing_an_export_again_changes_nothing(run, tmp_path, shelf, west):
    run(export_group, tmp_path / "all", "north")
    run(import_group, tmp_path / "all", "west")

    said = run(import_group, tmp_path / "all", "west").split()

    assert said[said.index("unchanged") - 1] == "3"


def test_only_what_is_published_goes_out(run, tmp_path, shelf, north, amina, dana):
    actions.withdraw(shelf, actor=amina)

    said = run(export_group, tmp_path / "all.jsonl", "north")

    text = (tmp_path / "all.jsonl").read_text(encoding="utf-8")
    assert "2 lessons of north" in said
    assert "Not finished" not in text
    assert "Rain: in a" not in text


def test_a_markdown_file_reads_as_a_person_would_write_it(run, tmp_path, shelf):
    run(export_group, tmp_path / "all", "north")

    (path,) = (tmp_path / "all").glob("x-1.md")
    text = path.read_text(encoding="utf-8")
    assert text.startswith("---\nid: x/1\ntitle: From elsewhere\nlanguage: en\n")
    assert "  text: Cut the bottle *carefully*.\n" in text


def test_files_stand_beside_under_their_own_names(run, tmp_path, shelf):
    run(export_group, tmp_path / "all", "north")

    names = sorted(path.name for path in (tmp_path / "all" / "files").rglob("*.*"))
    assert names == ["gauge-2.png", "gauge.png", "القياس.csv"]


def test_nothing_is_written_over(run, tmp_path, shelf):
    (tmp_path / "notes.txt").touch()

    assert "is not empty" in run(export_group, tmp_path, "north", status=2)
    assert "there is no portal" in run(export_group, tmp_path / "all", "nowhere", status=2)


def test_lessons_whose_names_look_alike_get_files_of_their_own(run, tmp_path, north, amina):
    for identifier in ("a/b", "a:b", "A-B"):
        lessons.published(north, amina, f"Lesson {identifier}", origin={"identifier": identifier})

    run(export_group, tmp_path / "all", "north")

    assert len(list((tmp_path / "all").glob("*.md"))) == 3


def test_an_edition_made_here_joins_the_family_of_the_imported_one(
    run, tmp_path, north, west, amina
):
    first = lessons.published(north, amina, "There", origin={"identifier": "x:1"})
    lessons.published(north, amina, "Ici", language="fr", family_id=first.family_id)

    run(export_group, tmp_path / "all.jsonl", "north")
    run(import_group, tmp_path / "all.jsonl", "west")

    families = session.scalars(select(Lesson.family_id).where(Lesson.portal_id == west.id)).all()
    assert len(families) == 2
    assert len(set(families)) == 1


def test_portals_that_are_not_here_are_kept_for_the_way_out(run, tmp_path, north, west):
    path = tmp_path / "one.jsonl"
    path.write_text(
        '{"id": "x:1", "title": "A", "language": "en", "licence": "MIT", "body_markdown": "B.", '
        '"reach": "chosen", "portals": ["atlantis", "north"]}\n',
        encoding="utf-8",
    )

    run(import_group, path, "west")
    run(export_group, tmp_path / "out.jsonl", "west")

    (lesson,) = queries.wholes(session.scalars(select(Lesson.id)))
    assert [chosen.portal_id for chosen in lesson.chosen_portals] == [north.id]
    assert '"portals": ["atlantis", "north"]' in (tmp_path / "out.jsonl").read_text(
        encoding="utf-8"
    )
