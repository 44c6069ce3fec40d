"""The TypeScript client of the app matches the OpenAPI document."""

from __future__ import annotations

from pathlib import Path

from heldby.server.openapi_client import client

CLIENT = Path(__file__).resolve().parent.parent.parent / "ui" / "src" / "api" / "client.ts"


def test_committed_client_is_current() -> None:
    assert CLIENT.read_text("utf-8") == client(), "run: python -m heldby.server.openapi_client > ui/src/api/client.ts"
