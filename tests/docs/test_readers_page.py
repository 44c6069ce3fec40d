"""The reader in docs/readers.md works as the page says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from heldby.model import Report
from heldby.reading.llm.chat_client import TRIES
from heldby.reading.llm.claim_builder import CONFIDENCE
from heldby.reading.llm.parts import LONGEST_PART, MOST_PARTS
from heldby.reading.llm.settings import DEFAULT_TIMEOUT, DEFAULT_URL, KEY, MODEL, TIMEOUT, URL
from heldby.reading.readers import GROUP, create_reader
from plugin_package import install

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "readers.md").read_text("utf8")


def test_example_of_a_reader_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    [code] = re.findall(r"^```python\n(.*?)^```", PAGE, re.M | re.S)
    group, value = re.findall(r'^\[project\.entry-points\."(.+)"\]\nfield = "(.+)"', PAGE, re.M)[0]
    (tmp_path / "my_package.py").write_text(code, "utf8")
    monkeypatch.syspath_prepend(str(tmp_path))
    install(tmp_path, monkeypatch, field=value)
    assert group == GROUP
    report = Report.from_text("Nothing happened.\nRebels seized Rawa.")
    [claim] = create_reader("field", {"verb": "seized"}).read(report).claims
    assert (claim.actor[0].text, claim.place[0].text, claim.reader) == ("Rebels", "Rawa", "field 1.0")
    assert report.text[claim.start : claim.end] == claim.quote


@pytest.mark.parametrize(
    "value",
    [
        URL, MODEL, KEY, TIMEOUT, DEFAULT_URL, f"`{DEFAULT_TIMEOUT}`", f"{LONGEST_PART:,} characters", f"at most {MOST_PARTS} of them",
        f"confidence {CONFIDENCE}", {4: "up to four times"}[TRIES],
    ],
)  # fmt: skip
def test_page_states_the_settings_and_limits_of_the_reader_llm(value: Any) -> None:
    assert value in " ".join(PAGE.split())
