"""A lesson's life: published, withdrawn, published again, and what everybody is told."""

from datetime import timedelta

import pytest

from app.kernel.db import session
from app.lessons.events import LessonPublished, LessonWithdrawn
from app.lessons.models import LifeChange
from tests.factories import lessons
from tests.factories.lessons import read_again, recorded


def test_an_author_publishes_and_visitors_can_read(client, north, amina):
    lesson = lessons.draft(north, amina)
    address = f"/en/north/lessons/{lesson.id}"
    client.sign_in(amina).get(address)

    client.submit("Publish", leads_to=address)

    assert "Your lesson is published." in client.follow().text
    assert client.sign_out().get(address).h1 == "Rain in a bottle"
    assert recorded(LessonPublished) == [{"lesson_id": lesson.id, "actor_id": amina.id}]


@pytest.mark.parametrize(
    ("missing", "reason"),
    [
        ({"summary": " "}, "Write a summary first"),
        ({"steps": ()}, "Write at least one step or a text first"),
    ],
)
def test_an_unfinished_lesson_is_refused_with_the_reason(client, north, amina, missing, reason):
    lesson = lessons.draft(north, amina, **missing)
    client.sign_in(amina).get(f"/en/north/lessons/{lesson.id}")

    page = client.submit("Publish", status=409)

    assert reason in page.main
    assert read_again(lesson).status == "draft"
    assert recorded(LessonPublished) == []


def test_publishing_from_the_form_keeps_the_text_when_it_is_refused(client, north, amina):
    client.sign_in(amina).get("/en/north/lessons/new")

    client.submit("Publish", {"title": "Only a title", "summary": "And this."}, status=303)

    page = client.follow()
    assert "Saved, but not published. Write at least one step or a text first" in page.text
    assert page.form("Publish").values["summary"] == "And this."


def test_a_lesson_is_written_and_published_in_one_go(client, north, amina):
    client.sign_in(amina).get("/en/north/lessons/new")

    client.submit("Publish", {"title": "Clouds", "summary": "Names.", "body": "Look up."},
                  status=303)  # fmt: skip

    assert client.follow().h1 == "Clouds"
    assert "Clouds" in client.sign_out().get("/en/north/lessons/").main


def test_publishing_twice_is_refused(client, lesson, amina):
    client.sign_in(amina)

    page = client.post(f"/en/north/lessons/{lesson.id}/publication", status=409)

    assert "published already" in page.main


def test_only_the_author_publishes(client, north, amina, chidi, nadia):
    lesson = lessons.withdrawn(north, amina)

    for other in (chidi, nadia):
        page = client.sign_in(other).get(f"/en/north/lessons/{lesson.id}")
        assert "Publish" not in page.text.split()
        client.post(f"/en/north/lessons/{lesson.id}/publication", status=403)


def test_the_author_withdraws_and_it_is_gone_at_once(client, other_client, lesson, amina):
    address = f"/en/north/lessons/{lesson.id}"
    other_client.get(address)
    client.sign_in(amina).get(address + "/withdrawal")

    client.submit("Withdraw", leads_to=address)

    assert "This lesson is withdrawn." in client.follow().main
    other_client.get(address, status=404)
    assert recorded(LessonWithdrawn) == [{"lesson_id": lesson.id, "actor_id": amina.id}]


def test_a_moderator_says_why_and_the_author_reads_it(client, lesson, amina, chidi, boris):
    address = f"/en/north/lessons/{lesson.id}"
    client.sign_in(chidi).get(address + "/withdrawal")

    page = client.submit("Withdraw", {"reason": " "}, status=422)
    assert "Say why: the author will read it." in page.main
    client.submit("Withdraw", {"reason": "A pupil can be recognised."}, leads_to=address)

    assert "A pupil can be recognised." in client.sign_in(amina).get(address).main
    assert "A pupil can be recognised." in client.get(address + "/revisions/").main
    client.sign_in(boris).get(address, status=404)


def test_who_neither_wrote_nor_moderates_cannot_withdraw(client, lesson, boris):
    address = f"/en/north/lessons/{lesson.id}"
    assert "Withdraw" not in client.sign_in(boris).get(address).links

    client.get(address + "/withdrawal", status=403)
    client.post(address + "/withdrawal", {"reason": "I do not like it"}, status=403)

    assert read_again(lesson).status == "published"


def test_what_is_not_published_cannot_be_withdrawn(client, north, amina):
    lesson = lessons.draft(north, amina)

    client.sign_in(amina).post(f"/en/north/lessons/{lesson.id}/withdrawal", status=409)

    assert session.query(LifeChange).count() == 0


def test_published_again_it_keeps_its_first_date(client, lesson, amina, later):
    first = lesson.published_at
    client.sign_in(amina).post(f"/en/north/lessons/{lesson.id}/withdrawal", status=303)
    later(timedelta(days=3))
    client.sign_in(amina).post(f"/en/north/lessons/{lesson.id}/publication", status=303)

    assert read_again(lesson).published_at == first


def test_a_withdrawn_lesson_is_saved_and_stays_withdrawn(client, north, amina):
    lesson = lessons.withdrawn(north, amina)
    client.sign_in(amina).get(f"/en/north/lessons/{lesson.id}/edit")

    client.submit("Save as a draft", {"title": "Better"}, status=303)

    assert "stays withdrawn" in client.follow().text
    assert read_again(lesson).status == "withdrawn"
