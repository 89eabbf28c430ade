"""A real browser, and a whole demo served beside it: web, worker, mailbox."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.served import address, browse, quiet

__all__ = ["address", "browse", "quiet"]

ROOT = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
READY_WITHIN = 180

expect.set_options(timeout=60_000)  # how fast it is, is for the benchmark to say


def pytest_collection_modifyitems(items):
    """Run all that needs the served demo in one worker, which starts it once."""
    for item in items:
        if "live" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("live"))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The one browser of a worker; without it tests are skipped, but not where everything counts."""
    if CHROMIUM is None:
        missing = "Chromium is not installed"
        pytest.fail(missing) if os.environ.get("CI") == "true" else pytest.skip(missing)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a demo of its own; yield its address."""
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    folder = tmp_path_factory.mktemp("demo")
    environ = os.environ | {
        "DATA_DIR": str(folder), "PORT": str(port), "BASE_URL": address, "DATABASE_URL": "",
    }  # fmt: skip
    log = (folder / "log.txt").open("w")
    command = [sys.executable, "-m", "app.cli.serve"]
    served = subprocess.Popen(command, cwd=ROOT, env=environ, stdout=log, stderr=log)
    try:
        _wait_for(f"{address}/readyz", served, folder / "log.txt")
        _wait_for_the_index(f"{address}/api/v1/search?q=monsoon")
        yield address
    finally:
        served.terminate()
        served.wait(30)
        log.close()


@pytest.fixture
def page(chromium: Browser, live: str) -> Iterator[Page]:
    """A tab in a browser without cookies; an error in the page's script fails the test."""
    context = chromium.new_context(base_url=live, viewport={"width": 1280, "height": 900})
    tab = context.new_page()
    complaints: list[str] = []
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    yield tab
    context.close()
    assert not [said for said in complaints if "Failed to load resource" not in said]


def _wait_for_the_index(address: str) -> None:
    until = time.monotonic() + READY_WITHIN
    while time.monotonic() < until:
        with urlopen(address, timeout=30) as answer:
            if json.load(answer)["total"]:
                return
        time.sleep(0.5)
    raise AssertionError("the worker has not filled the index")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(address: str, served: subprocess.Popen, log: Path) -> None:
    until = time.monotonic() + READY_WITHIN
    while time.monotonic() < until:
        assert served.poll() is None, log.read_text()
        try:
            with urlopen(address, timeout=2):
                return
        except (URLError, OSError):
            time.sleep(0.3)
    raise AssertionError(f"the demo did not start: {log.read_text()}")
