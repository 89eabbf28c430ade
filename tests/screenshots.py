"""`make screenshots`: the README's pictures, drawn from the demo in a real browser."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from urllib.error import URLError

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
PORT = 8798
BASE = f"http://127.0.0.1:{PORT}"
WIDE, NARROW = (1280, 860), (390, 860)
PICTURES = {
    "front": ("/en/kerala/", WIDE),
    "search-ar": ("/ar/search?q=المطر", WIDE),
    "lesson": ("/en/search?q=monsoon", WIDE),
    "lesson-narrow": ("/ar/search?q=المطر", NARROW),
}
FOLLOW = {"lesson": "Measuring a monsoon", "lesson-narrow": "المطر"}


def main() -> int:
    """Start a demo of its own, take the pictures, stop it."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        print("Missing: Chromium is not installed.")
        return 1
    IMAGES.mkdir(parents=True, exist_ok=True)
    with demo(), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name, (path, size) in PICTURES.items():
            take(browser, name, path, size)
    return 0


def take(browser: Browser, name: str, path: str, size: tuple[int, int]) -> None:
    """Take one picture; a lesson is opened from its search, as a teacher would."""
    page = browser.new_page(viewport={"width": size[0], "height": size[1]})
    page.goto(BASE + path)
    if words := FOLLOW.get(name):
        page.locator("main a", has_text=words).first.click()
    page.wait_for_load_state("networkidle")
    picture = Image.open(BytesIO(page.screenshot()))
    few = picture.convert("RGB").quantize(
        256, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE
    )
    few.save(IMAGES / f"{name}.png", optimize=True)
    page.close()


@contextmanager
def demo() -> Iterator[None]:
    """Serve a demo with data of its own meanwhile."""
    with tempfile.TemporaryDirectory() as folder:
        environ = os.environ | {"DATA_DIR": folder, "PORT": str(PORT), "BASE_URL": BASE}
        served = subprocess.Popen([sys.executable, "-m", "app.cli.serve"], cwd=ROOT, env=environ)
        try:
            _wait_until_found()
            yield
        finally:
            served.terminate()
            served.wait(20)


def _wait_until_found() -> None:
    """Wait until the worker has indexed the lessons that are to be found."""
    for _ in range(120):
        try:
            with urllib.request.urlopen(f"{BASE}/api/v1/search?q=monsoon", timeout=2) as answer:
                if b'"results":[]' not in answer.read().replace(b" ", b""):
                    return
        except (URLError, OSError):
            pass
        time.sleep(1)
    raise SystemExit("the demo did not start")


if __name__ == "__main__":
    sys.exit(main())
