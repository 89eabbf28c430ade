"""What every answer has: safe headers, the right host, one settled transaction, calm errors."""

import gzip

import pytest
from sqlalchemy import select
from sqlalchemy.orm.exc import StaleDataError

from app.accounts.models import User
from app.kernel import pages
from app.kernel.db import session
from app.kernel.web import COMPRESS_FROM
from app.lessons import actions, lists
from app.lessons.models import Lesson

HEADERS = {
    "Content-Security-Policy": "default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@pytest.fixture
def breaks(monkeypatch):
    """Let the list of lessons break."""

    def broken(*_args, **_more):
        session.add(User(name="Never", created_at=None))
        raise ZeroDivisionError

    monkeypatch.setattr(lists, "of_portal", broken)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/en/", 200), ("/en/nothing/here", 404), ("/en/north/settings", 303), ("/api/v1/x", 404),
        ("/en/north/lessons/", 500), ("/healthz", 200),
    ],
)  # fmt: skip
def test_every_answer_is_safe(client, north, breaks, path, status):
    response = client.browser.get(path)

    assert response.status_code == status
    for name, begins in HEADERS.items():
        assert response.headers[name].startswith(begins), name
    assert "unsafe-inline" not in response.headers["Content-Security-Policy"]
    assert len(response.headers["X-Request-Id"]) == 16


@pytest.mark.parametrize("host", ["evil.example", "localhost:81", "127.0.0.1"])
def test_another_host_is_not_served(client, host):
    page = client.get("/en/", status=421, headers={"Host": host})

    assert "evil" not in page.html
    assert page.response.headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize(
    ("path", "lang", "words"),
    [
        ("/en/north/nothing", "en", "There is nothing here"),
        ("/ar/north/nothing/at/all", "ar", None),
        ("/fr/nowhere/lessons/", "fr", None),
        ("/nowhere", "en", "There is nothing here"),
    ],
)
def test_what_is_not_there_is_said_in_the_readers_language(client, north, path, lang, words):
    page = client.get(path, status=404)

    assert page.root.get("lang") == lang
    assert words is None or page.h1 == words


def test_a_newcomers_browser_says_the_language_where_the_address_does_not(client):
    page = client.get("/nowhere", status=404, headers={"Accept-Language": "fr-CH, en;q=0.5"})

    assert page.root.get("lang") == "fr"


def test_something_broken_is_a_calm_page_that_leaves_no_trace(client, north, amina, breaks):
    page = client.sign_in(amina).get("/en/north/lessons/", status=500)

    assert page.h1 == "Something broke on our side"
    assert page.response.headers["X-Request-Id"] in page.main
    assert "ZeroDivisionError" not in page.html
    assert not session.scalars(select(User).where(User.name == "Never")).all()


def test_a_commit_that_fails_is_never_a_false_success(client, lesson, amina, monkeypatch):
    def publish(*_args, **_more):
        session.add(User(name=None, created_at=None))

    monkeypatch.setattr(actions, "withdraw", publish)

    page = client.sign_in(amina).post(f"/en/north/lessons/{lesson.id}/withdrawal", status=500)

    assert page.h1 == "Something broke on our side"
    assert "withdrawn" not in client.get(f"/en/north/lessons/{lesson.id}").text


@pytest.mark.parametrize("flushed", [True, False])
def test_two_saves_at_the_same_moment_are_a_conflict(client, lesson, amina, monkeypatch, flushed):
    def withdraw(found, **_more):
        session.connection().execute(Lesson.__table__.update().values(lock=99))
        found.title = "Overtaken"
        if flushed:
            session.flush()

    monkeypatch.setattr(actions, "withdraw", withdraw)

    page = client.sign_in(amina).post(f"/en/north/lessons/{lesson.id}/withdrawal", status=409)

    assert "Somebody else saved this first." in page.main
    assert client.get(f"/en/north/lessons/{lesson.id}").h1 == "Rain in a bottle"


def test_programs_are_told_of_problems_in_json(client, north, breaks):
    for path, status, more in (
        ("/api/v1/lessons/999", 404, {}),
        ("/en/north/lessons/", 500, {"headers": {"Accept": "application/json"}}),
        ("/en/north/settings", 401, {"headers": {"Accept": "application/json"}}),
    ):
        response = client.get(path, status=status, **more).response
        assert response.mimetype == "application/problem+json"
        assert response.json["status"] == status
        assert response.json["title"]


def test_a_wrong_method_is_refused_with_the_right_ones(client, north):
    response = client.post("/en/north/lessons/", status=405).response

    assert set(response.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


def test_a_form_without_a_token_is_refused(client, lesson, amina):
    client.sign_in(amina)

    response = client.browser.post(f"/en/north/lessons/{lesson.id}/publication")

    assert response.status_code == 400


def test_a_redirect_of_the_router_stays_one(client, north):
    assert client.browser.get("/en/north/lessons").status_code == 308


def test_a_large_answer_is_compressed_for_who_can_read_it(client, north):
    plain = client.get("/en/north/lessons/").response
    packed = client.browser.get("/en/north/lessons/", headers={"Accept-Encoding": "gzip"})

    assert len(plain.data) > COMPRESS_FROM
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers.getlist("Vary")
    assert gzip.decompress(packed.data) == plain.data
    small = client.browser.get("/healthz", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in small.headers


def test_the_statuses_that_have_no_words_of_ours_have_their_own(app):
    with app.test_request_context("/en/"):
        assert pages._title(418) == "I'm a Teapot"
        assert StaleDataError.__name__


def test_secure_addresses_promise_to_stay_secure():
    from app.kernel.web import _headers

    secure = _headers("https://staffroom.example", "https://files.example")

    assert secure["Strict-Transport-Security"].startswith("max-age=")
    assert "img-src 'self' https://files.example" in secure["Content-Security-Policy"]
