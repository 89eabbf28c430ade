"""A lesson is taught and reported in a real browser, and the search explains what that changes."""

import pytest
from playwright.sync_api import Page, expect

from app.demo.cast import EVERYBODYS

pytestmark = pytest.mark.browser


def test_a_taught_lesson_is_lifted_and_the_page_says_why(page: Page):
    sign_in(page, "otieno@demo.staffroom.example")
    lesson = page.locator("a[href*='/lessons/']", has_text="Measuring a monsoon with a plastic")
    hit = page.locator(".hit", has=lesson)
    page.goto("/en/search?q=monsoon+rain+gauge")
    expect(hit).not_to_contain_text("like yours")
    hit.locator(".hit__title a").click()

    page.get_by_role("link", name="I taught this", exact=True).click()
    page.get_by_label("Primary", exact=True).check()
    page.get_by_label("Pupils in the class").fill("44")
    page.get_by_label("What worked?").fill("They *argued* about the stones.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".report")).to_contain_text("They argued about the stones.")

    page.locator(".breadcrumb a").first.click()
    expect(page.locator(".notice--sun")).to_contain_text("times in classes like yours")
    page.goto("/en/search?q=monsoon+rain+gauge")
    expect(hit).to_contain_text("in classes like yours")
    expect(page.locator("main")).to_contain_text("colleagues taught lately come a little sooner")


def test_the_form_needs_no_script_and_nothing_but_a_press(chromium, live):
    plain = chromium.new_context(base_url=live, java_script_enabled=False).new_page()
    sign_in(plain, "neema@demo.staffroom.example")
    plain.goto("/ar/jordan/lessons/")
    plain.locator(".card__title a").first.click()
    plain.locator("a[href$='/taught/new']").click()
    expect(plain.locator("html")).to_have_attribute("dir", "rtl")
    plain.locator("main form button[type=submit]").click()

    expect(plain.locator(".report time")).to_be_visible()
    plain.context.close()


def sign_in(page: Page, email: str) -> None:
    page.goto("/en/sign-in")
    page.fill("main input[name=email]", email)
    page.fill("main input[name=password]", EVERYBODYS)
    page.locator("main button[type=submit]").first.click()
    expect(page.locator("h1")).to_be_visible()
