"""The built page in a real browser, opened from disk."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from watching import worrying

from dossier_samples import concluded
from heldby.errors import BundleMissingError
from heldby.report import PageData, render
from heldby.store import Dossier
from page_sample import sample

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Playwright

QUIET = [
    "--headless", "--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync",
]  # fmt: skip
DRAWN_IN_SOFTWARE = [*QUIET, "--enable-unsafe-swiftshader"]
WITHOUT_WEBGL = [*QUIET, "--disable-gpu", "--disable-3d-apis"]
OWN = ("file:", "data:", "blob:", "about:")

Open = Callable[..., "Page"]


def need(what: object, message: str) -> None:
    """Skips, or in CI fails, for want of something."""
    if not what:
        if os.environ.get("CI"):
            pytest.fail(f"CI needs {message}")
        pytest.skip(f"needs {message}")


@pytest.fixture(scope="session")
def chromium() -> str:
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    need(found, "a Chromium browser: apt-get install chromium")
    return str(found)


@pytest.fixture(scope="session")
def engine() -> Iterator[Playwright]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(engine: Playwright, chromium: str) -> Iterator[Browser]:
    started = engine.chromium.launch(executable_path=chromium, args=DRAWN_IN_SOFTWARE)
    yield started
    started.close()


@pytest.fixture(scope="session")
def plain_browser(engine: Playwright, chromium: str) -> Iterator[Browser]:
    """A browser that can draw no WebGL."""
    started = engine.chromium.launch(executable_path=chromium, args=WITHOUT_WEBGL)
    yield started
    started.close()


def write_page(data: PageData, path: Path) -> Path:
    try:
        path.write_text(render(data), encoding="utf-8")
    except BundleMissingError as error:
        need(False, f"the built page ({error})")
    return path


@pytest.fixture(scope="session")
def write() -> Callable[[PageData, Path], Path]:
    """Writes a page's data as the page that a person opens."""
    return write_page


@pytest.fixture(scope="session")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_page(sample(), tmp_path_factory.mktemp("page") / "report.html")


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Dossier]:
    """Three reports and what follows from them."""
    with concluded(tmp_path / "dossier") as opened:
        yield opened


@pytest.fixture
def opening(page_file: Path) -> Iterator[Callable[..., Page]]:
    """Opens the page in a browser; afterwards nothing may have gone wrong in it and nothing may have been asked of a network."""
    contexts, complaints = [], []

    def start(browser: Browser, view: str = "", path: Path = page_file, **options: object) -> Page:
        context = browser.new_context(**{"viewport": {"width": 1400, "height": 900}, "reduced_motion": "reduce", **options})  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(f"error: {error}"))
        page.on("console", lambda message: complaints.append(message.text) if worrying(message.type, message.text) else None)
        page.on("request", lambda request: None if request.url.startswith(OWN) else complaints.append(f"request: {request.url}"))
        page.goto(f"{path.as_uri()}#{view}")
        page.wait_for_selector("[data-ready=true]", timeout=60_000)
        return page

    yield start
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def show(plain_browser: Browser, opening: Open) -> Open:
    """Opens the page, with what its address says to look at, in a browser without WebGL, which is quick."""
    return lambda view="", **options: opening(plain_browser, view, **options)


@pytest.fixture
def show_drawn(browser: Browser, opening: Open) -> Open:
    """Opens the page where WebGL can be drawn."""
    return lambda view="", **options: opening(browser, view, **options)


@pytest.fixture
def visit() -> Iterator[Callable[..., Page]]:
    """Opens a server's page; afterwards nothing may have gone wrong and nothing but the server, and those named in `also`, been asked."""
    contexts, complaints = [], []

    def start(browser: Browser, address: str, view: str = "", also: tuple[str, ...] = (), **options: object) -> Page:
        context = browser.new_context(**{"viewport": {"width": 1400, "height": 900}, "reduced_motion": "reduce", **options})  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(f"error: {error}"))
        page.on("console", lambda message: complaints.append(message.text) if worrying(message.type, message.text) else None)
        own = (address.partition("?")[0], "data:", "blob:", *also)
        page.on("request", lambda request: None if request.url.startswith(own) else complaints.append(f"request: {request.url}"))
        page.goto(f"{address}#{view}")
        page.wait_for_selector(".app")
        return page

    yield start
    for context in contexts:
        context.close()
    assert complaints == []
