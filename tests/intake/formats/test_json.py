"""Tests of reading JSON."""

from __future__ import annotations

import json
from pathlib import Path

from intake_helpers import BODY, only, read_bytes, reason


def test_file_is_one_report_a_list_or_an_object_with_a_list(tmp_path: Path) -> None:
    one = {"id": "a", "text": BODY, "title": "T", "published": "2017-11-03", "outlet": "Valley Post"}
    report = only(tmp_path, "one.json", json.dumps(one, indent=1)).report
    assert (report.id, report.source, str(report.published)) == ("a", "Valley Post", "2017-11-03")
    for value in ([one, {"id": "b", "content": "Second."}, 5], {"status": "ok", "articles": [one, {"id": "b", "content": "Second."}, 5]}):
        accepted, refused = read_bytes(tmp_path, "many.json", json.dumps(value))
        assert [found.report.id for found in accepted] == ["a", "b"]
        assert json.loads(accepted[1].original) == {"id": "b", "content": "Second."}
        assert [found.name.rpartition("/")[2] for found in refused] == ["many.json item 3"]


def test_ambiguous_list_of_reports_is_refused(tmp_path: Path) -> None:
    data = json.dumps({"articles": [{"articles": [], "text": "One."}]})
    expected = 'it has several lists named "articles"; save the list of reports as a file of its own'
    assert reason(tmp_path, "a.json", data) == expected
