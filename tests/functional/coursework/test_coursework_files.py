"""Handed-in files: read by their author, the trainers and the peers who were asked, nobody else."""

from io import BytesIO

import pytest

from app.coursework import held, marking, peers, scores
from app.coursework.content import MarkContent
from app.coursework.models import SubmissionFile
from app.kernel import files
from app.kernel.db import session
from tests.client import Client
from tests.factories import lessons
from tests.factories.coursework import ESSAY, SHARED, handed_in, marked, written
from tests.factories.people import person
from tests.factories.people import place as give_place
from tests.files_host import FILES, built


def stored(uploader, name="plan.txt", words=b"A plan"):
    return files.store(BytesIO(words + name.encode()), name, uploader.id)


def fetched(client, address, status=200):
    response = client.get(address, status).response
    response.get_data()
    response.close()
    return response


@pytest.fixture
def work(spring, amina):
    """What Amina handed in: a file."""
    return handed_in(spring, amina, text="", file_ids=(stored(amina).id,))


def address(file_id):
    return f"/files/{file_id}/plan.txt"


def only_file(work):
    return session.query(SubmissionFile).filter_by(submission_id=work.id).one().file_id


def test_the_author_and_the_trainers_read_it(client, work, amina, tala, dana, nadia):
    at = address(only_file(work))
    for reader in (amina, tala, dana, nadia):
        fetched(client.sign_in(reader), at)


def test_nobody_else_does(client, work, boris, chidi, eka, north):
    at = address(only_file(work))
    other = person("Omar Said")
    give_place(other, north.id, "trainer")
    for stranger in (boris, chidi, eka, other):
        fetched(client.sign_in(stranger), at, 404)
    fetched(client.sign_out(), at, 404)


def test_that_of_a_draft_is_its_authors_alone(client, spring, amina, tala):
    work = written(spring, amina, text="", file_ids=(stored(amina).id,))
    at = address(only_file(work))
    fetched(client.sign_in(amina), at)
    fetched(client.sign_in(tala), at, 404)


def test_those_of_a_lesson_come_with_it(client, north, spring, amina, tala, boris):
    sheet = stored(amina, "sheet.txt")
    material = lessons.MaterialContent("A sheet", file_id=sheet.id)
    lesson = lessons.draft(north, amina, materials=(material,))
    handed_in(spring, amina, text="", lesson_id=lesson.id)

    fetched(client.sign_in(tala), address(sheet.id))
    fetched(client.sign_in(boris), address(sheet.id), 404)


def test_feedback_is_for_the_author_and_the_trainers(client, spring, amina, boris, tala, dana):
    notes = stored(tala, "notes.txt")
    works = [handed_in(spring, one, SHARED) for one in (amina, boris)]
    peers.assign(spring, SHARED)
    level = {"points": None, "file_ids": (notes.id,)}
    said = MarkContent(**level, scores=scores.chosen(SHARED.assignment, {"plan": 2, "devs": 2}))
    marking.mark(works[0], SHARED, said, marking.Verdict.PASSED, opened=works[0].lock, actor=tala)

    for reader in (amina, tala, dana):
        fetched(client.sign_in(reader), address(notes.id))
    fetched(client.sign_in(boris), address(notes.id), 404)


def test_a_file_of_somebody_else_cannot_come_with_a_mark(client, work, spring, boris, tala):
    theirs = stored(boris, "theirs.txt")
    marked(work, ESSAY, tala, file_ids=(theirs.id,))
    fetched(client.sign_in(tala), address(theirs.id), 404)


def test_no_sweep_takes_what_was_handed_in(spring, amina, boris):
    for one in (amina, boris):
        handed_in(spring, one, SHARED, text="", file_ids=(stored(one).id,))
    peers.assign(spring, SHARED)
    rows = session.query(SubmissionFile).all()
    named = {one.file_id for one in rows} | {one.plain_id for one in rows}
    assert None not in named
    assert set(held.by_submissions()) == named


class TestTheirOwnHost:
    @pytest.fixture
    def browser(self, config, rolled_back):
        return Client(built(config))

    def test_only_the_key_on_the_page_opens_it(self, browser, work, spring, tala):
        file_id = only_file(work)
        page = browser.sign_in(tala).get(f"/en/north/cohorts/{spring.id}/marking/{work.id}")
        at = page.links["plan.txt"]
        assert at.startswith(FILES)
        assert "key=" in at

        browser.sign_out()
        fetched(browser, at)
        fetched(browser, f"{FILES}{address(file_id)}", 404)

    def test_the_key_of_a_peer_opens_no_name(self, browser, spring, amina, boris):
        for one in (amina, boris):
            handed_in(spring, one, SHARED, text="", file_ids=(stored(one).id,))
        peers.assign(spring, SHARED)
        reviews = f"/en/north/cohorts/{spring.id}/reviews/"
        browser.sign_in(boris).get(reviews)
        browser.get(
            next(a for a in browser.page.links.values() if a.startswith(reviews) and a != reviews)
        )
        at = browser.page.links["1.txt"]

        answer = fetched(browser, at.replace("1.txt", "plan.txt"))
        assert "plan" not in answer.headers["Content-Disposition"]
