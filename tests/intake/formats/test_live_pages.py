"""Tests of live pages and of posts in pages: each entry and each post is a report with its own date."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from intake_helpers import BODY, PARAGRAPHS, only, page, read_bytes

TEXTS = (
    "The army has entered the mill quarter of Tell Amar, a hospital official tells us.",
    "Fighters hold the bridge at Al-Sur this morning, people who live there say.",
    "Good morning and welcome; the battle for Tell Amar began in the small hours.",
)
META = "<meta property='article:published_time' content='2017-11-03T06:00:00Z'>"
TIMES = ("2017-11-05T18:00:00Z", "2017-11-04T09:30:00Z", "2017-11-03T06:00:00Z")


def live_page(entries: str, head: str = META, title: str = "Battle for Tell Amar") -> str:
    return f"<html><head><title>{title}</title>{head}</head><body><main><h1>{title}</h1>{entries}</main></body></html>"


def entries_of(entry: str) -> str:
    """Return the three entries in the form of a template."""
    return "".join(
        entry.format(iso=iso, shown=f"{int(iso[8:10])} Nov, {iso[11:16]}", full=f"{iso[8:10]} November 2017, {iso[11:16]} GMT", text=text)
        for iso, text in zip(TIMES, TEXTS, strict=True)
    )


def dated(path: Path, html: str) -> list[tuple[str, str]]:
    """Return the text and date of each report of a page."""
    accepted, refused = read_bytes(path, "a.html", html)
    assert not refused
    return [(one.report.text.split("\n")[-1], str(one.report.published)) for one in accepted]


EXPECTED = [(TEXTS[0], "2017-11-05"), (TEXTS[1], "2017-11-04"), (TEXTS[2], "2017-11-03")]


@pytest.mark.parametrize(
    "entry",
    [
        "<div class='update'><time datetime='{iso}'>{shown}</time><p>{text}</p></div>",
        "<article><header><span><time datetime='{iso}'></time></span></header><div><p>{text}</p></div></article>",
        "<li><p><strong>{shown}</strong> – {text}</p></li>",
        "<h3>{full}</h3><p>{text}</p>",
        "<article><time datetime='{iso}'>{shown}</time><footer><time datetime='{iso}'>Updated</time></footer><p>{text}</p></article>",
        "<section><div class='stamp'>{full}</div><h4>What is new</h4><p>{text}</p></section>",
    ],
)
def test_each_entry_of_a_live_page_is_a_report_with_its_date(tmp_path: Path, entry: str) -> None:
    entries = entries_of(entry)
    assert dated(tmp_path, live_page(entries)) == EXPECTED


def test_times_of_day_belong_to_the_day_above_them_or_to_the_page(tmp_path: Path) -> None:
    entries = "".join(f"<div><b>{clock}</b><p>{text}</p></div>" for clock, text in zip(("18:00", "9.30 am", "06:00"), TEXTS, strict=True))
    accepted, _ = read_bytes(tmp_path, "a.html", live_page(entries))
    assert [str(one.report.published) for one in accepted] == ["2017-11-03"] * 3
    assert "only a time of day" in (accepted[0].report.published_doubt or "")
    assert accepted[0].notes == ("entries of a live page are reports of their own: 3",)
    assert accepted[1].report.path == f"{tmp_path}/a.html entry 2"
    assert len({one.report.id for one in accepted}) == 3


def test_text_above_the_entries_stays_the_report_of_the_page(tmp_path: Path) -> None:
    entries = entries_of("<div><time datetime='{iso}'>now</time><p>{text}</p></div>")
    found = dated(tmp_path, live_page(f"<p>{BODY.split(chr(10))[0]}</p>{entries}"))
    assert found[0] == (BODY.split("\n")[0], "2017-11-03")
    assert found[1:] == EXPECTED


def test_entries_that_only_the_metadata_hold_are_read(tmp_path: Path) -> None:
    updates = [{"@type": "BlogPosting", "datePublished": iso, "articleBody": text} for iso, text in zip(TIMES, TEXTS, strict=True)]
    data = {"@type": "LiveBlogPosting", "datePublished": TIMES[2], "liveBlogUpdate": updates}
    html = live_page("", f"<script type='application/ld+json'>{json.dumps(data)}</script>")
    assert dated(tmp_path, html) == EXPECTED


@pytest.mark.parametrize(
    "more",
    [
        "<div class='comments'>" + entries_of("<div><time datetime='{iso}'>x</time><p>{text}</p></div>") + "</div>",
        "<ul>" + entries_of("<li><time datetime='{iso}'>x</time><a href='/a'>{text}</a></li>") + "</ul>",
        "".join(f"<h3>{n} May 2016</h3><p>{text}</p>" for n, text in enumerate(TEXTS, 1)),
        "<p>Published <time datetime='2017-11-03'>3 Nov 2017</time></p><p>Updated <time datetime='2017-11-04'>4 Nov 2017</time></p>",
    ],
)  # fmt: skip
def test_comments_other_pages_and_chronicles_are_no_entries(tmp_path: Path, more: str) -> None:
    only(tmp_path, "a.html", page(META, more))


POST = "The checkpoint north of Al-Sur is in our hands."


@pytest.mark.parametrize(
    ("embedded", "author"),
    [
        (
            f"<blockquote class='twitter-tweet'><p>{POST}</p>— Valley Desk (@valleydesk) <a href='/1'>May 6, 2016</a></blockquote>",
            "Valley Desk (@valleydesk)",
        ),
        (f"<div class='tweet'><p>{POST}</p><span>10:30 AM · May 6, 2016</span></div>", None),
        (f"<div class='telegram-post'><p>{POST}</p><time datetime='2016-05-06T10:00:00Z'>6 May</time></div>", None),
        (f"<figure class='wp-block-embed social-post'><blockquote>{POST}</blockquote><span>6 May 2016</span></figure>", None),
    ],
)
def test_post_in_a_page_is_a_report_with_its_own_date(tmp_path: Path, embedded: str, author: str | None) -> None:
    (report, post), refused = read_bytes(tmp_path, "a.html", page(META, embedded))
    assert not refused
    assert POST not in report.report.text and BODY.split("\n")[0] in report.report.text
    assert report.notes == ("posts of social networks in the page are reports of their own: 1",)
    assert post.report.text.startswith(POST)
    assert (str(post.report.published), post.report.source) == ("2016-05-06", author)


def test_post_without_a_date_is_undated(tmp_path: Path) -> None:
    accepted, _ = read_bytes(tmp_path, "a.html", page(META, f"<blockquote class='instagram-media'><p>{POST}</p></blockquote>"))
    assert accepted[1].report.published is None


def test_ordinary_quotation_stays_in_the_article(tmp_path: Path) -> None:
    assert PARAGRAPHS
    assert POST in only(tmp_path, "a.html", page(META, f"<blockquote><p>{POST}</p></blockquote>")).report.text


def test_messages_of_a_chat_that_was_exported_as_html_are_reports(tmp_path: Path) -> None:
    messages = "".join(
        f"<div class='message default'><div class='body'><div class='date details' title='0{day}.11.2017 18:00:00 UTC+03:00'>18:00</div>"
        f"<div class='from_name'>Valley News</div><div class='text'>{text}</div></div></div>"
        for day, text in ((3, "The army entered Tell Amar."), (4, "Fighters left the mill."), (5, "Nobody holds Al-Sur."))
    )
    html = f"<html><body><div class='page_wrap'><div class='history'>{messages}</div></div></body></html>"
    found = dated(tmp_path, html)
    assert found == [
        ("The army entered Tell Amar.", "2017-11-03"),
        ("Fighters left the mill.", "2017-11-04"),
        ("Nobody holds Al-Sur.", "2017-11-05"),
    ]
