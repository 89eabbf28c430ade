"""From passed course work to a lesson of the portal, in one step."""

from io import BytesIO

import pytest

from app.kernel import files
from app.kernel.db import session
from app.lessons.models import Lesson, Status
from tests.client import fresh
from tests.factories import courses, lessons
from tests.factories.coursework import ESSAY, handed_in, marked, returned
from tests.factories.people import person


def at(spring):
    return f"/en/north/cohorts/{spring.id}/items/essay001/submission"


def test_a_passed_lesson_is_published(client, north, spring, amina, tala):
    lesson = lessons.draft(north, amina)
    marked(handed_in(spring, amina, text="", lesson_id=lesson.id), ESSAY, tala)
    client.sign_in(amina).get(at(spring))
    client.submit("Offer it to the portal", leads_to=f"/en/north/lessons/{lesson.id}")

    assert fresh(lesson).status == Status.PUBLISHED
    page = client.get(at(spring))
    assert "Your lesson is published." in page.main
    assert "Offer it to the portal" not in page.main
    client.post(f"{at(spring)}/offer", status=409)


def test_of_a_text_a_draft_is_begun_once(client, spring, amina, tala):
    stored = files.store(BytesIO(b"Table"), "table.txt", amina.id)
    marked(handed_in(spring, amina, text="Do *this*.", file_ids=(stored.id,)), ESSAY, tala)
    client.sign_in(amina).get(at(spring))
    page = client.submit("Offer it to the portal", status=303)

    made = session.query(Lesson).one()
    assert page.leads_to.endswith(f"/lessons/{made.id}/edit")
    assert made.status == Status.DRAFT
    assert made.title == "Plan a lesson"
    page = client.follow()
    assert "Do *this*." in page.html
    assert "table.txt" in page.html
    page = client.get(at(spring))
    assert page.links["The lesson that you began from this"].endswith(f"/{made.id}/edit")
    client.post(f"{at(spring)}/offer", status=409)


def test_of_files_alone_there_is_a_lesson_too(client, spring, amina, tala):
    stored = files.store(BytesIO(b"Table"), "table.txt", amina.id)
    marked(handed_in(spring, amina, text="", file_ids=(stored.id,)), ESSAY, tala)
    client.sign_in(amina).post(f"{at(spring)}/offer", status=303)
    assert session.query(Lesson).count() == 1


@pytest.mark.parametrize("state", ["handed in", "returned", "failed"])
def test_only_what_is_passed_is_offered(client, spring, amina, tala, state):
    work = handed_in(spring, amina)
    if state == "returned":
        returned(work, ESSAY, tala)
    if state == "failed":
        marked(work, ESSAY, tala, 10)
    page = client.sign_in(amina).get(at(spring))
    assert "Offer it to the portal" not in page.main
    client.post(f"{at(spring)}/offer", status=403)


def test_nobody_offers_what_is_not_there(client, spring, amina):
    client.sign_in(amina).post(f"{at(spring)}/offer", status=404)


def test_who_is_no_member_of_the_portal_does_not_offer(client, spring, tala):
    guest = person("A Guest")
    courses.enrolled(spring, guest, tala)
    marked(handed_in(spring, guest), ESSAY, tala)
    page = client.sign_in(guest).get(at(spring))
    assert "Offer it to the portal" not in page.main
    client.post(f"{at(spring)}/offer", status=403)
