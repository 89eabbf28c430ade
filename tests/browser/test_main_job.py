"""The main job in a real browser: from sign-up to a lesson found in another portal and language."""

import re
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

PASSWORD = "seven lamps above the harbour"
PATIENCE = 120
"""Seconds for what takes one on an idle machine: a test of what happens is no test of how fast."""


def test_a_teacher_signs_up_publishes_and_is_found_elsewhere(page: Page, live: str):
    sign_up(page, "Wanjiru Kamau", "wanjiru@school.example")
    confirm_by_mail(page, live, "wanjiru@school.example")
    join(page, "kenya")
    write_a_lesson(page)

    expect(page.locator("h1")).to_have_text("Weighing clouds with a kettle")
    expect(page.get_by_text("40 min in 2 steps")).to_be_visible()
    expect(page.locator("img[alt='A kettle under a cold spoon']")).to_be_visible()
    found = find(page, "/ar/brazil/", "kettle")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    found.click()
    expect(page.locator("h1")).to_have_text("Weighing clouds with a kettle")


def sign_up(page: Page, name: str, email: str) -> None:
    page.goto("/en/kenya/")
    page.locator("main .button--sun").click()
    page.fill("input[name=name]", name)
    page.fill("input[name=email]", email)
    page.fill("input[name=password]", PASSWORD)
    page.locator("main button[type=submit]").last.click()
    expect(page.locator("h1")).to_be_visible()


def confirm_by_mail(page: Page, live: str, email: str) -> None:
    """Read the mail that the worker sent, and follow its link: a GET only asks, a button acts."""
    for _ in range(2 * PATIENCE):
        page.goto("/dev/mail")
        text = page.locator("main").inner_text()
        link = re.search(re.escape(live) + r"/en/confirmation/\S+", text)
        if email in text and link:
            page.goto(link[0])
            page.locator("main button[type=submit]").click()
            return
        page.wait_for_timeout(500)
    pytest.fail("no mail came")


def join(page: Page, portal: str) -> None:
    page.goto(f"/en/{portal}/")
    page.locator("main button.button--sun").click()
    expect(page.locator("main a[href$='/lessons/new']").first).to_be_visible()


def write_a_lesson(page: Page) -> None:
    page.goto("/en/kenya/lessons/new")
    page.fill("#title", "Weighing clouds with a kettle")
    page.fill("#summary", "Pupils make a cloud over a kettle and find out what it weighs.")
    page.get_by_label("Science", exact=True).check()
    page.fill("#steps-0-title", "Make a cloud")
    page.fill("#steps-0-minutes", "15")
    page.fill("#steps-0-text", "Boil the kettle and hold a **cold spoon** over it.")
    page.fill("#steps-1-title", "Weigh what drips")
    page.fill("#steps-1-minutes", "25")
    page.fill("#steps-1-text", "Collect the drops on a scale.")
    picture = {"name": "kettle.png", "mimeType": "image/png", "buffer": drawn()}
    page.set_input_files("#files", files=[picture])
    page.get_by_role("button", name="Save as a draft").click()
    page.get_by_role("link", name="Edit").click()
    page.fill("#materials-0-alt", "A kettle under a cold spoon")
    page.get_by_role("button", name="Publish").click()


def find(page: Page, at: str, word: str):
    """Search from another portal, in another language of the interface, until it is there."""
    result = page.locator("main a", has_text="Weighing clouds with a kettle").first
    for _ in range(PATIENCE):
        page.goto(at)
        page.fill("#search", word)
        page.press("#search", "Enter")
        page.wait_for_load_state()
        if result.count():
            return result
        page.wait_for_timeout(1_000)
    pytest.fail("the lesson is not found")


def drawn() -> bytes:
    out = BytesIO()
    Image.new("RGB", (640, 360), "#1c302b").save(out, "PNG")
    return out.getvalue()
