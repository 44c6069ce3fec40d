"""Tests of answers of the ReliefWeb API, in the form that https://apidoc.reliefweb.int/ documents."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from intake_helpers import BODY, read_bytes


def answer(*records: dict[str, Any]) -> str:
    data = [
        {"id": str(n), "score": 1, "href": f"https://api.reliefweb.int/v2/reports/{n}", "fields": one} for n, one in enumerate(records, 1)
    ]
    return json.dumps({"href": "https://api.reliefweb.int/v2/reports?appname=x", "time": 9, "totalCount": 2, "count": 2, "data": data})


FIELDS: dict[str, Any] = {
    "title": "Valley: Situation Report No. 4", "status": "published", "body": f"**Highlights**\n\n{BODY}",
    "date": {"original": "2017-11-03T00:00:00+00:00", "created": "2017-11-05T10:00:00+00:00", "changed": "2019-01-01T00:00:00+00:00"},
    "source": [{"id": 1, "name": "UN Office for the Valley", "shortname": "UNOV"}, {"id": 2, "name": "Valley Red Cross"}],
    "language": [{"id": 267, "name": "English", "code": "en"}], "url": "https://reliefweb.int/node/1",
    "url_alias": "https://reliefweb.int/report/valley/situation-report-no-4", "file": [{"url": "https://reliefweb.int/attachments/a.pdf"}],
}  # fmt: skip


def test_each_report_keeps_its_date_outlet_and_address(tmp_path: Path) -> None:
    html = {**FIELDS, "body-html": "<p>Fighters left the mill.</p><p>&lt;b&gt;</p>", "title": "Two", "file": None, "url_alias": None}
    del html["body"]
    (first, second), refused = read_bytes(tmp_path, "a.json", answer(FIELDS, html))
    one = first.report
    assert (one.id, one.title, one.text) == ("reliefweb:1", "Valley: Situation Report No. 4", FIELDS["body"])
    assert (str(one.published), one.published_how, one.published_doubt) == ("2017-11-03", "given", None)
    assert (one.source, one.url, one.language) == ("UN Office for the Valley, Valley Red Cross", FIELDS["url_alias"], "en")
    assert first.notes == ("the files attached to it are not downloaded: 1 (https://reliefweb.int/attachments/a.pdf)",)
    assert (second.report.text, second.report.url) == ("Fighters left the mill.\n<b>", "https://reliefweb.int/node/1")
    assert json.loads(first.original)["fields"] == FIELDS and refused == []


def test_reports_without_text_are_named(tmp_path: Path) -> None:
    _, refused = read_bytes(tmp_path, "a.json", answer({**FIELDS, "body": ""}, {"title": "Only a title"}, FIELDS))
    assert [one.reason for one in refused] == [
        "its text is in files, which are not downloaded: https://reliefweb.int/attachments/a.pdf",
        "it has no text; ask the API for it: fields[include][]=body",
    ]


@pytest.mark.parametrize("field", ["date", "source", "language", "file", "url", "url_alias", "title"])
@pytest.mark.parametrize("value", [7, "x", [[]], {"name": {}}, None])
def test_odd_fields_do_no_harm(tmp_path: Path, field: str, value: object) -> None:
    (found,), _ = read_bytes(tmp_path, "a.json", answer({**FIELDS, field: value}))
    assert found.report.text == FIELDS["body"]


def test_broken_answer_is_refused(tmp_path: Path) -> None:
    assert "broken JSON" in read_bytes(tmp_path, "a.json", answer(FIELDS)[:-9])[1][0].reason
