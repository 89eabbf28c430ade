"""Every known attack, shown in a real browser behind each wall alone and behind both."""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Dialog, Page, Request, Route

from app.kernel.markup import RichText, markdown, vocabulary, walls

pytestmark = pytest.mark.browser

HOST = "http://staffroom.test/"
CORPUS = Path(os.environ.get("STAFFROOM_CORPUS", Path(__file__).parents[3] / "shared" / "corpus"))
PAYLOADS = CORPUS / "import-samples" / "hostile-html" / "xss-payloads.json"

WATCH = """
(() => {
  const tell = what => top.__seen.push([frameElement ? +frameElement.id : -1, String(what)]);
  if (top === window) window.__seen = [];
  for (const name of ["alert", "prompt", "confirm", "open", "print", "logChr"])
    Object.defineProperty(window, name, {value: () => { tell(name); }, writable: true});
  for (const name of ["write", "writeln"])
    Document.prototype[name] = () => { tell("document." + name); };
  for (const name of ["log", "warn", "error", "info"])
    console[name] = () => { tell("console." + name); };
  addEventListener("error", event => event.message && tell("error " + event.message));
  addEventListener("securitypolicyviolation", event => tell(event.effectiveDirective), true);
})()
"""
"""Runs before anything else in every frame: whatever a script would do first is reported."""

REPORT_ONLY = {"Content-Security-Policy-Report-Only": "script-src 'none'"}
"""Forbids nothing, but the browser tells of every script, handler and script address it runs."""

SHOW = """
async bodies => {
  window.__seen = [];
  const frames = bodies.map((body, index) => {
    const frame = document.createElement("iframe");
    frame.id = index;
    frame.srcdoc = "<!doctype html><meta charset=utf-8><body>" + body;
    return frame;
  });
  const loaded = frames.map(frame => new Promise(done => frame.addEventListener("load", done)));
  document.body.replaceChildren(...frames);
  await Promise.race([Promise.all(loaded), new Promise(done => setTimeout(done, 5000))]);
}
"""

TOUCH = """
async () => {
  const left = [];
  for (const frame of document.querySelectorAll("iframe")) {
    const inside = frame.contentDocument;
    if (!inside || frame.contentWindow.location.href !== "about:srcdoc") {
      left.push(+frame.id);
      continue;
    }
    for (const element of inside.querySelectorAll("body, body *")) {
      for (const kind of ["mouseover", "mouseenter", "mousedown", "focus", "blur", "input",
                          "change", "keydown", "pointerover", "toggle", "wheel", "submit"])
        element.dispatchEvent(new Event(kind, {bubbles: true, cancelable: true}));
      if (/^(https?|mailto):/.test(element.protocol)) continue;
      for (const touch of ["focus", "click"])
        try { HTMLElement.prototype[touch].call(element); } catch { /* an element of SVG */ }
    }
  }
  await new Promise(done => setTimeout(done, 300));
  for (const frame of document.querySelectorAll("iframe")) {
    if (!left.includes(+frame.id) && !frame.contentDocument) left.push(+frame.id);
  }
  return left;
}
"""

LIST = """
() => [...document.querySelectorAll("iframe")].map(frame =>
  [...(frame.contentDocument?.querySelectorAll("body *") ?? [])].map(element =>
    [element.localName, Element.prototype.getAttributeNames.call(element),
     String(element.protocol ?? "")]))
"""


def both_walls(source: str) -> str:
    """Return what a reader gets."""
    return RichText.from_html(source).html


WALLS = {"first wall": walls.first_wall, "last wall": walls.last_wall, "both walls": both_walls}
KINDS: dict[str, Callable[[str], str]] = {
    "HTML": str,
    "Markdown": markdown.render,
    "Markdown with HTML": markdown.render_with_html,
}


@pytest.fixture(scope="module")
def payloads() -> list[str]:
    if not PAYLOADS.exists():
        pytest.skip("the corpus of attacks is missing: set STAFFROOM_CORPUS")
    return [entry["payload"] for entry in json.loads(PAYLOADS.read_text(encoding="utf-8"))]


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page()
    page.add_init_script(WATCH)
    page.route("**/*", _answer)
    yield page
    page.close()


def _answer(route: Route) -> None:
    if route.request.url == HOST:
        route.fulfill(
            content_type="text/html", headers=REPORT_ONLY, body="<!doctype html><body></body>"
        )
    else:
        route.abort()


def show(page: Page, bodies: list[str]) -> dict[str, Any]:
    """Show each body in a frame of its own, touch everything in it, and tell what happened."""
    dialogs: list[str] = []
    requests: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    def note(request: Request) -> None:
        requests.append(request.url)

    page.goto(HOST)
    page.on("dialog", dismiss)
    page.on("request", note)
    page.evaluate(SHOW, bodies)
    elements = page.evaluate(LIST)
    left = page.evaluate(TOUCH)
    page.remove_listener("dialog", dismiss)
    page.remove_listener("request", note)
    return {
        "scripts": page.evaluate("window.__seen"),
        "dialogs": dialogs,
        "navigations": left,
        "requests": [url for url in requests if not url.startswith((HOST, "about:"))],
        "elements": elements,
    }


def test_the_detector_sees_raw_attacks_run(page: Page, payloads: list[str]) -> None:
    happened = show(page, payloads)

    ways = {what for _, what in happened["scripts"]}
    assert len({frame for frame, _ in happened["scripts"]}) > 70
    assert {"alert", "script-src-attr", "script-src-elem"} <= ways
    assert happened["navigations"]
    assert happened["requests"]


@pytest.mark.parametrize("wall", WALLS)
def test_no_attack_runs_behind_a_wall(page: Page, payloads: list[str], wall: str) -> None:
    sources = (render(payload) for render in KINDS.values() for payload in payloads)
    bodies = dict.fromkeys(WALLS[wall](source) for source in sources)

    happened = show(page, list(bodies))

    elements = [element for frame in happened.pop("elements") for element in frame]
    assert happened == {"scripts": [], "dialogs": [], "navigations": [], "requests": []}
    assert {name for name, _, _ in elements} <= vocabulary.TAGS | {"h1"}
    assert not {key for _, names, _ in elements for key in names if key[:2] == "on"}
    assert {protocol for _, _, protocol in elements} <= {"", ":", "http:", "https:", "mailto:"}
