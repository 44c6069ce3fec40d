"""Tests of chats that were exported as JSON: each message is a report with its own date."""

from __future__ import annotations

import json
from pathlib import Path

from intake_helpers import read_bytes

MESSAGES = [
    {"id": 1, "type": "service", "date": "2017-11-02T09:00:00", "action": "create_channel", "text": ""},
    {
        "id": 2,
        "date": "2017-11-03T18:00:00",
        "from": "Valley News",
        "text": ["The army entered ", {"type": "bold", "text": "Tell Amar"}, ". ", {"type": "hashtag", "text": "#Valley"}],
    },
    {"id": 3, "date": "2017-11-04T07:00:00", "from": "Valley News", "text": "Fighters left the mill."},
]


def test_messages_are_reports_with_their_dates(tmp_path: Path) -> None:
    export = json.dumps({"name": "Valley News", "type": "public_channel", "messages": MESSAGES}, indent=1)
    lines = "\n".join(json.dumps(message) for message in MESSAGES)
    for name, data in (("a.json", export), ("a.jsonl", lines)):
        accepted, refused = read_bytes(tmp_path, name, data)
        assert [(one.report.text, str(one.report.published), one.report.source) for one in accepted] == [
            ("The army entered Tell Amar. #Valley", "2017-11-03", "Valley News"),
            ("Fighters left the mill.", "2017-11-04", "Valley News"),
        ]
        assert [one.reason for one in refused] == ["its text is empty"]
