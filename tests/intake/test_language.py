"""Tests of detecting the language."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from intake_helpers import BODY, only


def test_only_a_certain_language_is_recorded(tmp_path: Path) -> None:
    french = "Les forces gouvernementales sont entrées mardi dans la ville après deux jours de combats, selon des habitants et un médecin."
    assert only(tmp_path, "a.txt", BODY).report.language == "en"
    assert only(tmp_path, "a.txt", french).report.language == "fr"
    for headline in ("SDF storm Tell Amar; 12 dead", "Raqqa, Deir ez-Zor, Idlib", "1234 - 5678"):
        assert only(tmp_path, "a.txt", headline).report.language is None
    assert only(tmp_path, "a.jsonl", json.dumps({"text": "Kurz.", "language": "de"})).report.language == "de"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("دخل الجيش بلدة تل عمار.", "ar"),
        ("Армия вошла в город.", "ru"),
        ("הצבא נכנס לעיר אתמול.", "he"),
        ("Les rebelles ont pris la ville.", "fr"),
        ("El ejército tomó la ciudad de Tell Amar.", "es"),
        ("Die Armee hat den Ort und die Mühle eingenommen.", "de"),
    ],
)
def test_short_text_in_another_language_is_recognised(tmp_path: Path, text: str, language: str) -> None:
    assert only(tmp_path, "a.txt", text).report.language == language


@pytest.mark.parametrize(
    "text",
    ["Rebels take San José de la Loma", "The army took Tell Amar (تل عمار).", "Army takes Tell Amar", "Al-Sur: la Haya retaken", "Ну"],
)
def test_short_english_text_with_foreign_names_is_not_taken_for_another_language(tmp_path: Path, text: str) -> None:
    assert only(tmp_path, "a.txt", text).report.language in (None, "en")


@pytest.mark.parametrize(("stated", "language"), [("en-GB", "en"), ("English", "en"), ("eng", "en"), ("ar_SY", "ar"), ("unknown", None)])
def test_language_of_a_record_is_read_however_it_is_written(tmp_path: Path, stated: str, language: str | None) -> None:
    assert only(tmp_path, "a.jsonl", json.dumps({"text": "Tell Amar.", "language": stated})).report.language == language
