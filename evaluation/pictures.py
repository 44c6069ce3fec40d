"""Take the screenshots in `docs/img`: python -m evaluation.pictures [NAME...]. Look at each before you commit it.

The script reads the example into a dossier, serves it, and opens it in a headless Chromium: wide and narrow, light and dark, in English and
Arabic.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
WIDE, NARROW = {"width": 1200, "height": 780}, {"width": 390, "height": 844}
DAY = "on=2017-11-05"


class Shot(NamedTuple):
    """One screenshot: the address, window, colour scheme and language of the page."""

    view: str
    size: dict[str, int]
    scheme: str = "light"
    language: str = "en"
    selected: str = ""
    """The place whose evidence is open."""


SHOTS = {
    "map": Shot(DAY, WIDE, selected="al-Qaim"),
    "map-dark": Shot(DAY, WIDE, "dark"),
    "map-narrow": Shot(DAY, NARROW),
    "map-narrow-dark": Shot(DAY, NARROW, "dark"),
    "map-arabic": Shot(DAY, WIDE, language="ar"),
    "map-arabic-narrow": Shot(DAY, NARROW, language="ar"),
    "timeline": Shot("view=timeline", WIDE),
    "timeline-arabic-dark": Shot("view=timeline", WIDE, "dark", "ar"),
    "actors": Shot(f"view=actors&{DAY}", WIDE),
    "contradictions": Shot("view=contradictions", WIDE),
    "review": Shot("view=review", WIDE),
    "review-narrow": Shot("view=review", NARROW),
}


@contextmanager
def served(port: int = 8799) -> Iterator[str]:
    """Serve the example and yield its address."""
    with tempfile.TemporaryDirectory() as folder:
        dossier = ["--dossier", f"{folder}/dossier"]
        subprocess.run([sys.executable, "-m", "heldby", "run", str(ROOT / "examples" / "euphrates-2017"), *dossier], check=True)
        server = subprocess.Popen(
            [sys.executable, "-m", "heldby", "serve", "--port", str(port), "--title", "The Euphrates, 2017", *dossier]
        )
        address = f"http://127.0.0.1:{port}/"
        try:
            wait_for(f"{address}api/v1/conformance")
            yield address
        finally:
            server.terminate()
            server.wait(timeout=20)


def wait_for(url: str) -> None:
    """Wait until a URL answers.

    Raises:
        TimeoutError: It does not answer within about a minute.
    """
    for _ in range(600):
        try:
            urllib.request.urlopen(url, timeout=10).close()
            return
        except urllib.error.URLError:
            time.sleep(0.1)
    raise TimeoutError(url)


def take(browser: Any, address: str, name: str, shot: Shot) -> None:
    """Take one screenshot."""
    page = browser.new_page(viewport=shot.size, color_scheme=shot.scheme, reduced_motion="reduce", locale="en-GB")
    page.goto(f"{address}?lang={shot.language}#{shot.view}")
    page.wait_for_selector("[data-bounds*=' ']" if shot.view == DAY else "main.page h2", timeout=60_000)
    if shot.selected:
        page.locator("button[data-row]").filter(has_text=shot.selected).first.click()
    page.wait_for_timeout(1500)
    page.screenshot(path=ROOT / "docs" / "img" / f"{name}.png")
    page.close()


def main() -> None:
    """Take the screenshots that are named as arguments, or all."""
    from playwright.sync_api import sync_playwright

    with served() as address, sync_playwright() as engine:
        arguments = ["--headless", "--no-sandbox", "--enable-unsafe-swiftshader"]
        browser = engine.chromium.launch(executable_path=shutil.which("chromium"), args=arguments)
        for name in sys.argv[1:] or SHOTS:
            take(browser, address, name, SHOTS[name])
        browser.close()


if __name__ == "__main__":
    main()
