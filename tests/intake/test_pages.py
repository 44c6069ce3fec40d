"""HTML pages: their text without scripts, their title, source and date with its doubt, whatever the state of the page."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from intake_helpers import BODY, only, read_bytes, reason

THIRD = dt.date(2017, 11, 3)
PARAGRAPHS = "".join(f"<p>{paragraph}</p>" for paragraph in BODY.split("\n\n"))


def page(head: str = "", body: str = "", foot: str = "", title: str = "Army enters Tell Amar") -> str:
    """A news page around the body of the tests."""
    return (
        f"<!DOCTYPE html><html lang='en'><head><title>{title} | Valley Post</title>{head}</head><body><nav><a href='/'>Home</a></nav>"
        f"<main><article><h1>{title}</h1>{body}{PARAGRAPHS}</article></main><footer>{foot}</footer></body></html>"
    )


def test_text_of_a_page_is_its_article(tmp_path: Path) -> None:
    head = "<meta property='og:site_name' content='Valley Post'><link rel='canonical' href='https://valley.example/a'>"
    taken = only(tmp_path, "a.html", page(head, foot="<p>Subscribe to our newsletter</p>"))
    report = taken.report
    for paragraph in BODY.split("\n\n"):
        assert paragraph in report.text
    assert "Subscribe" not in report.text
    assert (report.title, report.source, report.url) == ("Army enters Tell Amar", "Valley Post", "https://valley.example/a")
    assert report.reader.startswith("html (trafilatura ")
    assert taken.original == page(head, foot="<p>Subscribe to our newsletter</p>").encode()


def test_scripts_and_styles_are_never_text(tmp_path: Path) -> None:
    bad = (
        "<script>var secret = 'rebels took the moon';</script><style>p { color: secret }</style><noscript>secret</noscript>"
        "<p onclick='secret()'>One more line of the report that stands in the page.</p><template>secret</template><iframe>secret</iframe>"
        "<svg><text>secret</text></svg><script>if (a < b) { document.write('<p>secret</p>') }</script>"
    )
    report = only(tmp_path, "a.html", page(f"<script>{bad}</script>", bad)).report
    assert "secret" not in report.text
    assert "One more line" in report.text


@pytest.mark.parametrize(
    "broken",
    [
        f"<html><body><p>{BODY}",
        f"<p>{BODY}</div></span></p></body></html></table>",
        f"<html><head><title>x<body><div><p>{BODY}<p><b><i>",
        f"<HTML><BODY BGCOLOR=#ffffff><TABLE><TR><TD><FONT SIZE=2>{BODY}</FONT></TABLE>",
        f"<html><body><!-- never closed <p> --><p>{BODY}<![CDATA[ x ]]><p a=\"b'c>d</p>",
        f"<?xml version='1.0' encoding='utf-8'?><html xmlns='http://www.w3.org/1999/xhtml'><body><p>{BODY}</p></body></html>",
        f"<html><body>{'<div>' * 600}<p>{BODY}</p>",
        f"<html><body><form>{BODY}</form></body></html>",
    ],
)
def test_broken_pages_are_read(tmp_path: Path, broken: str) -> None:
    text = only(tmp_path, "a.html", broken).report.text
    assert BODY.split(". ")[0].split(",")[0] in text


def test_page_in_an_encoding_of_its_own(tmp_path: Path) -> None:
    text = "دخلت القوات الحكومية بلدة تل عمار يوم الثلاثاء بعد يومين من القتال، حسبما قال سكان ومسؤول في المستشفى."
    html = f"<html><head><meta http-equiv='Content-Type' content='text/html; charset=windows-1256'></head><body><p>{text}</p></body></html>"
    assert text in only(tmp_path, "a.html", html.encode("cp1256")).report.text
    utf16 = f"<html><body><p>{text}</p></body></html>".encode("utf-16")
    assert text in only(tmp_path, "b.html", utf16).report.text


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
def test_what_a_page_states_dates_it_without_doubt(tmp_path: Path, head: str) -> None:
    report = only(tmp_path, "a.html", page(head, foot="© 2015 Valley Post")).report
    assert (report.published, report.published_how, report.published_doubt) == (THIRD, "meta", None)


def test_marks_that_disagree_are_told(tmp_path: Path) -> None:
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
def test_date_shown_on_the_page_is_taken_in_doubt(tmp_path: Path, shown: str) -> None:
    report = only(tmp_path, "a.html", page(body=shown)).report
    assert (report.published, report.published_how, report.published_doubt) == (THIRD, "meta", "only a date shown on the page says so")


def test_dateline_of_the_text_stands_above_a_date_in_doubt(tmp_path: Path) -> None:
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


def test_page_without_text_is_refused(tmp_path: Path) -> None:
    assert (
        reason(tmp_path, "a.html", "<html><head><title>Nothing</title></head><body><script>x()</script></body></html>")
        == "the page has no text"
    )


def test_pages_made_to_exhaust_the_reader_end(tmp_path: Path) -> None:
    deep = "<html><body>" + "<div>" * 50_000 + BODY + "</div>" * 50_000
    wide = "<html><body>" + "<p>a</p>" * 50_000 + f"<p>{BODY}</p></body></html>"
    marks = "<html><body>" + "<" * 100_000 + BODY
    for hostile in (deep, wide, marks, "<html>" + "<b><i>" * 20_000 + BODY, f"<html><body {'a=b ' * 50_000}><p>{BODY}"):
        taken, refused = read_bytes(tmp_path, "a.html", hostile)
        assert len(taken) + len(refused) == 1
