"""Real lessons in all the languages there are come in, and go out as they were."""

import json
import os
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.kernel.db import session
from app.lessons.commands import export_group, import_group
from app.lessons.models import Lesson, Material

pytestmark = pytest.mark.corpus

CORPUS = Path(os.environ.get("STAFFROOM_CORPUS", Path(__file__).parents[4] / "shared" / "corpus"))
SMALL = CORPUS / "lessons-small.jsonl"
FOLDER = CORPUS / "import-samples" / "markdown-folder"


@pytest.fixture
def run(app):
    """Run a command for a portal, without waiting for the index."""
    if not (SMALL.exists() and FOLDER.exists()):
        pytest.skip("the corpus of lessons is missing: set STAFFROOM_CORPUS")

    def invoke(group, path, slug, *words):
        session.commit()
        result = app.test_cli_runner().invoke(
            group, ["lessons", str(path), "--portal", slug, *words]
        )
        session.rollback()
        return result.exit_code, result.stdout

    return invoke


def test_all_languages_of_the_corpus_make_the_round_trip(run, tmp_path, north, south):
    status, told = run(import_group, SMALL, "north", "--no-wait", "--json")
    first, second = tmp_path / "1.jsonl", tmp_path / "2.jsonl"

    run(export_group, first, "north")
    run(import_group, first, "south", "--no-wait")
    run(export_group, second, "south")

    report = json.loads(told)
    tags = select(func.count(Lesson.language.distinct())).where(Lesson.portal_id == north.id)
    assert (status, report["failed"]) == (0, 0)
    assert report["created"] == SMALL.read_bytes().count(b"\n")
    assert session.scalar(tags) == 59
    assert first.read_bytes() == second.read_bytes()


def test_a_real_folder_of_markdown_comes_in_with_its_pictures(run, north):
    status, told = run(import_group, FOLDER, "north", "--no-wait", "--json")

    report = json.loads(told)
    assert (report["created"], report["failed"]) == (31, 0)
    assert len(list((FOLDER / "images").iterdir())) == 83
    taken = session.scalar(select(func.count()).select_from(Material))
    assert taken == 83 - len(report["left_out"]) == 82
    assert status == 1
