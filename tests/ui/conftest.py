"""Fixtures that open the built page in a real browser."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from console import is_problem

from dossier_samples import concluded
from heldby.errors import BundleMissingError
from heldby.report import PageData, render
from heldby.store import Dossier
from page_sample import sample

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Playwright

COMMON = [
    "--headless", "--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync",
]  # fmt: skip
SOFTWARE_WEBGL = [*COMMON, "--enable-unsafe-swiftshader"]
WITHOUT_WEBGL = [*COMMON, "--disable-gpu", "--disable-3d-apis"]
LOCAL = ("file:", "data:", "blob:", "about:")

Open = Callable[..., "Page"]


def require(what: object, message: str) -> None:
    """Skip the test if something is missing; fail it in CI."""
    if not what:
        if os.environ.get("CI"):
            pytest.fail(f"CI needs {message}")
        pytest.skip(f"needs {message}")


@pytest.fixture(scope="session")
def chromium() -> str:
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    require(found, "a Chromium browser: apt-get install chromium")
    return str(found)


@pytest.fixture(scope="session")
def engine() -> Iterator[Playwright]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(engine: Playwright, chromium: str) -> Iterator[Browser]:
    started = engine.chromium.launch(executable_path=chromium, args=SOFTWARE_WEBGL)
    yield started
    started.close()


@pytest.fixture(scope="session")
def plain_browser(engine: Playwright, chromium: str) -> Iterator[Browser]:
    """A browser without WebGL."""
    started = engine.chromium.launch(executable_path=chromium, args=WITHOUT_WEBGL)
    yield started
    started.close()


def write_page(data: PageData, path: Path) -> Path:
    try:
        path.write_text(render(data), encoding="utf-8")
    except BundleMissingError as error:
        require(False, f"the built page ({error})")
    return path


@pytest.fixture(scope="session")
def write() -> Callable[[PageData, Path], Path]:
    """Return a function that writes page data as an HTML page."""
    return write_page


@pytest.fixture(scope="session")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_page(sample(), tmp_path_factory.mktemp("page") / "report.html")


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Dossier]:
    """A dossier of three reports with its conclusions."""
    with concluded(tmp_path / "dossier") as opened:
        yield opened


@pytest.fixture
def opening(page_file: Path) -> Iterator[Callable[..., Page]]:
    """Return a function that opens a page. Afterwards, fail if the page logged a problem or made a network request."""
    contexts, problems = [], []

    def start(browser: Browser, view: str = "", path: Path = page_file, **options: object) -> Page:
        context = browser.new_context(**{"viewport": {"width": 1400, "height": 900}, "reduced_motion": "reduce", **options})  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(f"error: {error}"))
        page.on("console", lambda message: problems.append(message.text) if is_problem(message.type, message.text) else None)
        page.on("request", lambda request: None if request.url.startswith(LOCAL) else problems.append(f"request: {request.url}"))
        page.goto(f"{path.as_uri()}#{view}")
        page.wait_for_selector("[data-ready=true]", timeout=60_000)
        return page

    yield start
    for context in contexts:
        context.close()
    assert problems == []


@pytest.fixture
def show(plain_browser: Browser, opening: Open) -> Open:
    """Return a function that opens the page at a view in a browser without WebGL, which is fast."""
    return lambda view="", **options: opening(plain_browser, view, **options)


@pytest.fixture
def show_drawn(browser: Browser, opening: Open) -> Open:
    """Return a function that opens the page in a browser with WebGL."""
    return lambda view="", **options: opening(browser, view, **options)


@pytest.fixture
def visit() -> Iterator[Callable[..., Page]]:
    """Return a function that opens a server's page.

    Afterwards, fail if the page logged a problem or contacted anything but the server and the addresses in `also`.
    """
    contexts, problems = [], []

    def start(browser: Browser, address: str, view: str = "", also: tuple[str, ...] = (), **options: object) -> Page:
        context = browser.new_context(**{"viewport": {"width": 1400, "height": 900}, "reduced_motion": "reduce", **options})  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(f"error: {error}"))
        page.on("console", lambda message: problems.append(message.text) if is_problem(message.type, message.text) else None)
        own = (address.partition("?")[0], "data:", "blob:", *also)
        page.on("request", lambda request: None if request.url.startswith(own) else problems.append(f"request: {request.url}"))
        page.goto(f"{address}#{view}")
        page.wait_for_selector(".app")
        return page

    yield start
    for context in contexts:
        context.close()
    assert problems == []
