"""Every kind of page in a real browser: nothing for axe to find, nothing scrolling sideways."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

PASSWORD = "chalk dust and a good question"
FOR_ALL = (
    "", "kerala/", "kerala/lessons/", "kerala/people", "search?q=rain", "search?q=zzzz", "sign-in",
    "sign-up", "password", "api", "nothing-here/", "kerala/lessons/1", "kerala/lessons/28",
    "kerala/discussions/", "kerala/discussions/4", "jordan/discussions/6",
    "kerala/lessons/28/taught/", "kerala/courses/", "kerala/courses/1",
    "kerala/courses/1/items/demo0000", "kerala/cohorts/", "kerala/cohorts/enter", "kerala/badges/",
    "kerala/badges/1", "kerala/institutions/", "kerala/institutions/1", "verify",
)  # fmt: skip
FOR_THE_TRAINER = (
    "kerala/courses/1/edit", "kerala/courses/1/items/demo0102/edit", "kerala/courses/1/bank",
    "kerala/cohorts/2", "kerala/cohorts/2/people", "kerala/cohorts/2/table",
    "kerala/cohorts/2/sessions", "kerala/cohorts/2/marking/", "kerala/cohorts/2/edit",
    "kerala/badges/1/awards", "kerala/badges/new", "backpack", "my-courses",
)  # fmt: skip
FOR_THE_STEWARD = (
    "account", "account/security", "jordan/settings", "jordan/people", "jordan/requests",
    "jordan/invitations", "jordan/lessons/new", "jordan/lessons/mine", "jordan/lessons/import",
    "jordan/discussions/?show=requests", "jordan/discussions/5", "jordan/discussions/5/moderation",
    "jordan/discussions/boards/", "jordan/discussions/boards/new", "jordan/discussions/boards/5/new",
    "jordan/lessons/8/taught/new", "notices", "account/notices", "subscriptions", "searches",
    "messages", "messages/new", "messages/settings", "search?q=rain",
)  # fmt: skip


@pytest.fixture
def looked_over(chromium: Browser, live: str):
    """Open pages as somebody, and return what is wrong with each."""
    contexts = []

    def look(locale, paths, *, width, whom=""):
        context = chromium.new_context(
            base_url=live, viewport={"width": width, "height": 900}, bypass_csp=True
        )
        contexts.append(context)
        page = context.new_page()
        if whom:
            page.goto("/en/sign-in")
            page.fill("input[name=email]", f"{whom}@demo.staffroom.example")
            page.fill("input[name=password]", PASSWORD)
            page.locator("main button[type=submit]").first.click()
            page.wait_for_load_state()
        return [fault for path in paths for fault in _faults(page, f"/{locale}/{path}", width)]

    yield look
    for context in contexts:
        context.close()


def _faults(page, path, width):
    page.goto(path)
    if _is_searched(path, width):
        for one in Axe().run(page).response["violations"]:
            yield path, one["id"], one["nodes"][0]["html"]
    if page.evaluate("document.documentElement.scrollWidth") > width:
        yield path, "scrolls sideways"


def _is_searched(path, width):
    """Axe takes most of the time, and needs each direction and each width once."""
    return path.startswith("/ar/") == (width == 320) or path.startswith("/en-XA/")


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("locale", ["en", "ar"])
def test_visitors_pages_are_open_to_everybody(looked_over, locale, width):
    assert not looked_over(locale, FOR_ALL, width=width)


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("locale", ["en", "ar"])
def test_the_stewards_pages_are_open_to_everybody(looked_over, locale, width):
    assert not looked_over(locale, FOR_THE_STEWARD, width=width, whom="dana")


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("locale", ["en", "ar"])
def test_the_trainers_pages_are_open_to_everybody(looked_over, locale, width):
    assert not looked_over(locale, FOR_THE_TRAINER, width=width, whom="rajesh")


def test_the_longer_pseudo_locale_fits_a_narrow_screen(looked_over):
    assert not looked_over("en-XA", ("kerala/", "kerala/lessons/", "search?q=rain"), width=320)
