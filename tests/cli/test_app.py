"""The command `heldby` as a whole: help, errors, closed pipes and interrupts."""

from __future__ import annotations

import contextlib
import json
import signal
import subprocess
import time
from pathlib import Path

import pytest
from typer.main import get_command

from cli_runner import HELDBY, RAWA, heldby
from heldby.cli.app import build
from heldby.store import Dossier
from heldby.version import __version__


def test_version_is_the_packages() -> None:
    assert heldby("--version").stdout == f"heldby {__version__}\n"


def all_commands() -> list[str]:
    return list(get_command(build()).commands)  # type: ignore[attr-defined]


@pytest.mark.parametrize("command", all_commands())
def test_every_command_and_option_has_help(command: str) -> None:
    found = get_command(build()).commands[command]  # type: ignore[attr-defined]
    assert found.help and found.help.endswith(".")
    for parameter in found.params:
        assert getattr(parameter, "help", None) or parameter.name == "help", f"{command} {parameter.name}"


@pytest.mark.parametrize("wanted", [*all_commands(), "listings", "nothing"])
def test_application_built_for_a_command_has_it_as_the_whole_one_does(wanted: str) -> None:
    whole, part = get_command(build()).commands, get_command(build(wanted)).commands  # type: ignore[attr-defined]
    assert part[wanted].help == whole[wanted].help if wanted in whole else part.keys() == whole.keys()


def test_missing_dossier_message_says_how_to_create_one(tmp_path: Path) -> None:
    result = heldby("claims", "--dossier", f"{tmp_path}/none")
    assert result.exit_code == 1 and "heldby run" in result.stderr


def test_invalid_sides_file_is_one_line_of_error(record: Dossier) -> None:
    (record.folder / "sides.toml").write_text("islamic-state = 3\n", "utf-8")
    result = heldby("holds", "--dossier", record.folder)
    assert result.exit_code == 1 and result.stderr.count("\n") == 1 and "sides.toml" in result.stderr


def test_closed_pipe_ends_a_command_without_a_message(tmp_path: Path) -> None:
    feed = tmp_path / "many.jsonl"
    feed.write_text("".join(json.dumps({"id": f"r{number}", "text": RAWA * 30}) + "\n" for number in range(60)), "utf-8")
    process = subprocess.Popen([*HELDBY, "read", feed, "--show", "text"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None and process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(60) == 0


def test_interrupt_exits_with_130_and_leaves_a_valid_dossier(tmp_path: Path) -> None:
    process = subprocess.Popen([*HELDBY, "run", "-", "--dossier", tmp_path / "dossier"], stdin=subprocess.PIPE, stderr=subprocess.PIPE)
    deadline = time.monotonic() + 120
    while not (tmp_path / "dossier" / "heldby.db").exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    while process.poll() is None and time.monotonic() < deadline:
        process.send_signal(signal.SIGINT)  # again, as a person would, if a library swallowed the first one
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=20)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130 and b"Traceback" not in errors
    assert heldby("verify", "--dossier", tmp_path / "dossier").exit_code == 0
