"""`heldby holds`."""

from __future__ import annotations

import json
import re

from cli_runner import heldby
from heldby.store import Dossier


def test_holds_prints_the_answer_and_its_sentence(record: Dossier) -> None:
    result = heldby("holds", "albu kamal", "--dossier", record.folder)
    assert result.exit_code == 0, result.stderr
    assert re.search(r"Abu Kamal\s+Syrian army\s+2017-11-09\s+0\.93\s+1", result.stdout)
    assert "took Albu Kamal" in result.stdout


def test_holds_why_lists_each_claim_with_its_weight(record: Dossier) -> None:
    result = heldby("holds", "albu kamal", "--why", "--dossier", record.folder)
    assert result.exit_code == 0, result.stderr
    assert "independent source" in result.stdout and "weight" in result.stdout and "took Albu Kamal" in result.stdout
    assert heldby("holds", "--why", "--dossier", record.folder).exit_code == 1


def test_holds_on_a_day_as_jsonl(record: Dossier) -> None:
    result = heldby("holds", "Rawa", "--on", "2017-11-16", "--format", "jsonl", "--dossier", record.folder)
    [line] = [json.loads(line) for line in result.stdout.splitlines()]
    assert (line["holder"], line["until"]) == ("Islamic State", "2017-11-16")


def test_unknown_place_is_one_line_of_error(record: Dossier) -> None:
    result = heldby("holds", "Atlantis", "--dossier", record.folder)
    assert result.exit_code == 1
    assert result.stdout == "" and len(result.stderr.splitlines()) == 1 and "Atlantis" in result.stderr


def test_invalid_date_is_refused(record: Dossier) -> None:
    result = heldby("holds", "--on", "2017-13-40", "--dossier", record.folder)
    assert result.exit_code == 2 and "YYYY-MM-DD" in result.stderr
