"""The application answers as its OpenAPI document says."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient


def test_every_operation_is_described(api: TestClient) -> None:
    for path, methods in api.get("openapi.json").json()["paths"].items():
        for one in methods.values():
            assert one.get("description") and one.get("summary"), path


def test_no_generated_request_breaks_the_server(api: TestClient) -> None:
    schemathesis = pytest.importorskip("schemathesis")
    from hypothesis import HealthCheck, Phase, given, settings

    # Inputs that fit the schema may still be refused: a cursor or a judgement may refer to something that does not exist.
    available = schemathesis.checks
    checks = [
        available.not_a_server_error, available.status_code_conformance, available.content_type_conformance,
        available.response_headers_conformance, available.response_schema_conformance,
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

    # schemathesis 4.32 takes the prefixItems in the schema of the scene's rivers for an invalid schema.
    for operation in operations:
        check(operation, operation.label)
