"""Tests of detecting the language."""

from __future__ import annotations

import json
from pathlib import Path

from intake_helpers import BODY, only


def test_only_a_certain_language_is_recorded(tmp_path: Path) -> None:
    french = "Les forces gouvernementales sont entrées mardi dans la ville après deux jours de combats, selon des habitants et un médecin."
    assert only(tmp_path, "a.txt", BODY).report.language == "en"
    assert only(tmp_path, "a.txt", french).report.language == "fr"
    for headline in ("SDF storm Tell Amar; 12 dead", "Raqqa, Deir ez-Zor, Idlib", "1234 - 5678"):
        assert only(tmp_path, "a.txt", headline).report.language is None
    assert only(tmp_path, "a.jsonl", json.dumps({"text": "Kurz.", "language": "de"})).report.language == "de"
