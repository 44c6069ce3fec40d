"""Tests of failures around a dossier: full disks, read-only folders, other writers, lost servers, clocks that go back."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

import postgres_server
from dossier_samples import RAWA, add_capture, conclude, fill
from heldby.errors import BusyDossier, LostDatabase, UnwritableDossier
from heldby.store import Dossier
from heldby.store.custody.verify import verify
from heldby.store.db import dialect
from heldby.store.ledger import ledger


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Yield a disk of two megabytes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if os.getuid() or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", folder], capture_output=True).returncode:
        pytest.skip("needs root to mount a small disk")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


def test_full_disk_raises_an_error_and_loses_nothing(small_disk: Path) -> None:
    with Dossier.open(small_disk / "dossier", create=True) as dossier:
        fill(dossier)
        with pytest.raises(UnwritableDossier, match=r"full|No space"):
            for number in range(200):
                add_capture(
                    dossier, f"Iraqi forces took Rawa from IS. {os.urandom(20_000).hex()}", "Rawa", "2017-12-01", id=f"big-{number}"
                )
        kept = dossier.counts()["reports"]
    subprocess.run(["mount", "-o", "remount,size=8m", small_disk], check=True)
    with Dossier.open(small_disk / "dossier") as dossier:
        assert dossier.counts()["reports"] == kept >= 3
        assert add_capture(dossier, "Iraqi forces took Rawa from IS, with room.", "Rawa", "2017-12-01")
        assert list(verify(dossier)) == []


def test_dossier_on_a_read_only_disk_can_be_queried_and_verified_but_not_changed(small_disk: Path) -> None:
    with Dossier.open(small_disk / "dossier", create=True) as dossier:
        fill(dossier)
        conclude(dossier)
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    with Dossier.open(small_disk / "dossier") as dossier:
        assert len(list(dossier.claims(text="retook"))) == 1
        assert list(verify(dossier)) == []
        with pytest.raises(UnwritableDossier):
            add_capture(dossier, "Iraqi forces took Rawa from IS once more.", "Rawa", "2017-12-01")
        with pytest.raises(UnwritableDossier):
            dossier.judge("claim", next(dossier.claims()).id, "reject", "no")


def test_read_only_copy_of_an_open_dossier_is_refused(tmp_path: Path, small_disk: Path) -> None:
    with Dossier.open(tmp_path / "dossier", create=True) as dossier:
        fill(dossier)
        shutil.copytree(tmp_path / "dossier", small_disk / "dossier")
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    with pytest.raises(UnwritableDossier, match="copy it to a writable folder"):
        Dossier.open(small_disk / "dossier")
    shutil.copytree(small_disk / "dossier", tmp_path / "copy")
    with Dossier.open(tmp_path / "copy") as dossier:
        assert dossier.counts()["reports"] == 3 and list(verify(dossier)) == []


def heldby(*arguments: object) -> subprocess.CompletedProcess[str]:
    """Run the command as a user does."""
    return subprocess.run([sys.executable, "-m", "heldby", *map(str, arguments)], capture_output=True, text=True)


def test_commands_report_disk_problems_in_one_line(small_disk: Path, tmp_path: Path) -> None:
    for number in range(4):
        (tmp_path / f"{number}.txt").write_text(f"Iraqi forces took Rawa from IS. {os.urandom(400_000).hex()}")
    dossier = small_disk / "dossier"
    full = heldby("run", *sorted(tmp_path.glob("*.txt")), "--dossier", dossier)
    assert full.returncode == 1 and re.fullmatch(r"heldby: .*(full|No space).*\n", full.stderr), full.stderr
    subprocess.run(["mount", "-o", "remount,size=40m", small_disk], check=True)
    again = heldby("run", *sorted(tmp_path.glob("*.txt")), "--dossier", dossier)
    assert again.returncode == 0 and heldby("verify", "--dossier", dossier).returncode == 0, again.stderr
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    for command in (["run", tmp_path / "new.txt"], ["settings", "second-approval", "yes"], ["rebuild"]):
        (tmp_path / "new.txt").write_text("Iraqi forces took al-Qaim from IS.")
        refused = heldby(*command, "--dossier", dossier)
        assert refused.returncode == 1 and refused.stderr.count("\n") == 1 and "heldby: " in refused.stderr, refused.stderr
    assert heldby("holds", "--dossier", dossier).returncode == heldby("verify", "--dossier", dossier).returncode == 0


def test_run_without_room_for_the_page_still_succeeds(small_disk: Path, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("Iraqi forces recaptured Rawa from Islamic State.")
    result = heldby("run", tmp_path / "one.txt", "--dossier", small_disk / "dossier")
    assert result.returncode == 0 and "1 report read" in result.stderr and "no map: " in result.stderr, result.stderr
    assert not (small_disk / "dossier" / "report.html").exists()
    assert heldby("verify", "--dossier", small_disk / "dossier").returncode == 0


def test_creating_a_dossier_on_a_read_only_disk_is_refused(small_disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    with pytest.raises(UnwritableDossier, match="no dossier can be created"):
        Dossier.open(small_disk / "dossier", create=True)


def test_busy_error_states_how_long_the_writer_waited(filled: Dossier, monkeypatch: pytest.MonkeyPatch, database: str | None) -> None:
    monkeypatch.setattr(dialect, "WAIT_S", 1)
    with Dossier.open(filled.folder, database=database) as second, filled.database.writing():
        with pytest.raises(BusyDossier, match="1 second"):
            add_capture(second, "Iraqi forces took Rawa from IS meanwhile.", "Rawa", "2017-12-01")
        assert len(list(second.claims())) == 3, "a reader waited for the writer"
    assert add_capture(filled, "Iraqi forces took Rawa from IS meanwhile.", "Rawa", "2017-12-01")


def test_reader_sees_a_snapshot_while_others_write(filled: Dossier, database: str | None) -> None:
    with Dossier.open(filled.folder, database=database) as second:
        reading = second.claims()
        first = next(reading)
        add_capture(filled, "Iraqi forces took Rawa from IS meanwhile.", "Rawa", "2017-12-01")
        assert len([first, *reading]) == 3
        assert len(list(second.claims())) == 4


def test_clock_that_goes_back_does_not_break_the_chain(filled: Dossier, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger, "now", lambda: "2001-01-01T00:00:00.000000+00:00")
    assert add_capture(filled, "Iraqi forces took Rawa from IS, says an old clock.", "Rawa", "2017-12-01")
    assert list(verify(filled)) == []
    assert filled.ledger_position() == 4


@pytest.fixture
def own_server() -> Iterator[postgres_server.Server]:
    """Yield a server that a test may stop."""
    if not postgres_server.BINARIES:
        pytest.skip("needs a PostgreSQL server: apt-get install postgresql")
    with postgres_server.running() as running:
        yield running


def test_restarted_server_raises_an_error_and_work_resumes(own_server: postgres_server.Server, tmp_path: Path) -> None:
    url = own_server.new_database()
    with Dossier.open(tmp_path / "dossier", create=True, database=url) as dossier:
        fill(dossier)
        with pytest.raises(LostDatabase, match="committed is stored"), dossier.database.writing() as connection:
            own_server.control("restart", "-m", "fast")
            connection.execute(sa.text("SELECT 1"))
        assert not add_capture(dossier, RAWA, "Rawa", "2017-11-17", source="Agency A")
        assert add_capture(dossier, "Iraqi forces took Rawa from IS after the restart.", "Rawa", "2017-12-01")
        assert list(verify(dossier)) == []
        own_server.control("stop", "-m", "fast")
        with pytest.raises(LostDatabase, match="does not answer"):
            list(dossier.claims())
        own_server.control("start")
        assert len(list(dossier.claims())) == 4


def test_unreachable_server_raises_an_error(tmp_path: Path) -> None:
    with pytest.raises(LostDatabase, match="does not answer"):
        Dossier.open(tmp_path / "dossier", create=True, database="postgresql://postgres@127.0.0.1:1/none")
