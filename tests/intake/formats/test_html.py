"""Tests of reading web pages: text without scripts, title and source, however broken the page."""

from __future__ import annotations

from pathlib import Path

import pytest

from intake_helpers import BODY, only, page, read_bytes, reason


def test_text_of_a_page_is_its_article(tmp_path: Path) -> None:
    head = "<meta property='og:site_name' content='Valley Post'><link rel='canonical' href='https://valley.example/a'>"
    accepted = only(tmp_path, "a.html", page(head, foot="<p>Subscribe to our newsletter</p>"))
    report = accepted.report
    for paragraph in BODY.split("\n\n"):
        assert paragraph in report.text
    assert "Subscribe" not in report.text
    assert (report.title, report.source, report.url) == ("Army enters Tell Amar", "Valley Post", "https://valley.example/a")
    assert report.reader.startswith("html (trafilatura ")
    assert accepted.original == page(head, foot="<p>Subscribe to our newsletter</p>").encode()


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


def test_declared_encoding_is_used(tmp_path: Path) -> None:
    text = "دخلت القوات الحكومية بلدة تل عمار يوم الثلاثاء بعد يومين من القتال، حسبما قال سكان ومسؤول في المستشفى."
    html = f"<html><head><meta http-equiv='Content-Type' content='text/html; charset=windows-1256'></head><body><p>{text}</p></body></html>"
    assert text in only(tmp_path, "a.html", html.encode("cp1256")).report.text
    utf16 = f"<html><body><p>{text}</p></body></html>".encode("utf-16")
    assert text in only(tmp_path, "b.html", utf16).report.text


def test_page_without_text_is_refused(tmp_path: Path) -> None:
    assert (
        reason(tmp_path, "a.html", "<html><head><title>Nothing</title></head><body><script>x()</script></body></html>")
        == "the page has no text"
    )


def test_hostile_pages_are_read_in_bounded_time(tmp_path: Path) -> None:
    deep = "<html><body>" + "<div>" * 50_000 + BODY + "</div>" * 50_000
    wide = "<html><body>" + "<p>a</p>" * 50_000 + f"<p>{BODY}</p></body></html>"
    marks = "<html><body>" + "<" * 100_000 + BODY
    for hostile in (deep, wide, marks, "<html>" + "<b><i>" * 20_000 + BODY, f"<html><body {'a=b ' * 50_000}><p>{BODY}"):
        accepted, refused = read_bytes(tmp_path, "a.html", hostile)
        assert len(accepted) + len(refused) == 1
