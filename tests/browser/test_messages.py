"""Two people write to each other in a real browser: what is looked at is read, a draft is kept."""

import pytest
from playwright.sync_api import Page, expect

from app.demo.cast import EVERYBODYS

pytestmark = pytest.mark.browser


def test_what_is_looked_at_is_read_and_a_closed_tab_loses_nothing(page: Page, chromium, live):
    sign_in(page, "otieno@demo.staffroom.example")
    page.goto("/en/messages/new")
    page.fill("[name=who]", "Neema")
    page.get_by_role("button", name="Find", exact=True).click()
    page.locator("[name=to]").first.check()
    page.fill("textarea[name=text]", "Do you have a *spare* gauge?")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator(".message--mine")).to_contain_text("a spare gauge?")

    other = chromium.new_context(base_url=live).new_page()
    sign_in(other, "neema@demo.staffroom.example")
    other.goto("/en/messages")
    other.locator(".conversation--unread a").first.click()
    expect(other.get_by_role("button", name="Mark as read")).to_be_hidden()
    other.wait_for_load_state("networkidle")
    other.locator("textarea[name=text]").press_sequentially("Yes, thr")
    expect(other.locator("[data-status]")).to_have_text("Kept as a draft")
    address = other.url
    other.close(run_before_unload=False)

    again = other.context.new_page()
    again.goto(address)
    expect(again.locator("textarea[name=text]")).to_have_value("Yes, thr")
    again.goto("/en/messages")
    expect(again.locator(".conversation--unread")).to_have_count(0)
    again.context.close()


def sign_in(page: Page, email: str) -> None:
    page.goto("/en/sign-in")
    page.fill("main input[name=email]", email)
    page.fill("main input[name=password]", EVERYBODYS)
    page.locator("main button[type=submit]").first.click()
    expect(page.locator("h1")).to_be_visible()
