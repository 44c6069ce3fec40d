"""Tests of lists of articles from the GDELT DOC API, as https://api.gdeltproject.org/api/v2/doc/doc?mode=artlist returns them."""

from __future__ import annotations

import json
from pathlib import Path

from intake_helpers import read_bytes

ARTICLE = {
    "url": "https://valley.example/news/1", "url_mobile": "", "title": "Army enters Tell Amar , residents say",
    "seendate": "20171103T180000Z",
    "socialimage": "", "domain": "valley.example", "language": "English", "sourcecountry": "Iraq",
}  # fmt: skip
CSV = (
    "\ufeffURL,MobileURL,Date,Title\n"
    'https://valley.example/news/1,,20171103180000,"Army enters ""Tell Amar"", residents say"\n'
    "https://valley.example/news/2,,20171104060000,Fighters leave the mill\n"
)


def test_articles_are_reports_of_their_titles(tmp_path: Path) -> None:
    data = json.dumps({"articles": [ARTICLE, {**ARTICLE, "url": "ftp://x"}, {**ARTICLE, "title": ""}, 7]})
    (found,), refused = read_bytes(tmp_path, "a.json", data)
    one = found.report
    assert (one.text, one.title) == ("Army enters Tell Amar , residents say", "Army enters Tell Amar , residents say")
    assert (str(one.published), one.published_doubt) == ("2017-11-03", "it is when GDELT found the article")
    assert (one.source, one.url, one.language) == ("valley.example", "https://valley.example/news/1", "en")
    assert json.loads(found.original) == ARTICLE
    assert [said.reason for said in refused[:2]] == ["it has no address", "it has no title"]
    assert "not downloaded: 1; only their headlines are read" in refused[3].reason


def test_list_as_csv(tmp_path: Path) -> None:
    accepted, refused = read_bytes(tmp_path, "a.csv", CSV)
    assert [(one.report.text, str(one.report.published), one.report.url) for one in accepted] == [
        ('Army enters "Tell Amar", residents say', "2017-11-03", "https://valley.example/news/1"),
        ("Fighters leave the mill", "2017-11-04", "https://valley.example/news/2"),
    ]
    assert len(refused) == 1


def test_broken_and_hostile_lists(tmp_path: Path) -> None:
    assert "broken JSON" in read_bytes(tmp_path, "a.json", json.dumps({"articles": [ARTICLE]})[:-5])[1][0].reason
    deep = '{"articles": [' + json.dumps(ARTICLE) + "," + "[" * 100_000
    assert "broken JSON" in read_bytes(tmp_path, "b.json", deep)[1][0].reason
    odd = {**ARTICLE, "title": ["x"], "domain": {"a": 1}, "seendate": "99999999T999999Z", "language": 7}
    (found,), _ = read_bytes(tmp_path, "c.json", json.dumps({"articles": [odd]}))
    assert found.report.published is None
