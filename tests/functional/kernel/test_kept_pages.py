"""A visitor's page is kept until anything changes; nobody else's ever is."""

import pytest

from app.kernel import cache
from tests.factories import lessons

LIST = "/en/north/lessons/"


@pytest.fixture
def pages(app):
    app.wsgi_app.kept.clear()
    app.wsgi_app.bytes = 0
    return app.wsgi_app


def test_a_visitors_second_look_asks_the_database_nothing(client, lesson, pages, query_count):
    first = client.get(LIST)

    with query_count(0):
        second = client.get(LIST)

    assert second.html == first.html
    assert second.response.headers["Content-Security-Policy"]


def test_a_change_makes_the_page_anew(client, lesson, north, amina, pages):
    client.get(LIST)
    lessons.published(north, amina, "The newest of all")

    assert "The newest of all" in client.get(LIST).text


def test_what_is_withdrawn_is_gone_from_kept_pages_at_once(
    client, other_client, lesson, amina, pages
):
    client.get(f"{LIST}{lesson.id}")

    other_client.sign_in(amina).post(f"{LIST}{lesson.id}/withdrawal", status=303)

    client.get(f"{LIST}{lesson.id}", status=404)
    assert "Rain in a bottle" not in client.get(LIST).text


def test_a_page_of_somebody_signed_in_is_never_kept(client, other_client, lesson, amina, pages):
    page = client.sign_in(amina).get(LIST)

    assert "Amina" in page.text
    assert "private" in page.response.headers["Cache-Control"]
    assert not pages.kept
    assert "Amina" not in other_client.get("/en/north/people").response.headers.get("Cookie", "")
    assert "My lessons" not in other_client.get(LIST).text


def test_signed_in_people_do_not_get_a_visitors_page(client, other_client, lesson, amina, pages):
    other_client.get(LIST)

    assert "Amina Diallo" in client.sign_in(amina).get(LIST).text


def test_an_unchanged_page_is_not_sent_again(client, lesson, amina, pages):
    etag = client.get(LIST).response.headers["ETag"]
    kept = client.browser.get(LIST, headers={"If-None-Match": etag})
    assert (kept.status_code, kept.data) == (304, b"")

    pages.kept.clear()
    made = client.browser.get(LIST, headers={"If-None-Match": etag})
    assert (made.status_code, made.data) == (304, b"")


def test_an_unchanged_page_is_not_sent_again_to_a_signed_in_person(
    client, lesson, amina, monkeypatch
):
    noon = 1_800_014_400
    monkeypatch.setattr("itsdangerous.timed.time.time", lambda: noon)
    client.sign_in(amina).get(LIST)
    etag = client.get(LIST).response.headers["ETag"]

    monkeypatch.setattr("itsdangerous.timed.time.time", lambda: noon + 600)
    again = client.browser.get(LIST, headers={"If-None-Match": etag})

    assert again.status_code == 304


def test_head_is_answered_like_get_without_the_page(client, lesson, pages):
    whole = client.get(LIST).response
    kept = client.browser.head(LIST)
    pages.kept.clear()
    made = client.browser.head(LIST)

    for head in (kept, made):
        assert (head.status_code, head.data) == (200, b"")
    assert kept.headers["Content-Length"] == str(len(whole.data))


def test_errors_forms_and_addresses_without_a_locale_are_not_kept(client, north, pages):
    client.get("/en/north/nothing", status=404)
    client.get("/en/sign-in")
    client.get("/healthz")

    assert not pages.kept


def test_compressed_and_plain_pages_are_kept_apart(client, lesson, pages):
    packed = client.browser.get(LIST, headers={"Accept-Encoding": "gzip"})
    plain = client.get(LIST)

    assert packed.headers["Content-Encoding"] == "gzip"
    assert "<h1>" in plain.html
    again = client.browser.get(LIST, headers={"Accept-Encoding": "gzip"})
    assert again.data == packed.data


def test_the_least_used_page_makes_room(pages, monkeypatch):
    monkeypatch.setattr(cache, "MAX_BYTES", 12)

    for key in "abc":
        pages.keep(key, cache.Kept((1, 1), [], "", b"12345"))

    assert list(pages.kept) == ["b", "c"]
    assert pages.bytes == 10


def test_a_page_that_is_kept_twice_counts_once(app, pages):
    page = cache.Kept((1, 1), [], "", b"12345")

    pages.keep("a", page)
    pages.keep("a", page)

    assert pages.bytes == 5


def test_every_process_sees_a_new_generation(tmp_path):
    one, another = (cache.FileGeneration(tmp_path / "g") for _ in range(2))
    before = another()

    one.advance()

    assert another() == one() != before
