"""Tests of downloads by `heldby run` and `heldby read`, from a local server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from heldby.cli.app import build
from heldby.intake.fetching.exchange import STATED
from heldby.store import Dossier
from odd_server import OddServer, odd_server


@pytest.fixture
def server() -> Iterator[OddServer]:
    with odd_server() as found:
        yield found


def heldby(*arguments: str) -> Result:
    return CliRunner().invoke(build(), list(arguments))


def test_private_addresses_and_robots_need_the_user(server: OddServer) -> None:
    server.robots = (200, "User-agent: heldby\nDisallow: /\n")
    assert "--allow-private" in heldby("read", server.at("page"), "--show", "text").stderr
    assert "add --ignore-robots" in heldby("read", server.at("page"), "--show", "text", "--allow-private").stderr
    shown = heldby("read", server.at("page"), "--show", "text", "--allow-private", "--ignore-robots")
    assert shown.exit_code == 0 and "Tell Amar" in shown.stdout
    assert server.requests[0][1]["Accept"] == STATED["Accept"]


def test_dossier_keeps_downloads_until_a_report_is_erased(server: OddServer, tmp_path: Path) -> None:
    folder = tmp_path / "case"
    options = ("--allow-private", "--dossier", str(folder))
    first = heldby("run", server.at("cached"), server.at("moved"), *options)
    assert first.exit_code == 0 and "2 reports read" in first.stderr, first.stderr
    assert "the address led to another" in first.stderr
    assert len(list((folder / "fetched").glob("*.warc.gz"))) == 2
    again = heldby("run", server.at("cached"), *options)
    assert "0 reports read" in again.stderr and "1 already in the dossier" in again.stderr
    with Dossier.open(folder) as dossier:
        [erased] = [report.id for report in dossier.reports() if report.url == server.at("cached")]
    assert heldby("erase", erased, "--yes", "--dossier", str(folder)).exit_code == 0
    [kept] = (folder / "fetched").glob("*.warc.gz")
    assert (folder / "fetched" / "index.jsonl").read_text().count("\n") == 1 and kept.name in (
        folder / "fetched" / "index.jsonl"
    ).read_text()


def test_follow_downloads_the_pages_of_a_list(server: OddServer, tmp_path: Path) -> None:
    sitemap = f"<urlset><url><loc>{server.at('page')}</loc></url><url><loc>{server.at('gzip')}</loc></url></urlset>"
    (tmp_path / "sitemap.xml").write_text(sitemap)
    result = heldby("run", str(tmp_path / "sitemap.xml"), "--follow", "1", "--allow-private", "--dossier", str(tmp_path / "case"))
    assert "1 report read" in result.stderr and "not downloaded: 1; run it again to go on" in result.stderr
