"""Tests of decoding bytes to text."""

from __future__ import annotations

from pathlib import Path

import pytest

from intake_helpers import BODY, only


def test_broken_bytes_are_replaced_and_noted(tmp_path: Path) -> None:
    data = BODY.encode() + " Café owners in Zürich said nothing.".encode() + b" Cut \xe2\x80 here."
    accepted = only(tmp_path, "a.txt", data)
    assert "Café" in accepted.report.text
    assert "\ufffd here." in accepted.report.text
    assert accepted.notes == ("1 broken characters in utf-8, each replaced by U+FFFD",)
    assert accepted.original == data


def test_utf8_with_more_damage_than_accents_is_still_utf8(tmp_path: Path) -> None:
    accepted = only(tmp_path, "a.txt", BODY.encode() + b" Caf\xc3\xa9 cut \xc3 here, \xff\xfe there.")
    assert "Café cut \ufffd here" in accepted.report.text and "3 broken characters in utf-8" in accepted.notes[0]


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "Le général à Bagdad a déclaré la ville reprise. "),
        ("cp1252", "“The town is ours,” the general’s spokesman said – a café owner in Kraków agreed. " * 4),
        ("cp1256", "دخلت القوات الحكومية بلدة تل عمار يوم الثلاثاء بعد يومين من القتال، حسبما قال سكان ومسؤول في المستشفى. " * 4),
        ("cp1251", "Правительственные войска вошли в город во вторник после двух дней боев, сообщили жители и сотрудник больницы. " * 4),
        ("cp1256", "The army entered Tell Amar (تل عمار) on Friday – “every street”, an official said."),
        ("cp1251", "Tell Amar (Тель-Амар) was taken – “every street”, officials said."),
        ("cp1253", "The ship left Piraeus (Πειραιάς) on Friday, the ministry’s spokesman said."),
        ("cp1252", "The “Café d’Été” in Tell Amar was hit, the general’s aide said."),
        ("gb18030", "政府军周二进入特勒阿马尔镇，居民和一名医院官员说。" * 700),
        ("utf-16", "The army took Tell Amar, residents said."),
    ],
)
def test_encodings_of_the_press_are_read(tmp_path: Path, encoding: str, text: str) -> None:
    assert only(tmp_path, "a.txt", text.encode(encoding)).report.text == text


def test_newlines_are_kept_and_byte_order_marks_removed(tmp_path: Path) -> None:
    text = "Army takes Tell Amar\r\n\r\nThe army took Tell Amar.\rIt said so.\n"
    assert only(tmp_path, "a.txt", b"\xef\xbb\xbf" + text.encode()).report.text == text
    for encoding in ("utf-16", "utf-32", "utf-16-le"):
        assert only(tmp_path, "a.txt", text.encode(encoding)).report.text == text


def test_text_that_was_decoded_wrongly_before_is_repaired_and_noted(tmp_path: Path) -> None:
    right = "The army’s men entered Tell ʿAmār – “every street”, a spokesman said."
    for spoilt in (
        right.encode().decode("latin-1"),
        "".join(bytes([byte]).decode("cp1252", errors="ignore") or chr(byte) for byte in right.encode()),
    ):
        accepted = only(tmp_path, "a.txt", spoilt)
        assert accepted.report.text == right
        assert accepted.notes == ("characters that an earlier program had read in a wrong encoding are repaired",)


@pytest.mark.parametrize(
    "text", ["Le «CAFÉ» de la ville a été touché.", "Müller’s Äußerung über Ålesund", "Ð is a letter; so is é.", "«É» – Ã"]
)
def test_text_that_is_right_is_not_repaired(tmp_path: Path, text: str) -> None:
    assert only(tmp_path, "a.txt", text).report.text == text
