"""The style guide in a real browser: both directions, both themes, narrow, by keyboard.

No server runs: what the browser asks for is answered by the app inside the test's transaction.
"""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

COMPONENTS = Path(__file__).parents[2] / "app" / "templates" / "components"
HOST = "http://localhost"

pytestmark = pytest.mark.browser


@pytest.fixture
def open_guide(app, chromium):
    """Open the style guide; what the browser complains about fails the test."""
    complaints, contexts, server = [], [], app.test_client()

    def answer(route):
        request = route.request
        response = server.open(
            request.url.removeprefix(HOST),
            method=request.method,
            headers=request.headers,
            data=request.post_data_buffer,
        )
        headers = {name: value for name, value in response.headers if name != "Content-Length"}
        route.fulfill(status=response.status_code, headers=headers, body=response.data)

    def opened(locale="en", **options):
        context = chromium.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console", lambda said: complaints.append(said.text) if said.type == "error" else None
        )
        page.route("**/*", answer)
        page.goto(f"{HOST}/{locale}/styleguide", wait_until="networkidle")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not complaints


@pytest.mark.parametrize("locale", ["en", "ar"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing(open_guide, locale, scheme, width):
    size = {"width": width, "height": 900}
    page = open_guide(locale, viewport=size, color_scheme=scheme, bypass_csp=True)

    found = Axe().run(page).response["violations"]

    assert not [(one["id"], one["nodes"][0]["html"]) for one in found]


@pytest.mark.parametrize("locale", ["en", "ar"])
@pytest.mark.parametrize("width", [320, 640, 1280])
def test_nothing_scrolls_sideways(open_guide, locale, width):
    page = open_guide(locale, viewport={"width": width, "height": 900})

    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_every_component_is_shown():
    guide = (COMPONENTS.parent / "styleguide.html").read_text(encoding="utf-8")
    base = (COMPONENTS.parent / "layouts" / "base.html").read_text(encoding="utf-8")
    elsewhere = {"error_summary", "icon", "hero"}
    elsewhere |= {"question", "rubric"}  # they show parts of a course, and no course is here

    names = {path.stem for path in COMPONENTS.glob("*.html")}
    shown = {name for name in names if f"components/{name}.html" in guide + base}

    assert names - shown == elsewhere


def test_the_keyboard_reaches_the_page_past_the_bars(open_guide):
    page = open_guide()

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "main"


def test_a_menu_closes_on_escape_and_gives_the_focus_back(open_guide):
    page = open_guide()
    summary = page.locator("header details.menu summary").first

    summary.click()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")

    assert not page.locator("header details.menu").first.evaluate("menu => menu.open")
    assert summary.evaluate("summary => summary === document.activeElement")


def test_a_chosen_theme_stays(open_guide):
    page = open_guide(color_scheme="light")

    page.click("[data-theme-choice=dark]")
    page.reload(wait_until="networkidle")

    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert paper == "rgb(18, 27, 24)"


def test_rows_are_added_moved_and_removed_in_the_page(open_guide):
    page = open_guide()
    page.fill("#steps-0-title", "first")
    page.fill("#steps-1-title", "second")

    page.click("button[value='steps:add']")
    page.fill("#steps-2-title", "third")
    page.click("button[value='steps:up:2']")
    page.click("button[value='steps:remove:0']")

    kept = page.locator("#steps input").evaluate_all("all => all.map(e => [e.name, e.value])")
    assert kept == [["steps-0-title", "third"], ["steps-1-title", "second"]]
    assert page.locator("#steps legend").all_inner_texts() == ["Step 1", "Step 2"]


def test_the_toolbar_marks_what_is_selected(open_guide):
    page = open_guide()

    page.fill("#text", "loud")
    page.locator("#text").select_text()
    page.click("md-bold")

    assert page.input_value("#text") == "**loud**"


def test_a_dialog_opens_instead_of_its_page_and_closes(open_guide):
    page = open_guide()
    dialog = page.locator("#sample-dialog")

    page.click("[data-dialog=sample-dialog]")
    dialog.wait_for(state="visible")
    dialog.get_by_role("button", name="Not now").click()

    assert dialog.is_hidden()


def test_unsaved_changes_are_asked_about(open_guide):
    page = open_guide()
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))

    page.fill("#title", "Half a")
    page.reload()

    assert asked == ["beforeunload"]


def test_the_page_is_whole_without_script(open_guide):
    page = open_guide(java_script_enabled=False)

    assert page.locator("#text").is_visible()
    assert page.locator("markdown-toolbar").is_hidden()
    assert page.locator(".toast__close").first.is_hidden()
