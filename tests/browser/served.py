"""The app of the test itself, served: its people sign in to it, and it sees the test's mails."""

from collections.abc import Callable, Iterator
from threading import Lock, Thread

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from tests.factories.people import PASSWORD


@pytest.fixture
def quiet() -> Lock:
    """Held by whoever uses the one connection to the database: a page or the test."""
    return Lock()


@pytest.fixture
def address(app: Flask, quiet: Lock) -> Iterator[str]:
    """Serve the app of the test, a page at a time, at a port that BASE_URL does not name."""

    def one_at_a_time(environ, start_response):
        environ["HTTP_HOST"] = "localhost"
        with quiet:
            return app(environ, start_response)

    server = make_server("127.0.0.1", 0, one_at_a_time, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()


@pytest.fixture
def browse(chromium: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """Return a tab of their own, in which a person is signed in; None is a stranger."""
    contexts = []

    def sign_in(person, *, width: int = 1280) -> Page:
        context = chromium.new_context(
            base_url=address, viewport={"width": width, "height": 800}, accept_downloads=True
        )
        contexts.append(context)
        page = context.new_page()
        if person is not None:
            page.goto("/en/sign-in")
            page.fill("main input[name=email]", person.email)
            page.fill("main input[name=password]", PASSWORD)
            page.locator("main button[type=submit]").first.click()
            expect(page.locator("h1")).to_be_visible()
        return page

    yield sign_in
    for context in contexts:
        context.close()
