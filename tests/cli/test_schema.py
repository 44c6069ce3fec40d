"""`heldby schema`."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator

from cli_runner import heldby


@pytest.mark.parametrize("subject", ["claim", "mention", "event", "control"])
def test_schema_is_valid_json_schema(subject: str) -> None:
    schema = json.loads(heldby("schema", subject).stdout)
    Draft202012Validator.check_schema(schema)
    assert schema["required"] and schema["additionalProperties"] is False
