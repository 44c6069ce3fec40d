"""Situation reports as PDF, printed by a browser that is installed on this machine. The browser gets one file and no network."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from heldby.errors import HeldbyError
from heldby.sitrep.document import SituationReport
from heldby.sitrep.formats import html

BROWSER_VARIABLE = "HELDBY_BROWSER"
"""Environment variable that names the program to print with."""
COMMANDS = (
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "brave-browser", "microsoft-edge",
    "microsoft-edge-stable", "msedge",
)  # fmt: skip
APPLICATIONS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
MISSING = (
    f"a PDF needs Chromium, Chrome, Edge or Brave, and none is installed here. Install one, name its program in {BROWSER_VARIABLE},"
    " or write .html and print it from a browser"
)
TIMEOUT_S = 120
PDF_START = b"%PDF-"


def check() -> None:
    """Check that a browser is installed."""
    find_browser()


def default_template() -> bytes:
    """Return the built-in template, which is that of HTML."""
    return html.default_template()


def render(report: SituationReport, template: bytes | None, name: str) -> Mapping[str, bytes]:
    """Return the HTML form of the situation report, printed as PDF."""
    page = html.render(report, template, "page.html")["page.html"]
    return {name: print_page(find_browser(), page)}


def find_browser() -> str:
    """Return the program to print with: that of HELDBY_BROWSER, or the first that is installed.

    Raises:
        HeldbyError: there is none, or HELDBY_BROWSER names no program.
    """
    named = os.environ.get(BROWSER_VARIABLE)
    if named:
        found = shutil.which(named)
        if found is None:
            raise HeldbyError(f"{BROWSER_VARIABLE} is {named}, which is not a program on this machine")
        return found
    found = next(_installed(), None)
    if found is None:
        raise HeldbyError(MISSING)
    return found


def _installed() -> Iterator[str]:
    yield from (path for path in map(shutil.which, COMMANDS) if path)
    yield from (path for path in APPLICATIONS if Path(path).is_file())


def print_page(browser: str, page: bytes) -> bytes:
    """Return an HTML page as PDF.

    Raises:
        HeldbyError: the browser fails, prints nothing or takes more than `TIMEOUT_S`.
    """
    with TemporaryDirectory(prefix="heldby-print-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source, printed = folder / "page.html", folder / "page.pdf"
        source.write_bytes(page)
        command = [
            browser, "--headless", "--disable-gpu", "--no-first-run", "--disable-extensions", "--disable-sync", "--no-pdf-header-footer",
            "--disable-background-networking", "--host-resolver-rules=MAP * ~NOTFOUND", f"--user-data-dir={folder / 'profile'}",
            *(["--no-sandbox"] if _is_root() else []), f"--print-to-pdf={printed}", source.as_uri(),
        ]  # fmt: skip
        try:
            result = subprocess.run(command, capture_output=True, timeout=TIMEOUT_S, check=False)
        except subprocess.TimeoutExpired:
            raise HeldbyError(f"{browser} did not print the PDF within {TIMEOUT_S} seconds") from None
        except OSError as error:
            raise HeldbyError(f"{browser} cannot be started: {error.strerror or error}") from error
        content = printed.read_bytes() if printed.is_file() else b""
        if not content.startswith(PDF_START):
            raise HeldbyError(f"{browser} printed no PDF (exit code {result.returncode}){_last_line(result.stderr)}")
        return content


def _is_root() -> bool:
    """Check whether the process has all rights. Chromium then starts only without its sandbox; the page that it prints has no script."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _last_line(output: bytes) -> str:
    lines = output.decode("utf-8", "replace").strip().splitlines()
    return f": {lines[-1][:300]}" if lines else ""
