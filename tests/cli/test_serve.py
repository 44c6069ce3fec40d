"""`heldby serve`, up to the point where it listens."""

from __future__ import annotations

import socket

import pytest

from cli_runner import heldby
from heldby.cli.serve import address_of
from heldby.server.settings import ServerSettings
from heldby.store import Dossier


@pytest.mark.parametrize(
    ("host", "token", "address"),
    [
        ("127.0.0.1", None, "http://127.0.0.1:8000/"),
        ("0.0.0.0", "secret", "http://127.0.0.1:8000/#token=secret"),
        ("::1", None, "http://[::1]:8000/"),
    ],
)
def test_address_can_be_opened_in_a_browser(host: str, token: str | None, address: str) -> None:
    assert address_of(ServerSettings(host=host, token=token), 8000) == address


def test_port_in_use_is_one_line_of_error(record: Dossier) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        result = heldby("serve", "--port", taken.getsockname()[1], "--dossier", record.folder)
    assert result.exit_code == 1 and "Try another --port" in result.stderr


def test_owner_and_readers_need_different_tokens(record: Dossier) -> None:
    result = heldby("serve", "--token", "same", "--readers-token", "same", "--dossier", record.folder)
    assert result.exit_code == 1 and "must differ" in result.stderr


def test_unreadable_base_map_is_one_line_of_error(record: Dossier) -> None:
    result = heldby("serve", "--basemap", "none.pmtiles", "--dossier", record.folder)
    assert result.exit_code == 1 and result.stderr.startswith("heldby: ") and "none.pmtiles" in result.stderr
