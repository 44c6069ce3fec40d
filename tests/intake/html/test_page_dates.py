"""Tests of the publication date of web pages."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from intake_helpers import only, page

THIRD = dt.date(2017, 11, 3)


@pytest.mark.parametrize(
    "head",
    [
        "<meta property='article:published_time' content='2017-11-03T10:00:00+03:00'>",
        "<meta name='date' content='2017-11-03'>",
        "<meta itemprop='datePublished' content='November 3, 2017'>",
        "<script type='application/ld+json'>" + json.dumps({"@type": "NewsArticle", "datePublished": "2017-11-03T08:00:00Z"}) + "</script>",
        "<script type='application/ld+json'>"
        + json.dumps({"@graph": [{"@type": "WebPage"}, {"datePublished": "2017-11-03"}]})
        + "</script>",
    ],
)
def test_date_in_the_metadata_has_no_doubt(tmp_path: Path, head: str) -> None:
    report = only(tmp_path, "a.html", page(head, foot="© 2015 Valley Post")).report
    assert (report.published, report.published_how, report.published_doubt) == (THIRD, "meta", None)


def test_disagreeing_dates_cast_doubt(tmp_path: Path) -> None:
    head = "<meta property='article:published_time' content='2017-11-03'><meta name='dc.date' content='2017-11-09'>"
    report = only(tmp_path, "a.html", page(head)).report
    assert (report.published, report.published_doubt) == (THIRD, "the page also says 2017-11-09")


@pytest.mark.parametrize(
    "shown",
    [
        "<time datetime='2017-11-03'>yesterday</time>",
        "<span class='post-date'>Nov 3, 2017 at 10:15</span>",
        "<div id='byline'>By A. Writer, 3 November 2017</div>",
    ],
)
def test_date_shown_on_the_page_is_doubtful(tmp_path: Path, shown: str) -> None:
    report = only(tmp_path, "a.html", page(body=shown)).report
    assert (report.published, report.published_how, report.published_doubt) == (THIRD, "meta", "only a date shown on the page says so")


def test_dateline_takes_precedence_over_a_doubtful_date(tmp_path: Path) -> None:
    body = "<p>TELL AMAR, Nov 3, 2017 (Wire) - The army is in the town, a spokesman of the army said on Friday.</p>"
    report = only(tmp_path, "a.html", page(body=body)).report
    assert (report.published, report.published_how, report.published_doubt) == (THIRD, "text", None)


@pytest.mark.parametrize(
    ("body", "foot"),
    [
        ("", "<p>© 2015 Valley Post. All rights reserved.</p>"),
        ("", "Copyright 1 January 2015 Valley Post"),
        ("", "<div class='footer-date'>3 November 2017</div>"),
        ("", "<span>Last visit: 2017-11-03</span>"),
        ("<p>On 3 November 2017 the army took the town, after it had lost it on May 2, 2016.</p>", ""),
        ("<p>The deal of 2017-11-03 holds.</p><ul><li>3 November 2017</li></ul>", "© 2014-2019"),
        ("<aside class='related'><time datetime='2016-02-01'>1 February 2016</time> Another report</aside>", ""),
    ],
)
def test_footers_and_running_text_never_date_a_page(tmp_path: Path, body: str, foot: str) -> None:
    report = only(tmp_path, "a.html", page(body=body, foot=foot)).report
    assert (report.published, report.published_how) == (None, None)


def test_date_alone_below_the_title_dates_a_page(tmp_path: Path) -> None:
    for shown in ("<p>3 November 2017</p>", "<div><em>Friday, November 3, 2017</em></div>"):
        report = only(tmp_path, "a.html", page(body=shown)).report
        assert (report.published, report.published_doubt) == (THIRD, "only a date shown on the page says so")
    chronicle = "<p>3 November 2017</p><p>The army came.</p><p>4 November 2017</p><p>It left.</p>"
    assert only(tmp_path, "b.html", page(body=chronicle)).report.published is None


def test_dateline_takes_precedence_over_the_address(tmp_path: Path) -> None:
    link = "<link rel='canonical' href='https://valley.example/2017/11/05/army'>"
    report = only(
        tmp_path, "a.html", page(link, "<p>TELL AMAR, Nov 3, 2017 (Wire) - The army is in the town, a spokesman said.</p>")
    ).report
    assert (report.published, report.published_how, report.published_doubt) == (THIRD, "text", "the address says 2017-11-05")
    report = only(tmp_path, "b.html", page(link)).report
    assert (str(report.published), report.published_doubt) == ("2017-11-05", "only the address says so")
