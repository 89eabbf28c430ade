"""Reports go out with their lesson, as everybody reads them; an import leaves them in the file."""

import json

import pytest
import yaml
from sqlalchemy import select

from app.accounts.models import Role
from app.kernel import files
from app.kernel.db import session
from app.lessons.commands import export_group, import_group
from app.lessons.models import Lesson, Origin
from app.lessons.transfer import reading
from app.teaching import actions, queries
from app.teaching.models import TaughtReport
from tests.factories.lessons import picture
from tests.factories.people import place
from tests.factories.portals import portal
from tests.factories.teaching import reported


@pytest.fixture
def run(app):
    """Run a command that must do all of its work; return what it said."""

    def invoke(group, path, slug="north"):
        session.commit()
        result = app.test_cli_runner().invoke(group, ["lessons", str(path), "--portal", slug])
        assert result.exit_code == 0, result.output
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
def taught(lesson, amina, boris, chidi):
    """A lesson with two reports: one that says and shows all there is, one with numbers alone."""
    photo = files.store(picture(), "board.png", boris.id)
    whole = reported(
        lesson, boris, worked="Guessing *first*", changed="أقل وقتا", level="primary", pupils=31,
        country="KE", devices="none", minutes=45, file_id=photo.id, alt="The board",
    )  # fmt: skip
    actions.answer(queries.by_ids([whole.id])[0], "Thank you.", language="en", actor=amina)
    reported(lesson, chidi, minutes=50)
    return lesson


def line_of(path):
    (said,) = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    return said


def test_a_line_holds_what_a_page_shows_of_a_report(run, tmp_path, taught, boris, chidi):
    run(export_group, tmp_path / "all.jsonl")

    whole, numbers = line_of(tmp_path / "all.jsonl")["taught_reports"]
    assert numbers == {
        "reporter": chidi.name, "taught_on": "2026-03-02", "language": "en", "minutes": 50,
    }  # fmt: skip
    assert whole["reporter"] == boris.name
    assert whole["worked"] == "Guessing *first*"
    assert (whole["level"], whole["pupils"], whole["country"]) == ("primary", 31, "KE")
    assert (whole["answer"], whole["answer_language"]) == ("Thank you.", "en")
    assert (tmp_path / whole["file"]).read_bytes() == picture().getvalue()
    assert whole["alt"] == "The board"


def test_a_folder_has_them_beside_the_lesson(run, tmp_path, taught):
    run(export_group, tmp_path / "all")

    (path,) = (tmp_path / "all").glob("files/*/taught_reports.yaml")
    said = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert [one["minutes"] for one in said] == [45, 50]
    assert said[0]["changed"] == "أقل وقتا"
    (lesson,) = (tmp_path / "all").glob("*.md")
    assert "Guessing" not in lesson.read_text(encoding="utf-8")


def test_what_is_withdrawn_or_private_stays(run, tmp_path, lesson, boris, chidi):
    photo = files.store(picture(), "secret.png", boris.id)
    report = reported(lesson, boris, worked="Withdrawn", file_id=photo.id)
    actions.withdraw(report, actor=boris)
    actions.send_feedback(lesson, "For Amina alone", actor=chidi)

    run(export_group, tmp_path / "all.jsonl")

    assert "taught_reports" not in line_of(tmp_path / "all.jsonl")
    assert not [path for path in tmp_path.rglob("*") if path.name == "secret.png"]
    assert "For Amina" not in (tmp_path / "all.jsonl").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["all.jsonl", "all"])
def test_an_import_reads_the_lesson_and_leaves_the_reports(run, tmp_path, taught, west, name):
    run(export_group, tmp_path / name)
    run(import_group, tmp_path / name, "west")

    brought = session.scalars(select(Lesson).where(Lesson.portal_id == west.id)).one()
    assert brought.title == taught.title
    assert not session.scalars(
        select(TaughtReport).where(TaughtReport.lesson_id == brought.id)
    ).all()
    assert "taught_reports" not in session.get_one(Origin, brought.id).record


def test_new_reports_are_no_new_revision_where_the_lesson_came_in(run, tmp_path, taught, west, eka):
    run(export_group, tmp_path / "1.jsonl")
    run(import_group, tmp_path / "1.jsonl", "west")
    reported(taught, eka, worked="Once more")
    run(export_group, tmp_path / "2.jsonl")

    said = run(import_group, tmp_path / "2.jsonl", "west").split()

    assert said[said.index("unchanged") - 1] == "1"


def test_many_reports_keep_a_lesson_readable(run, tmp_path, lesson, boris, west, monkeypatch):
    monkeypatch.setattr(reading, "MAX_FRONT_MATTER", 5_000)
    reported(lesson, boris, worked="A long story. " * 500)

    run(export_group, tmp_path / "all")
    run(import_group, tmp_path / "all", "west")

    assert session.scalars(select(Lesson).where(Lesson.portal_id == west.id)).one()
