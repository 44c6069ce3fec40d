"""Tests of sitemaps: what they list is read only if the user asks for it. The pages are on a local server."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest

from heldby.intake import Accepted, Refused
from heldby.intake.fetching.fetcher import Fetcher
from heldby.intake.fetching.options import FetchOptions
from heldby.intake.inputs import read_with
from heldby.store.captures import Captures
from intake_helpers import BODY, PAGE, read_bytes, reason
from odd_server import OddServer, odd_server

NEWS = """<?xml version="1.0" encoding="UTF-8"?>
<?xml-stylesheet type="text/xsl" href="/style.xsl"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
  xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
 <url><loc>https://valley.example/1</loc>
  <image:image><image:loc>https://valley.example/1.jpg</image:loc><image:title>A picture</image:title></image:image>
  <news:news><news:publication><news:name>Valley Post</news:name><news:language>en</news:language></news:publication>
   <news:publication_date>2017-11-03T18:00:00+03:00</news:publication_date><news:title>Army enters Tell Amar &amp; the mill</news:title>
  </news:news></url>
 <url><loc>javascript:alert(1)</loc></url>
</urlset>"""


@pytest.fixture
def server() -> Iterator[OddServer]:
    with odd_server() as found:
        yield found


def listed(server: OddServer, *paths: str, changed: str = "") -> bytes:
    lines = "".join(f"<url><loc>{server.at(path)}</loc>{changed}</url>" for path in paths)
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{lines}</urlset>'.encode()


def run(path: str, follow: int, kept: Path | None = None) -> tuple[list[Accepted], list[Refused]]:
    fetcher = Fetcher(FetchOptions(private=True), Captures(kept) if kept else None)
    found = list(read_with(fetcher, [path], follow=follow))
    return [one for one in found if isinstance(one, Accepted)], [one for one in found if isinstance(one, Refused)]


def test_headlines_of_a_news_sitemap_are_reports(tmp_path: Path) -> None:
    (found,), refused = read_bytes(tmp_path, "sitemap-news.xml", NEWS)
    one = found.report
    assert (one.text, str(one.published), one.published_doubt) == ("Army enters Tell Amar & the mill", "2017-11-03", None)
    assert (one.source, one.url, one.language) == ("Valley Post", "https://valley.example/1", "en")
    assert [(Path(said.name).name, said.reason) for said in refused] == [
        ("sitemap-news.xml entry 2", "it has no address of a page"),
        ("sitemap-news.xml", "the pages that it lists are not downloaded: 1; only their headlines are read; "
         "to download up to 100 of them, add --follow 100"),
    ]  # fmt: skip


def test_pages_are_downloaded_only_on_request(tmp_path: Path, server: OddServer) -> None:
    file = tmp_path / "sitemap.xml"
    file.write_bytes(listed(server, "page", "missing", "page"))
    assert "not downloaded: 3" in run(str(file), 0)[1][0].reason and server.requests == []
    accepted, refused = run(str(file), 10)
    assert [one.report.url for one in accepted] == [server.at("page")] and "Tell Amar" in accepted[0].report.text
    assert [one.name for one in refused] == [server.at("missing")]
    assert server.paths() == ["/page", "/missing"]
    assert "not downloaded: 1; a larger number after --follow downloads more" in run(str(file), 1)[1][-1].reason


def test_index_on_the_server_leads_to_the_pages(server: OddServer) -> None:
    server.pages["/sitemap.xml.gz"] = ("application/gzip", gzip.compress(listed(server, "page")))
    index = f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>{server.at("sitemap.xml.gz")}</loc></sitemap></sitemapindex>'
    server.pages["/index.xml"] = ("text/xml", index.encode())
    accepted, refused = run(server.at("index.xml"), 5)
    assert [one.report.url for one in accepted] == [server.at("page")] and refused == []


def test_next_run_goes_on_where_the_number_ended(tmp_path: Path, server: OddServer) -> None:
    file, kept = tmp_path / "sitemap.xml", tmp_path / "fetched"
    for n in range(5):
        server.pages[f"/{n}"] = ("text/html", PAGE.replace("Tell Amar", f"Tell Amar {n}").encode())
    file.write_bytes(listed(server, *"01234"))
    first, refused = run(str(file), 2, kept)
    assert len(first) == 2 and "not downloaded: 3; run it again to go on" in refused[0].reason
    second, _ = run(str(file), 2, kept)
    assert len(second) == 4 and server.paths() == ["/0", "/1", "/2", "/3"]
    third, refused = run(str(file), 2, kept)
    assert len(third) == 5 and refused == [] and server.paths() == ["/0", "/1", "/2", "/3", "/4"]
    file.write_bytes(listed(server, *"01234", changed="<lastmod>2099-01-01</lastmod>"))
    run(str(file), 1, kept)
    assert server.paths()[5:] == ["/0"]


def test_date_of_the_list_dates_a_page_without_one(tmp_path: Path, server: OddServer) -> None:
    server.pages["/undated"] = ("text/html", f"<html><body><article><p>{BODY}</p></article></body></html>".encode())
    file = tmp_path / "news.xml"
    file.write_text(NEWS.replace("https://valley.example/1<", server.at("undated") + "<"))
    (found,), _ = run(str(file), 5)
    assert BODY.split("\n")[0] in found.report.text and str(found.report.published) == "2017-11-03"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ("<urlset></urlset>", "no addresses"),
        (NEWS[:700], "broken sitemap"),
        ('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><urlset><url><loc>&a;</loc></url></urlset>', "declares entities"),
        ("<urlset>" + "<a>" * 3000 + "</a>" * 3000 + "</urlset>", "broken sitemap"),
    ],
    ids=["empty", "cut", "entity", "deep"],
)
def test_broken_and_hostile_sitemaps_are_refused(tmp_path: Path, data: str, why: str) -> None:
    name = "a.xml" if data.startswith(("<url", "<?xml")) else "b.xml"
    assert why in reason(tmp_path, name, data)
