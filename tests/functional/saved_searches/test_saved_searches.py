"""Searches that people keep, and their digest that tells what is new in them."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app import search
from app.kernel.db import session
from app.kernel.errors import Refused
from app.kernel.jobs import record
from app.notifications import digest
from app.notifications.events import DigestsDue
from app.saved_searches import actions, news
from app.saved_searches.models import SavedSearch
from tests.factories.lessons import published
from tests.mails import text_of

WEEK = timedelta(days=8)


@pytest.fixture
def digests(mails, later, monkeypatch):
    """Let only this room's section be told; call up who is due and return the mails."""
    only = {name: one for name, one in digest._sections.items() if name == "saved-searches"}
    monkeypatch.setattr(digest, "_sections", only)

    def called_up(time=timedelta()):
        later(time)
        record(DigestsDue())
        return mails()

    called_up()
    return called_up


@pytest.fixture
def out(app, later):
    """Publish a lesson and let it be found."""
    with app.app_context():
        search.rebuild()

    def publish(portal, author, title, **values):
        later(timedelta(minutes=1))
        lesson = published(portal, author, title, **values)
        session.commit()
        with app.app_context():
            search.changed("lesson", [lesson.id])

    return publish


def kept(user):
    return list(session.scalars(select(SavedSearch).where(SavedSearch.user_id == user.id)))


def test_a_search_is_saved_from_its_results_listed_and_removed(
    client, north, lesson, run_jobs, boris
):
    run_jobs()
    client.sign_in(boris).get("/en/search?q=rain&subject=science&language=en&sort=newest")

    client.submit("Save this search", leads_to="/en/search?language=en&q=rain&subject=science")

    page = client.get("/en/searches")
    again = client.get(page.links["“rain” (English and Science)"])
    assert again.h1 == "“rain”"
    client.get("/en/searches")
    client.submit("Remove “rain” (English and Science)", leads_to="/en/searches")
    assert "You keep no search yet" in client.get("/en/searches").main


def test_the_same_search_is_kept_once(client, north, boris):
    client.sign_in(boris)
    for _twice in range(2):
        client.post(
            "/en/searches",
            {"q": " rain ", "portal": "north"},
            leads_to="/en/search?portal=north&q=rain",
        )

    assert [(one.text, one.chosen) for one in kept(boris)] == [("rain", {"portal": ["north"]})]


@pytest.mark.parametrize("sent", [{"q": ""}, {"q": "x" * 201}, {"q": "x", "subject": ["y"] * 21}])
def test_what_is_no_search_or_too_long_is_refused(client, boris, sent):
    client.sign_in(boris).post("/en/searches", sent, status=409)


def test_there_is_room_for_so_many(boris):
    for number in range(actions.MOST):
        actions.save(str(number), {}, actor=boris)
        session.flush()

    with pytest.raises(Refused, match="Remove one first"):
        actions.save("one more", {}, actor=boris)


def test_what_somebody_else_keeps_is_not_found(client, amina, boris):
    saved = actions.save("rain", {}, actor=amina)
    session.flush()

    client.sign_in(boris).post(f"/en/searches/{saved.id}/removal", status=404)

    assert "rain" not in client.get("/en/searches").main
    assert len(kept(amina)) == 1


def test_visitors_are_not_offered_to_save(client, north, lesson, run_jobs):
    run_jobs()

    assert "Save this search" not in client.get("/en/search?q=rain").html


def test_the_digest_tells_what_is_new_in_it_once(client, north, amina, boris, digests, out):
    actions.save("rain", {}, actor=boris)
    out(north, amina, "Rain in a bottle")
    out(north, amina, "Snow on the roof", summary="White.")

    (mail,) = digests(WEEK)

    text = text_of(mail)
    assert mail["To"] == boris.email
    assert "## New in your saved searches" in text
    assert "Rain in a bottle" in text
    assert "Snow" not in text
    assert "Pupils build a rain gauge" in text
    assert digests(WEEK) == []


def test_what_was_there_before_is_not_new(client, north, amina, boris, digests, later, out):
    out(north, amina, "Rain in a bottle")
    later(timedelta(hours=1))
    actions.save("rain", {}, actor=boris)

    assert digests(WEEK) == []


def test_what_only_comes_near_is_not_told(client, north, amina, boris, digests, out):
    actions.save("rain elephants", {}, actor=boris)
    out(north, amina, "Rain in a bottle")

    assert digests(WEEK) == []


def test_a_person_is_told_only_of_what_they_may_see(
    client, cove, north, boris, amina, digests, out
):
    actions.save("rain", {}, actor=boris)
    out(cove, amina, "Rain in the cove")

    assert digests(WEEK) == []


def test_two_searches_tell_of_a_lesson_once(client, north, amina, boris, digests, out):
    actions.save("rain", {}, actor=boris)
    actions.save("bottle", {}, actor=boris)
    out(north, amina, "Rain in a bottle")

    (mail,) = digests(WEEK)

    assert text_of(mail).count("is new in your saved search") == 1


def test_it_is_told_in_the_language_of_the_reader(client, north, amina, nadia, digests, out):
    actions.save("rain", {"subject": ("science",)}, actor=nadia)
    out(north, amina, "Rain in a bottle")

    (mail,) = digests(WEEK)

    assert "/ar/north/lessons/" in text_of(mail)
    assert "(العلوم)" in text_of(mail)


def test_who_keeps_none_costs_nothing(client, north, boris, query_count):
    with query_count(1):
        assert news.collect([boris], boris.created_at) == {}
