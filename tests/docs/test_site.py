"""The documentation site builds without a warning and loads nothing from other servers."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import html

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
LOADED = (
    "//script/@src | //link[@rel='stylesheet' or @rel='icon' or @rel='preconnect' or @rel='preload']/@href | //img/@src | //iframe/@src"
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)],
        cwd=ROOT, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, capture_output=True, text=True,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    return folder


def test_every_page_is_on_the_site(site: Path) -> None:
    pages = [page.relative_to(DOCS).with_suffix(".html") for page in DOCS.rglob("*.md")]
    names = [page.with_stem("index") if page.stem == "README" else page for page in pages]
    assert [str(name) for name in names if not (site / name).is_file()] == []
    assert all((site / name).is_file() for name in ("contributing.html", "changelog.html", "examples/euphrates-2017.html"))


def test_pages_load_nothing_from_other_servers(site: Path) -> None:
    pages = list(site.rglob("*.html"))
    loaded = {str(address) for page in pages for address in html.fromstring(page.read_bytes()).xpath(LOADED)}
    assert len(loaded) > 10
    assert [address for address in loaded if re.match(r"(\w+:)?//", address)] == []
    styles = "".join(style.read_text("utf-8") for style in site.rglob("*.css"))
    assert re.findall(r"(?:@import|url\()\s*[\"']?(?:https?:)?//", styles) == []


def test_the_python_reference_has_arguments_and_errors(site: Path) -> None:
    text = html.fromstring((site / "python-reference.html").read_bytes()).text_content()
    assert all(name in text for name in ("as_known_on", "reader_options", "NothingRead", "undo", "to_frame"))


def test_links_work_on_the_site_as_in_the_repository(site: Path) -> None:
    for page in site.rglob("*.html"):
        for link in html.fromstring(page.read_bytes()).xpath("//a/@href"):
            path = str(link).partition("#")[0].partition("?")[0]
            if path and not re.match(r"\w+:|//", path) and page.name != "404.html":
                assert (page.parent / path).resolve().exists(), f"{page.relative_to(site)} links to {link}"
