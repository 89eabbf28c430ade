"""What is sent arrives, in a real browser: through the end of a session, and while jobs run."""

import json

import pytest
from playwright.sync_api import Page, expect

from app.demo.cast import EVERYBODYS

pytestmark = pytest.mark.browser

TEXT = "قِس المطر.\n\nThen  *write* “it” down & compare <b>both</b>."
SOON = 120_000


def sign_in(page: Page) -> None:
    """Be Dana, the steward of Jordan."""
    page.fill("input[name=email]", "dana@demo.staffroom.example")
    page.fill("input[name=password]", EVERYBODYS)
    page.locator("main button[type=submit]").click()


def test_a_text_survives_a_cookie_that_is_gone(page: Page):
    page.goto("/en/jordan/lessons/new")
    sign_in(page)
    page.fill("#title", "Rain, twice")
    page.fill("#summary", "How much falls.")
    page.fill("#steps-0-title", "Measure")
    page.fill("#steps-0-text", TEXT)
    page.context.clear_cookies()

    page.get_by_role("button", name="Save as a draft").click()
    expect(page.locator("h1")).to_have_text("Sign in")
    sign_in(page)
    page.get_by_role("button", name="Send it once more").click()

    expect(page.locator("h1")).to_have_text("Rain, twice")
    page.get_by_role("link", name="Edit").click()
    expect(page.locator("#steps-0-text")).to_have_value(TEXT)


def test_an_import_shows_its_progress_without_being_asked(page: Page):
    page.goto("/en/jordan/lessons/import")
    sign_in(page)
    common = {"language": "en", "licence": "CC0-1.0", "summary": "S.", "body_markdown": "Text."}
    lines = [json.dumps({"id": f"n:{n}", "title": f"Lesson {n}"} | common) for n in range(150)]
    sent = {"name": "x.jsonl", "mimeType": "text/plain", "buffer": "\n".join(lines).encode()}
    page.set_input_files("main input[type=file]", files=[sent])
    page.get_by_role("button", name="Bring them in").click()
    page.get_by_role("link", name="See how far it is").focus()
    page.evaluate("window.isTheSamePage = true")

    expect(page.locator("#import [role=status]")).to_have_text(
        "All lessons are here.", timeout=SOON
    )

    expect(page.locator("#import")).to_contain_text("150 of 150")
    expect(page.get_by_role("link", name="See the lessons")).to_be_focused()
    assert page.evaluate("window.isTheSamePage")
