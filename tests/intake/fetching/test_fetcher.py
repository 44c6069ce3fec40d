"""Tests of downloads from a local server that misbehaves in many ways."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from heldby.errors import TryLater, Unreadable
from heldby.intake.fetching.fetcher import Fetcher
from heldby.intake.fetching.options import AGENT, ATTEMPTS, FetchOptions
from heldby.intake.limits import Limits
from heldby.store.captures import Captures
from intake_helpers import PAGE
from odd_server import LONG, OddServer, odd_server


@pytest.fixture
def server() -> Iterator[OddServer]:
    with odd_server() as found:
        yield found


@pytest.fixture
def waits() -> list[float]:
    return []


@pytest.fixture
def local(waits: list[float]) -> FetchOptions:
    return FetchOptions(private=True, sleep=waits.append)


def refusal(fetcher: Fetcher, url: str, limits: Limits | None = None) -> str:
    with pytest.raises(Unreadable) as caught:
        fetcher.fetch(url, limits or Limits())
    return str(caught.value)


def test_page_is_downloaded_under_our_name(server: OddServer, local: FetchOptions) -> None:
    found = Fetcher(local).fetch(server.at("page"))
    assert (found.data, found.media, found.charset) == (PAGE.encode(), "text/html", "utf-8")
    assert server.requests[0][1]["User-Agent"] == AGENT


@pytest.mark.parametrize("path", ["gzip", "deflate", "bare-deflate"])
def test_packed_responses_are_unpacked(server: OddServer, local: FetchOptions, path: str) -> None:
    assert Fetcher(local).fetch(server.at(path)).data == PAGE.encode()


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("bomb", "unpacks to more than the limit of 20 MB"),
        ("double-bomb", "unpacks to more than the limit of 20 MB"),
        ("not-gzip", "the packed response is broken"),
        ("cut-gzip", "its end is missing"),
        ("brotli", "packed the response as br"),
        ("endless", "limit of 20 MB"),
        ("claims-much", "limit of 20 MB"),
        ("hang-up", "could not be downloaded"),
        ("no-http", "could not be downloaded"),
        ("huge-header", "could not be downloaded"),
        ("round", "more than 5 other addresses"),
        ("moved-nowhere", "without saying where the page is"),
        ("to-file", "only http and https addresses"),
        ("missing", "the server answered 404 Not Found"),
    ],
)
def test_bad_responses_are_refused_with_a_reason(server: OddServer, local: FetchOptions, path: str, why: str) -> None:
    assert why in refusal(Fetcher(local), server.at(path))
    assert len(server.requests) <= 6


@pytest.mark.parametrize("path", ["drip", "drip-headers"])
def test_slow_server_cannot_hold_a_download_open(server: OddServer, local: FetchOptions, path: str) -> None:
    began = time.monotonic()
    assert "longer than" in refusal(Fetcher(local), server.at(path), Limits(seconds=0.4))
    assert time.monotonic() - began < 5 and len(server.requests) == 1


@pytest.mark.parametrize("fault", [429, 500, 502, 503, 504])
def test_passing_faults_are_tried_again_after_growing_waits(server: OddServer, local: FetchOptions, waits: list[float], fault: int) -> None:
    server.fault, server.faults = fault, 2
    assert Fetcher(local).fetch(server.at("fault")).data == PAGE.encode()
    assert waits == [1, 2]


def test_lasting_fault_is_refused(server: OddServer, local: FetchOptions) -> None:
    server.fault, server.faults = 500, 99
    assert "answered 500" in refusal(Fetcher(local), server.at("fault"))
    assert len(server.requests) == ATTEMPTS


def test_server_gets_the_wait_that_it_asks_for(server: OddServer, local: FetchOptions, waits: list[float]) -> None:
    server.faults, server.wait = 1, "7"
    Fetcher(local).fetch(server.at("fault"))
    assert waits == [7]
    server.faults, server.wait = 1, "7200"
    with pytest.raises(TryLater) as caught:
        Fetcher(local).fetch(server.at("fault"))
    assert caught.value.seconds == 7200 and waits == [7]


@pytest.mark.parametrize("stated", ["soon", "nan", "-5", "Fri, 31 Dec 9999 99:99:99 GMT"])
def test_wait_that_cannot_be_read_does_no_harm(server: OddServer, local: FetchOptions, waits: list[float], stated: str) -> None:
    server.faults, server.wait = 1, stated
    Fetcher(local).fetch(server.at("fault"))
    assert len(waits) == 1 and 0 <= waits[0] <= 1


def test_redirects_are_followed_and_told(server: OddServer, local: FetchOptions) -> None:
    found = Fetcher(local).fetch(server.at("moved"))
    assert found.url == server.at("page")
    assert found.redirects == (server.at("moved"), server.at("moved2"))
    assert Fetcher(local).item(server.at("moved")).notes == (f"the address led to another: {server.at('page')}",)


def test_broken_off_response_is_continued_where_it_ended(server: OddServer, local: FetchOptions) -> None:
    server.cuts = 2
    assert Fetcher(local).fetch(server.at("broken")).data == LONG
    ranges = [headers.get("Range") for _, headers in server.requests]
    half = len(LONG) // 2
    assert ranges == [None, f"bytes={half}-", f"bytes={half + (len(LONG) - half) // 2}-"]


def test_next_run_downloads_only_the_rest(server: OddServer, local: FetchOptions, tmp_path: Path) -> None:
    server.cuts = ATTEMPTS
    assert "run it again to download the rest" in refusal(Fetcher(local, Captures(tmp_path)), server.at("broken"))
    server.requests.clear()
    assert Fetcher(local, Captures(tmp_path)).fetch(server.at("broken")).data == LONG
    assert int(server.requests[0][1]["Range"][6:-1]) > len(LONG) * 0.9
    assert not list(tmp_path.glob("*.broken-off"))


def test_changed_content_is_downloaded_anew(server: OddServer, local: FetchOptions, tmp_path: Path) -> None:
    server.cuts = ATTEMPTS
    refusal(Fetcher(local, Captures(tmp_path)), server.at("broken"))
    server.version = 2
    assert Fetcher(local, Captures(tmp_path)).fetch(server.at("broken")).data == LONG


def test_wrong_part_is_never_joined(server: OddServer, local: FetchOptions) -> None:
    assert "another part of the file" in refusal(Fetcher(local), server.at("wrong-range"))


def test_private_addresses_are_refused(server: OddServer) -> None:
    for host in ("127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0x7f000001", "2130706433", "127.1"):
        said = refusal(Fetcher(), server.at("page", host))
        assert "private network" in said or "not known" in said, host
    assert server.requests == []


@pytest.mark.parametrize("host", ["10.0.0.1", "169.254.169.254", "192.168.1.1", "[fd00::1]", "[64:ff9b::7f00:1]", "100.64.0.1", "0.0.0.0"])
def test_addresses_of_special_ranges_are_refused(host: str) -> None:
    assert "private network" in refusal(Fetcher(), f"http://{host}/latest/meta-data")


def test_host_whose_name_leads_to_a_private_address_is_refused(monkeypatch: pytest.MonkeyPatch, server: OddServer) -> None:
    import socket

    def lookup(_host: str, port: int, **_: object) -> list[object]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    assert "private network" in refusal(Fetcher(), server.at("page", "news.example"))
    assert server.requests == []


def test_redirect_into_a_private_network_is_refused(monkeypatch: pytest.MonkeyPatch, server: OddServer) -> None:
    from heldby.intake.fetching import network

    real = network.is_public
    monkeypatch.setattr(network, "is_public", lambda address: address == "127.0.0.1" or real(address))  # stands for a public server
    assert "127.0.0.2 is in a private network" in refusal(Fetcher(), server.at("to-host/127.0.0.2"))
    assert server.paths() == ["/to-host/127.0.0.2"]


def test_login_in_an_address_is_sent_and_not_kept(server: OddServer, local: FetchOptions, tmp_path: Path) -> None:
    found = Fetcher(local, Captures(tmp_path)).item(server.at("page").replace("//", "//anna:secret@"))
    assert server.requests[0][1]["Authorization"].startswith("Basic ")
    assert found.name == found.url == server.at("page")
    assert all(b"secret" not in file.read_bytes() for file in tmp_path.iterdir())


def test_pages_that_robots_txt_names_are_refused(server: OddServer, local: FetchOptions) -> None:
    server.robots = (200, "User-agent: *\nDisallow: /\n\nUser-agent: heldby\nDisallow: /*.pdf$\nDisallow: /page\nAllow: /page/open\n")
    fetcher = Fetcher(local)
    assert "robots.txt" in refusal(fetcher, server.at("page"))
    assert "robots.txt" in refusal(fetcher, server.at("a/b.pdf"))
    assert "robots.txt" in refusal(fetcher, server.at("moved"))
    assert fetcher.fetch(server.at("page/open")).data == PAGE.encode()
    assert Fetcher(replace(local, robots=False)).fetch(server.at("page")).data == PAGE.encode()


def test_site_whose_robots_txt_fails_is_left_alone(server: OddServer, local: FetchOptions) -> None:
    server.robots = (500, "")
    assert "robots.txt file could not be read (the server answered 500" in refusal(Fetcher(local), server.at("page"))
    server.robots = (403, "User-agent: *\nDisallow: /")
    assert Fetcher(local).fetch(server.at("page")).data == PAGE.encode()


def test_hostile_robots_txt_is_bounded(server: OddServer, local: FetchOptions) -> None:
    server.robots = (200, "User-agent: *\nDisallow: /" + "*a" * 200 + "b$\n" + "Disallow: /x\n" * 60_000)
    assert Fetcher(local).fetch(server.at("page/" + "a" * 2000)).data == PAGE.encode()
