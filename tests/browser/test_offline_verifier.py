"""The page that checks badges without a network, opened from a file as at a school without one."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from app.badges import awarding, issuing, queries
from app.kernel import clock
from app.kernel.db import session
from tests.factories.badges import awarded, loaded, one_computer
from tests.factories.courses import ict, spring, tala
from tests.factories.portals import north

__all__ = ["ict", "north", "one_computer", "spring", "tala"]

pytestmark = pytest.mark.browser


@pytest.fixture
def award(app, one_computer, boris, tala):
    with app.app_context():
        return awarded(one_computer, boris, tala)


@pytest.fixture
def bring(client, award, chromium, tmp_path):
    """Take the page along, as it is now, and bring it something; return what it shows."""
    opened = []

    def brought(content, *, email="", locale="en"):
        page = client.get(f"/verify/offline.html?locale={locale}")
        assert page.response.headers["Content-Disposition"].startswith("attachment")
        file = tmp_path / "verifier.html"
        file.write_text(page.html, encoding="utf-8")
        context = chromium.new_context(offline=True, locale="en")
        tab = context.new_page()
        said = []
        tab.on("console", lambda message: said.append(message.text))
        tab.on("pageerror", lambda error: said.append(str(error)))
        tab.on(
            "request", lambda asked: said.append(asked.url) if asked.url[:5] != "file:" else None
        )
        tab.goto(file.as_uri())
        if isinstance(content, bytes):
            file = {"name": "badge", "mimeType": "application/octet-stream", "buffer": content}
            tab.set_input_files("#file", file)
        else:
            tab.fill("#text", content)
        tab.fill("#email", email)
        tab.click("#form button")
        expect(tab.locator("#result")).to_be_visible()
        opened.append((context, said))
        brought.said.append(said)
        return tab

    brought.said = []
    yield brought
    for context, said in opened:
        context.close()
        assert [one for one in said if "inline style" not in one] == []  # of broken XML


def content_of(client, award, form):
    return client.get(f"/awards/{award.uid}.{form}").response.get_data()


def outcomes(tab):
    return tab.locator("#result .outcome").all_inner_texts()


YES, NO, OPEN = "Yes, proven", "No", "Could not be checked"


def test_a_badge_of_ours_is_proven(client, award, bring, boris):
    token = content_of(client, award, "jwt")

    tab = bring(token, email=boris.email.upper())

    assert "This badge is genuine, and it counted on" in tab.inner_text("#result h2 >> nth=0")
    assert outcomes(tab) == [YES] * 5
    assert "One computer" in tab.inner_text("#result dl")
    tab = bring(token.decode(), email="eka@school.example")
    assert "belongs to somebody else" in tab.inner_text("#result")


def test_what_was_changed_is_seen(client, award, bring):
    header, payload, signature = content_of(client, award, "jwt").decode().split(".")
    other = ("A" if signature[9] != "A" else "B").join((signature[:9], signature[10:]))

    tab = bring(f"{header}.{payload}.{other}")

    assert "Do not rely on this badge." in tab.inner_text("#result")
    assert outcomes(tab)[:2] == [NO, OPEN]


def test_what_was_revoked_before_is_seen(app, client, award, bring, dana):
    token = content_of(client, award, "jwt")
    with app.app_context():
        awarding.revoke(loaded(award), "A mistake.", actor=dana)
        session.commit()

    assert outcomes(bring(token)) == [YES, YES, YES, NO, OPEN]


def test_what_a_retired_key_signed_in_its_time_counts(app, client, award, bring, later):
    later(timedelta(minutes=1))
    with app.app_context():
        issuing.rotate(queries.issuer("north"))
        session.commit()

    assert outcomes(bring(content_of(client, award, "jwt")))[0] == YES


def test_what_is_newer_than_the_file_is_told(client, award, bring, monkeypatch):
    token = content_of(client, award, "jwt")
    monkeypatch.setattr(clock, "now", lambda: award.issued_at - timedelta(days=1))

    tab = bring(token)

    assert outcomes(tab)[3] == OPEN
    assert "Get a newer one." in tab.inner_text("#result")


@pytest.mark.parametrize("form", ["png", "svg", "json"])
def test_of_other_forms_it_says_what_it_cannot_check(client, award, bring, form):
    tab = bring(content_of(client, award, form))

    assert outcomes(tab)[:2] == [OPEN, OPEN]
    assert "Ask for the JWT file" in tab.inner_text("#result")
    assert f"/awards/{award.uid}" in tab.inner_text("#result dl")
    assert "Not everything about this badge" in tab.inner_text("#result h2 >> nth=0")


@pytest.mark.parametrize(
    "content", ["nothing", "a.b.c", "{}", "[1]", '{"a":', b"\x89PNG\r\n\x1a\n\0", b"<svg", b"\xff"]
)
def test_nothing_that_somebody_brings_breaks_it(bring, content):
    shown = bring(content).inner_text("#result")

    assert "no badge in it" in shown or "Not everything" in shown or "Do not rely" in shown


def test_it_speaks_the_readers_language_and_english(client, award, bring):
    tab = bring(content_of(client, award, "jwt"), locale="ar")

    assert tab.locator("html").get_attribute("dir") == "rtl"
    tab.click("#languages button")
    assert tab.locator("html").get_attribute("lang") == "en"
    assert "This badge is genuine" in tab.inner_text("#result")


def test_it_may_ask_nobody_and_run_nothing_else(bring):
    tab = bring("nothing")
    said = bring.said[-1]

    refused = tab.evaluate(
        """async () => {
          const said = [];
          await fetch("https://example.org/").catch(() => said.push("fetch"));
          const script = document.createElement("script");
          script.textContent = "window.ran = true";
          document.body.append(script);
          return [...said, window.ran === undefined];
        }"""
    )

    assert refused == ["fetch", True]
    said.clear()
