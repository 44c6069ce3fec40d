"""The TypeScript client of the app matches the OpenAPI document."""

from __future__ import annotations

from pathlib import Path

from heldby.server.openapi_client import client_files

API = Path(__file__).resolve().parent.parent.parent / "ui" / "src" / "api"


def test_committed_client_is_current() -> None:
    for name, text in client_files().items():
        assert (API / name).read_text("utf-8") == text, f"{name}: run: python -m heldby.server.openapi_client ui/src/api"


def test_no_file_of_the_client_is_long() -> None:
    assert {name for name, text in client_files().items() if text.count("\n") > 300} == set()
