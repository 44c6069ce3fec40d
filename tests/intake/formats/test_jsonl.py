"""Tests of reading JSON Lines."""

from __future__ import annotations

import json
from pathlib import Path

from heldby.intake.limits import Limits
from intake_helpers import BODY, only, read, read_bytes


def test_all_fields_of_a_line_are_read(tmp_path: Path) -> None:
    row = {
        "id": "r1",
        "title": "T",
        "text": BODY,
        "published": "2017-11-03T22:15:00+03:00",
        "source": "Valley Post",
        "url": "https://v.example/a",
    }
    report = only(tmp_path, "rows.jsonl", json.dumps(row)).report
    assert (report.id, report.title, report.source, report.url) == ("r1", "T", "Valley Post", "https://v.example/a")
    assert (str(report.published), report.published_how, report.published_doubt) == ("2017-11-03", "given", None)


def test_broken_line_is_refused_with_its_number_and_the_rest_is_read(tmp_path: Path) -> None:
    rows = [
        b'{"text": "One."}',
        b"",
        b'{"text": "Two"',
        b'["three"]',
        b'{"title": "no text"}',
        b'{"text": ""}',
        b'{"text": 4}',
        b'{"text": "Five."}',
    ]
    accepted, refused = read_bytes(tmp_path, "file.jsonl", b"\n".join(rows))
    assert [one.report.text for one in accepted] == ["One.", "Five."]
    assert [one.name.rpartition("/")[2] for one in refused] == [f"file.jsonl line {n}" for n in (3, 4, 5, 6, 7)]
    assert refused[0].reason.startswith("broken JSON at character")
    assert [one.reason for one in refused[1:]] == [
        'it is not a JSON object; write each report as {"text": "..."}',
        'it has no text; name the field "text" (or "content", "body", "article")',
        "its text is empty",
        "its text is not a string",
    ]


def test_broken_first_line_does_not_stop_the_rest(tmp_path: Path) -> None:
    accepted, refused = read_bytes(tmp_path, "file.jsonl", b'{"text": "One\n{"text": "Two."}\n')
    assert [one.report.text for one in accepted] == ["Two."]
    assert refused[0].name.endswith("file.jsonl line 1")


def test_unstorable_characters_refuse_only_their_line(tmp_path: Path) -> None:
    rows = rb'{"text": "a\u0000b"}' + b"\n" + rb'{"text": "a\ud800b"}' + b"\n" + rb'{"id": "i\u0000d", "title": "\ud800", "text": "Good."}'
    accepted, refused = read_bytes(tmp_path, "file.jsonl", rows)
    assert len(refused) == 2
    assert (accepted[0].report.id, accepted[0].report.title) == ("id", None)


def test_line_above_the_limit_is_skipped(tmp_path: Path) -> None:
    path = tmp_path / "file.jsonl"
    path.write_bytes(b'{"text": "' + b"a" * 5000 + b'"}\n{"text": "Short."}\n')
    accepted, refused = read(path, limits=Limits(row=1000, file=100))
    assert [one.report.text for one in accepted] == ["Short."]
    assert refused[0].name.endswith("line 1")
