"""The page carries any data safely."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heldby.report import PageData, page, render
from page_sample import HOSTILE, sample

SHELL = f"<!doctype html><html><body>{page.MARK}</body></html>"


class Scripts(HTMLParser):
    """Collects every tag and the text of scripts as a browser would."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.texts: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag == "script":
            self.texts.append("")

    def handle_data(self, data: str) -> None:
        if self.lasttag == "script" and self.texts:
            self.texts[-1] += data


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch) -> None:
    """Replace the built page by one that holds only its data, so that these tests need no bundle."""
    monkeypatch.setattr(page, "load_template", lambda: SHELL)


def titled(title: str) -> PageData:
    return sample().model_copy(update={"title": title})


@pytest.mark.usefixtures("shell")
def test_hostile_text_stays_inside_its_script() -> None:
    parser = Scripts()
    parser.feed(render(titled(HOSTILE)))
    assert parser.tags == ["html", "body", "script"]
    assert json.loads(parser.texts[0])["title"] == HOSTILE


@given(
    st.text(st.characters(codec="utf-8"), max_size=60)
    | st.sampled_from(["<!--<script>", "</SCRIPT >", "]]>", "&lt;/script&gt;", "\u2028\u2029"])
)
def test_any_text_survives_inlining(text: str) -> None:
    written = page.inline_json(titled(text))
    assert "<" not in written and "\u2028" not in written
    assert json.loads(written)["title"] == text


@pytest.mark.usefixtures("shell")
def test_lone_surrogate_is_replaced_by_one_code_point() -> None:
    written = render(titled("a\ud800b")).encode("utf-8").decode("utf-8")
    assert '"title":"a\ufffdb"' in written


@pytest.mark.usefixtures("shell")
def test_data_of_a_page_can_be_read_back() -> None:
    found = re.search(r'<script id="heldby-data" type="application/json">(.*?)</script>', render(sample()), re.S)
    assert found is not None
    assert json.loads(found[1]) == sample().model_dump(mode="json", exclude_none=True)


def test_missing_bundle_says_how_to_build_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page.resources, "files", lambda package: __import__("pathlib").Path("/nowhere"))
    with pytest.raises(page.BundleMissingError, match=r"hatch_build\.py"):
        page.load_template()


def test_bundle_without_a_place_for_data_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "load_template", lambda: "<html></html>")
    with pytest.raises(page.BundleMissingError, match="no place for its data"):
        render(sample())
