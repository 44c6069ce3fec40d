"""Tests of the publication date of a report: what may date it, and what never does."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from intake_helpers import BODY, only

THIRD = dt.date(2017, 11, 3)


@pytest.mark.parametrize(
    "head",
    [
        "BAGHDAD, Nov 3, 2017 (Wire) - ",
        "TELL AMAR, Syria, November 3, 2017 — ",
        "Tell Amar, 3 November 2017 (Valley Post) -- ",
        "Published: 3 November 2017\n\n",
        "Posted on Friday, November 3, 2017 at 10:15 am\n",
        "Army enters Tell Amar\n\n3 November 2017\n\n",
        "Army enters Tell Amar\nBy A. Writer | Nov 3, 2017\n\n",
        "Army enters Tell Amar\n\nFriday 3 November 2017 10.15 GMT\n",
        "Date: 2017-11-03\n",
        "Army enters Tell Amar\n\nNov 3, 2017 (Valley Monitor) - ",
        "Published 3 November 2017 | Valley Post\n",
        "Army enters Tell Amar\n3 Nov 2017 - Valley Post\n",
    ],
)
def test_first_lines_may_date_a_text(tmp_path: Path, head: str) -> None:
    report = only(tmp_path, "a.txt", head + BODY).report
    assert (report.published, report.published_how) == (THIRD, "text")


@pytest.mark.parametrize(
    "text",
    [
        f"{BODY}\n\n© 2015 Valley Post. All rights reserved.",
        f"{BODY}\n\nCopyright 3 November 2017 Valley Post",
        f"On November 3, 2017 the army took Tell Amar. {BODY}",
        f"November 3, 2017 was the day on which the army took Tell Amar.\n\n{BODY}",
        f"The army took Tell Amar on Nov 3, 2017 - residents said.\n\n{BODY}",
        f"Residents of Tell Amar, displaced since 3 November 2017, said they would return.\n\n{BODY}",
        f"Updated: 3 November 2017\n\n{BODY}",
        f"BAGHDAD, Nov 3 (Wire) - {BODY}",
        f"3 November 2017\n\n{BODY}\n\n4 November 2017\n\nThe army moved on.",
        f"Siege of the Upper Valley Towns - 3 November 2017\n\n{BODY}",
        f"3 November 2017 - army takes Tell Amar\n\n{BODY}",
        f"Dated 3 November 2017, the letter says that the army left.\n\n{BODY}",
        f"Released 3 November 2017 from a camp in Tell Amar, he said the army had left.\n\n{BODY}",
        "Battle of 3 November 2017\n\n" + BODY,
    ],
)
def test_footers_and_running_text_never_date_a_text(tmp_path: Path, text: str) -> None:
    report = only(tmp_path, "a.txt", text).report
    assert (report.published, report.published_how) == (None, None)


def test_date_field_takes_precedence_over_the_text(tmp_path: Path) -> None:
    row = {"text": f"Published: 1 May 2016\n\n{BODY}", "published": "2017-11-03", "url": "https://v.example/2018/02/01/x"}
    report = only(tmp_path, "a.jsonl", json.dumps(row)).report
    assert (report.published, report.published_how, report.published_doubt) == (THIRD, "given", None)


def test_unreadable_date_field_is_reported(tmp_path: Path) -> None:
    for written in ("last Thursday", "03/11/2017"):
        report = only(tmp_path, "a.jsonl", json.dumps({"text": BODY, "published": written})).report
        assert report.published is None
        assert "the date given" in (report.published_doubt or "")


def test_dates_in_the_future_and_long_ago_are_doubtful(tmp_path: Path) -> None:
    for written, doubt in (("2031-01-01", "it lies in the future"), ("1822-05-05", "it lies before 1900")):
        report = only(tmp_path, "a.jsonl", json.dumps({"text": BODY, "published": written})).report
        assert (str(report.published), report.published_doubt) == (written, doubt)


def test_date_in_the_address_is_doubtful(tmp_path: Path) -> None:
    for url in ("https://v.example/2017/11/03/x", "https://v.example/news/2017-11-03-x.html", "https://v.example/world/2017/nov/03/x"):
        report = only(tmp_path, "a.jsonl", json.dumps({"text": BODY, "url": url})).report
        assert (report.published, report.published_how, report.published_doubt) == (THIRD, "url", "only the address says so")
    assert (
        only(tmp_path, "a.jsonl", json.dumps({"text": BODY, "url": "https://v.example/2017/11/article-20171103"})).report.published is None
    )


def test_outlet_of_a_dateline_is_the_source_if_no_other_is_stated(tmp_path: Path) -> None:
    for head in (
        "TELL AMAR, Nov 3, 2017 (Valley Wire) - ",
        "TELL AMAR, Nov 3 (Valley Wire) -- ",
        "TELL AMAR (Valley Wire) — ",
        "Nov 3, 2017 (Valley Wire) - ",
    ):
        assert only(tmp_path, "a.txt", head + BODY).report.source == "Valley Wire"
        assert only(tmp_path, "a.jsonl", json.dumps({"text": head + BODY, "source": "Post"})).report.source == "Post"
    for text in (BODY, f"The army (and its allies) - {BODY}", f"Tell Amar fell to the army (Map) on Tuesday. {BODY}"):
        assert only(tmp_path, "a.txt", text).report.source is None


@pytest.mark.parametrize(
    ("head", "outlet"),
    [
        ("RADIO KASAI, evening bulletin, Friday, 3 November 2017\nTranscript\n\n", "RADIO KASAI"),
        ("Ministry of National Defence\nBriefing by the spokesman, 3 November 2017, 18:30\n\n", "Ministry of National Defence"),
        ("Northern Alliance\nJoint operations room\nPress communiqué, Friday, 3 November 2017\n\n", "Northern Alliance"),
        ("Daily situation report No. 12 – 3 November 2017\n\n", None),
        ("Army quits the hills\nStatement, Tell Amar, 3 November 2017\n\n", None),
        ("Published: 3 November 2017\nSource: Valley Post\n\n", "Valley Post"),
    ],
)
def test_bulletins_and_communiques_name_their_date_and_issuer(tmp_path: Path, head: str, outlet: str | None) -> None:
    report = only(tmp_path, "a.txt", head + BODY).report
    assert (report.published, report.source) == (THIRD, outlet)


@pytest.mark.parametrize("head", ["Statement on the battle of 3 November 2017", "He read the bulletin, 3 November 2017 in full, to us."])
def test_a_date_in_a_sentence_about_a_statement_dates_nothing(tmp_path: Path, head: str) -> None:
    assert only(tmp_path, "a.txt", f"{head}\n\n{BODY}").report.published is None
