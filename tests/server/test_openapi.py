"""The API is what its OpenAPI says, and the app's client is written from it."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from heldby.server.openapi_client import client

ROOT = Path(__file__).resolve().parent.parent.parent


def test_the_apps_client_is_the_apis() -> None:
    assert (ROOT / "ui" / "src" / "api" / "client.ts").read_text("utf-8") == client(), "python -m heldby.server.openapi_client writes it"


def test_every_operation_tells_what_it_does(api: TestClient) -> None:
    for path, methods in api.get("openapi.json").json()["paths"].items():
        for one in methods.values():
            assert one.get("description") or one.get("summary"), path


def test_nothing_that_is_asked_breaks_the_server(api: TestClient) -> None:
    schemathesis = pytest.importorskip("schemathesis")
    from hypothesis import HealthCheck, Phase, given, settings

    # Not among them: that whatever fits the schema is accepted. What a cursor or a judgement points to may well not be there.
    told = schemathesis.checks
    checks = [
        told.not_a_server_error, told.status_code_conformance, told.content_type_conformance, told.response_headers_conformance,
        told.response_schema_conformance,
    ]  # fmt: skip
    schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", api.app, headers={"Host": "127.0.0.1:8000"})
    operations = [one.ok() for one in schema.get_all_operations() if one.ok().path != "/api/v1/stream"]
    assert len(operations) > 25

    def check(operation: object, label: str) -> None:
        @given(case=operation.as_strategy())  # type: ignore[attr-defined]
        @settings(max_examples=8, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
        def run(case: object) -> None:
            asked = checks[:-1] if label == "GET /api/v1/scene" else checks
            case.call_and_validate(headers={"Host": "127.0.0.1:8000"}, checks=asked)  # type: ignore[attr-defined]

        run()

    # schemathesis 4.32 takes the prefixItems of the scene's rivers for an invalid schema.
    for operation in operations:
        check(operation, operation.label)
