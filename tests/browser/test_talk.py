"""Talk in a real browser: a failed search becomes a request, a colleague answers, it is accepted."""

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from app.demo.cast import EVERYBODYS

pytestmark = pytest.mark.browser


def test_a_failed_search_becomes_a_request_that_a_colleague_answers(
    page: Page, chromium: Browser, live: str
):
    sign_in(page, "lakshmi")
    page.goto("/en/search?q=zeppelin+arithmetic+olympics")
    page.get_by_role("link", name="Ask your colleagues").click()
    expect(page.get_by_label("Title")).to_have_value(
        "Looking for a lesson: zeppelin arithmetic olympics"
    )
    page.get_by_role("button", name="Post", exact=True).click()
    expect(page.locator("h1")).to_contain_text("zeppelin arithmetic olympics")
    thread = page.url.partition("#")[0]

    colleague = chromium.new_context(base_url=live).new_page()
    sign_in(colleague, "nadia")
    colleague.goto(thread.replace("/en/", "/ar/"))
    expect(colleague.locator("html")).to_have_attribute("dir", "rtl")
    colleague.context.close()

    page.reload()
    page.locator("textarea[name=text]").fill("Perhaps @Lakshmi")
    page.locator("textarea[name=text]").press_sequentially(" Nair")
    page.locator(".composer__names li").first.click()
    expect(page.locator("textarea[name=text]")).to_have_value(
        "Perhaps [@Lakshmi Nair](/@" + _id(page) + ") "
    )
    page.get_by_role("button", name="Post", exact=True).click()
    expect(page.locator("#post-2")).to_contain_text("@Lakshmi Nair")
    page.locator("#post-2").get_by_role("button", name="This answers it").click()
    expect(page.locator("#post-2")).to_contain_text("Chosen answer")


def test_what_is_begun_is_kept_and_talk_needs_no_script(page: Page, chromium: Browser, live: str):
    sign_in(page, "lakshmi")
    page.goto("/en/kerala/discussions/")
    page.locator(".thread-row__title a").first.click()
    with page.expect_response(lambda answer: "/drafts/" in answer.url):
        page.locator("textarea[name=text]").press_sequentially("Half a thought")
    address = page.url.partition("#")[0]
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto("/en/kerala/")
    page.goto(address)
    expect(page.locator("textarea[name=text]")).to_have_value("Half a thought")

    plain = chromium.new_context(base_url=live, java_script_enabled=False).new_page()
    sign_in(plain, "lakshmi")
    plain.goto(address)
    plain.locator("textarea[name=text]").fill("A whole thought, without script.")
    plain.locator("#reply button.button--main").click()
    expect(plain.locator(".posts")).to_contain_text("A whole thought, without script.")
    plain.context.close()


def test_what_was_typed_before_the_script_came_is_kept_too(page: Page):
    sign_in(page, "salma")
    waiting: list[Route] = []
    page.route("**/js/app*.js", lambda one: waiting.append(one))  # noqa: PLW0108  # no builtins
    page.goto("/en/jordan/discussions/5", wait_until="commit")
    page.locator("textarea[name=text]").fill("Half a thought")

    with page.expect_response(lambda answer: "/drafts/" in answer.url):
        for route in waiting:
            route.continue_()


def sign_in(page: Page, name: str) -> None:
    page.goto("/en/sign-in")
    page.fill("main input[name=email]", f"{name}@demo.staffroom.example")
    page.fill("main input[name=password]", EVERYBODYS)
    page.locator("main button[type=submit]").first.click()
    expect(page.locator("h1")).to_be_visible()


def _id(page: Page) -> str:
    value = page.locator("textarea[name=text]").input_value()
    return value.rpartition("/@")[2].partition(")")[0]
