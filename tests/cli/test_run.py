"""`heldby run` with the real reader."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli_runner import RAWA, heldby


def test_run_without_a_readable_report_prints_and_writes_nothing(tmp_path: Path) -> None:
    result = heldby("run", tmp_path / "missing.txt", "--dossier", tmp_path / "dossier")
    assert result.stdout == "" and not (tmp_path / "dossier" / "report.html").exists()


def test_run_prints_who_holds_what_and_writes_the_map(feed: Path, tmp_path: Path) -> None:
    dossier = tmp_path / "dossier"
    first = heldby("run", feed, "--dossier", dossier)
    assert first.exit_code == 0, first.stderr
    assert "Government of Iraq" in first.stdout and "2017-11-1" in first.stdout and "1 report read" in first.stderr
    page = (dossier / "report.html").read_text("utf-8")
    assert "recaptured the town of Rawa" in page
    again = heldby("run", feed, "--dossier", dossier)
    assert again.stdout == first.stdout and "0 reports read, 0 claims; 1 already in the dossier" in again.stderr
    assert heldby("verify", "--dossier", dossier).exit_code == 0


def test_run_for_places_only_answers_at_once_and_leaves_the_map_for_later(feed: Path, tmp_path: Path) -> None:
    dossier = tmp_path / "dossier"
    quick = heldby("run", feed, "--places-only", "--dossier", dossier)
    assert quick.exit_code == 0 and "1 report read" in quick.stderr and not (dossier / "report.html").exists()
    answer = heldby("holds", "Rawa", "--format", "jsonl", "--dossier", dossier).stdout
    assert json.loads(answer)["holder"] == "Government of Iraq"
    heldby("run", feed, "--dossier", dossier)
    assert (dossier / "report.html").exists() and heldby("holds", "Rawa", "--format", "jsonl", "--dossier", dossier).stdout == answer


@pytest.mark.parametrize(
    ("text", "newest", "shown", "day_before"),
    [
        ("Iraqi forces captured Rawa on 17 November.", ("Government of Iraq", "2017-11-17", "told"), "2017-11-17", (None, False)),
        ("The town of Rawa is held by Islamic State.", ("Islamic State", "2017-11-18", "by"), "by 2017-11-18", (None, False)),
        (
            "Islamic State has held the town of Rawa since 2014.",
            ("Islamic State", "2014-01-01", "told"),
            "2014-01-01",
            ("Islamic State", False),
        ),
        (RAWA, ("Government of Iraq", "2017-11-17", "told"), "2017-11-17", ("Islamic State", False)),
    ],
)
def test_holder_is_not_shown_earlier_than_a_report_says(
    text: str, newest: tuple[str, str, str], shown: str, day_before: tuple[str | None, bool], tmp_path: Path
) -> None:
    """An older report about another town makes the record longer, but not the time for which this town has a holder."""
    old = {"id": "old", "text": "Islamic State captured the town of Hawija on 11 June 2014.", "published": "2014-06-12"}
    new = {"id": "new", "text": f"{text}\n", "published": "2017-11-18"}
    (tmp_path / "feed.jsonl").write_text("".join(json.dumps(report) + "\n" for report in (old, new)), "utf-8")
    table = heldby("run", tmp_path / "feed.jsonl", "--dossier", tmp_path / "dossier").stdout
    (row,) = [line for line in table.splitlines() if line.split()[:1] == ["Rawa"]]
    assert f"   {shown}   " in row
    now, before = (
        json.loads(heldby("holds", "Rawa", "--dossier", tmp_path / "dossier", "--format", "jsonl", *on).stdout)
        for on in ((), ("--on", "2017-11-16"))
    )
    assert (now["holder"], now["since"], now["onset"]) == newest
    assert (before["holder"], before["inferred"]) == day_before
