"""A browser for tests: every page it gets is looked over, every redirect names its goal."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Self
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import html5lib
from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from werkzeug.test import TestResponse

from app.accounts import actions, secret
from app.accounts.models import User
from app.kernel.db import session

LEAKED = re.compile(r"\bNone\b(?!\s\w)|\bundefined\b|%\(\w*\)?|\{\{|\}\}|&(amp|lt|quot|#\d+);")
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
UNLABELLED = {"hidden", "submit", "button", "reset"}


class Page:
    """What a browser got: an HTML page to look at, or any other answer."""

    def __init__(self, response: TestResponse) -> None:
        self.response = response
        self.status = response.status_code
        self.html = response.get_data(as_text=True) if _is_text(response) else ""
        self.root = _parse(self.html) if response.mimetype == "text/html" else Element("html")
        self.leads_to = response.headers.get("Location")

    @property
    def json(self) -> Any:
        return self.response.json

    @property
    def title(self) -> str:
        return text_of(next(self.root.iter("title")))

    @property
    def h1(self) -> str:
        return text_of(next(self.root.iter("h1")))

    @property
    def main(self) -> str:
        return text_of(next(self.root.iter("main")))

    @property
    def text(self) -> str:
        return text_of(self.root.find("body"))

    @property
    def links(self) -> dict[str, str]:
        """Where each link leads, by its words; the last of equal words counts."""
        return {text_of(link): link.get("href", "") for link in self.root.iter("a")}

    def all(self, tag: str, of_class: str = "") -> list[Element]:
        return [e for e in self.root.iter(tag) if not of_class or of_class in _classes(e)]

    def form(self, button: str) -> "PageForm":
        """Return the form that has a button with these words."""
        forms = [PageForm(element) for element in self.root.iter("form")]
        found = next((form for form in forms if button in form.buttons), None)
        offered = [word for form in forms for word in form.buttons]
        assert found, f"no button “{button}” in {self.title}, but {offered}"
        return found

    def look_over(self) -> None:
        """Fail on what no page may have."""
        headings = [text_of(h1) for h1 in self.root.iter("h1")]
        assert len(headings) == 1, f"a page has one h1, this one: {headings}"
        assert headings[0], "the h1 is empty"
        assert self.title, "the title is empty"
        assert self.root.get("lang"), "the page does not say its language"
        assert self.root.get("dir"), "the page does not say its direction"
        identifiers = [e.get("id") for e in self.root.iter() if e.get("id")]
        twice = {one for one in identifiers if identifiers.count(one) > 1}
        assert not twice, f"ids stand twice on the page: {twice}"
        unnamed = [dict(e.attrib) for e in self.root.iter() if not self._is_named(e)]
        assert not unnamed, f"nobody is told what these are: {unnamed}"
        leaks = [piece for piece in _pieces(self.root) if LEAKED.search(piece)]
        assert not leaks, f"something leaked into the page: {leaks}"

    def _is_named(self, element: Element) -> bool:
        """Return whether a control, a button or a picture has words for who cannot see it."""
        if element.tag == "img":
            return element.get("alt") is not None
        if element.tag in ("button", "a"):
            return bool(text_of(element) or element.get("aria-label"))
        if element.tag not in ("input", "select", "textarea"):
            return True
        if element.get("type") in UNLABELLED or element.get("aria-label"):
            return True
        labels = list(self.root.iter("label"))
        by_id = any(label.get("for") == element.get("id") for label in labels)
        return by_id or any(element in list(label.iter()) for label in labels)


class PageForm:
    """A form on a page, with what it would send."""

    def __init__(self, element: Element) -> None:
        self.action = element.get("action", "")
        self.method = element.get("method", "get")
        self.names = {e.get("name") for e in element.iter() if e.get("name")}
        buttons = [b for b in element.iter("button") if b.get("type", "submit") == "submit"]
        self.buttons = {b.get("aria-label") or text_of(b): b for b in buttons}
        self.values = _values(element)

    def filled(self, button: str, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return what is sent when somebody fills this in and presses the button."""
        unknown = set(values) - self.names
        assert not unknown, f"the form has no {unknown}, but {self.names}"
        pressed = self.buttons[button]
        extra = {pressed.get("name"): pressed.get("value")} if pressed.get("name") else {}
        return self.values | extra | dict(values)


class Client:
    """One browser; its requests begin with a fresh database session, as in production."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.browser: FlaskClient = app.test_client()
        self.page: Page | None = None

    def get(
        self, path: str, status: int = 200, *, leads_to: str | None = None, **more: Any
    ) -> Page:
        """Ask for an address; `leads_to` is where a redirect must point."""
        return self._ask("GET", path, None if leads_to else status, leads_to, **more)

    def post(
        self,
        path: str,
        data: Mapping[str, Any] | None = None,
        *,
        status: int | None = None,
        leads_to: str | None = None,
        **more: Any,
    ) -> Page:
        """Send a form with a valid CSRF token; say which status or which redirect must come."""
        assert (status is None) != (leads_to is None), "say either status or leads_to"
        _settle()
        values = {"csrf_token": self._csrf_token()} | dict(data or {})
        return self._ask("POST", path, status, leads_to, data=values, **more)

    def submit(
        self,
        button: str,
        values: Mapping[str, Any] | None = None,
        *,
        status: int | None = None,
        leads_to: str | None = None,
    ) -> Page:
        """Fill in the form with this button on the page shown last, and press the button."""
        assert self.page is not None, "get a page first"
        form = self.page.form(button)
        sent = form.filled(button, values or {})
        if form.method == "get":
            return self._ask("GET", form.action, status, leads_to, query_string=sent)
        return self._ask("POST", form.action, status, leads_to, data=sent)

    def follow(self) -> Page:
        """Go where the last answer pointed."""
        assert self.page is not None, "there was no answer"
        assert self.page.leads_to is not None, "the last answer was no redirect"
        return self.get(self.page.leads_to)

    def sign_in(self, user: User) -> Self:
        """Be this person from now on, without the form."""
        _settle()
        found = session.get_one(User, user.id)
        _begun, cookie = actions.begin_session(found, browser=BROWSER)
        _settle()
        with self.browser.session_transaction() as values:
            values.clear()
            values["_user_id"] = cookie
        return self

    def sign_out(self) -> Self:
        """Be a visitor who was never here."""
        self.browser = self.app.test_client()
        self.page = None
        return self

    @property
    def session_hash(self) -> str | None:
        """What the database knows of this browser's secret."""
        _settle()
        with self.browser.session_transaction() as values:
            cookie = values.get("_user_id")
        return secret.fingerprint(cookie) if cookie else None

    def _csrf_token(self) -> str:
        with self.browser.session_transaction() as values:
            raw = values.setdefault("csrf_token", "0" * 40)
        return URLSafeTimedSerializer(self.app.secret_key, salt="wtf-csrf-token").dumps(raw)

    def _ask(
        self, method: str, path: str, status: int | None, leads_to: str | None, **more: Any
    ) -> Page:
        _settle()
        page = self.page = Page(self.browser.open(path, method=method, **more))
        shown = f"{method} {path} answered {page.status} ({page.leads_to}): {page.text[:600]}"
        if leads_to is not None:
            assert page.status == 303, shown
            assert _same_page(page.leads_to or "", leads_to), shown
        else:
            assert page.status == status, shown
        if page.response.mimetype == "text/html" and not page.leads_to:
            page.look_over()
        return page


def _settle() -> None:
    """Let what the test has arranged be there for a request, which begins with nothing loaded."""
    session.commit()
    session.remove()


def fresh(record: Any) -> Any:
    """Return the record as the database has it now, for one that a request has changed."""
    session.rollback()
    return session.get(type(record), record.id, populate_existing=True)


def text_of(element: Element | None) -> str:
    """Return the words in an element, spaces as a reader sees them."""
    return " ".join("".join(_words(element)).split()) if element is not None else ""


def _words(element: Element) -> Iterator[str]:
    if not isinstance(element.tag, str) or element.tag in ("script", "style", "template"):
        return
    yield element.text or ""
    for child in element:
        yield from _words(child)
        yield child.tail or ""


def _pieces(root: Element) -> Iterator[str]:
    for element in root.iter():
        if isinstance(element.tag, str) and element.tag not in ("script", "style", "textarea"):
            yield element.text or ""
            yield from element.attrib.values()
        yield element.tail or ""


def _values(form: Element) -> dict[str, Any]:
    """Return what the form sends as it stands; several values of one name as a list."""
    pairs: dict[str, list[str]] = {}
    for control in form.iter():
        if name := control.get("name"):
            pairs.setdefault(name, []).extend(_sent_by(control))
    return {name: sent[0] if len(sent) == 1 else sent for name, sent in pairs.items() if sent}


def _sent_by(control: Element) -> list[str]:
    if control.tag == "textarea":
        return [(control.text or "").removeprefix("\n")]
    if control.tag == "select":
        options = list(control.iter("option"))
        chosen = [o for o in options if "selected" in o.attrib]
        if not chosen and "multiple" not in control.attrib:
            chosen = options[:1]
        return [option.get("value", text_of(option)) for option in chosen]
    if control.tag != "input" or control.get("type") in ("submit", "file"):
        return []
    if control.get("type") in ("checkbox", "radio") and "checked" not in control.attrib:
        return []
    return [control.get("value", "on" if control.get("type") == "checkbox" else "")]


def _parse(html: str) -> Element:
    """Parse strictly: a page that a browser has to mend fails."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    root: Element = parser.parse(html)
    return root


def _classes(element: Element) -> list[str]:
    return element.get("class", "").split()


def _is_text(response: TestResponse) -> bool:
    return response.mimetype.startswith("text/") or response.mimetype.endswith("json")


def _same_page(address: str, expected: str) -> bool:
    parts = urlsplit(address)
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    return expected in (path, parts.path, address)
