"""Tests of reading RSS and Atom feeds."""

from __future__ import annotations

from pathlib import Path

from intake_helpers import BODY, only, read_bytes

RSS = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>Valley Post</title>
<item><title>Army enters Tell Amar</title><link>https://valley.example/a</link><guid>17</guid>
<pubDate>Fri, 03 Nov 2017 10:00:00 +0300</pubDate>
<description>&lt;p&gt;{BODY}&lt;/p&gt;&lt;script&gt;bad()&lt;/script&gt;</description></item>
<item><title>Two villages change hands</title><link>https://valley.example/b</link></item></channel></rss>"""


ATOM = f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Valley Post</title>
<entry><id>tag:valley.example,2017:1</id><title>Army enters Tell Amar</title><updated>2017-11-04T00:00:00Z</updated>
<content type="html">&lt;p&gt;{BODY}&lt;/p&gt;</content></entry></feed>"""


def test_entries_are_reports(tmp_path: Path) -> None:
    for name in ("a.rss", "a.xml", "a.txt"):
        accepted, refused = read_bytes(tmp_path, name, RSS)
        assert not refused
        first, second = (one.report for one in accepted)
        assert (first.id, first.title, first.source, first.url) == (
            "https://valley.example/a",
            "Army enters Tell Amar",
            "Valley Post",
            "https://valley.example/a",
        )
        assert " ".join(first.text.split()) == " ".join(BODY.split())
        assert (str(first.published), first.published_how, first.published_doubt) == ("2017-11-03", "meta", None)
        assert second.text == "Two villages change hands"
        assert accepted[1].original.startswith(b"<item><title>Two villages")


def test_date_of_last_change_is_doubtful(tmp_path: Path) -> None:
    report = only(tmp_path, "a.atom", ATOM).report
    assert (report.id, str(report.published)) == ("tag:valley.example,2017:1", "2017-11-04")
    assert report.published_doubt == "it is when the entry was last changed"


def test_unpaired_surrogate_does_not_stop_the_feed(tmp_path: Path) -> None:
    accepted, refused = read_bytes(
        tmp_path, "a.rss", RSS.replace("Army enters", "Army &#xD800; enters").replace("Two villages", "&#57343; Two villages")
    )
    assert [one.report.title for one in accepted] == ["Army \ufffd enters Tell Amar", "\ufffd Two villages change hands"]
    assert not refused


def test_entity_bomb_does_not_expand(tmp_path: Path) -> None:
    levels = "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 12))
    bomb = (
        f"<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY l0 'war'>{levels}]><rss><channel><item><title>&l11;</title></item></channel></rss>"
    )
    accepted, refused = read_bytes(tmp_path, "a.rss", bomb)
    assert len(accepted) + len(refused) == 1
    assert all(len(one.report.text) < 10_000 for one in accepted)
