"""The page's schema as TypeScript interfaces, so that the app is type-checked against the data that Python writes.

Regenerate it with `python -m heldby.presentation.typescript > ui/src/contract.ts`; a test compares the file with this module's output.
"""

from __future__ import annotations

import json
from typing import Any

from heldby.presentation.schema import PageData

HEAD = "// Written by `python -m heldby.presentation.typescript` from src/heldby/presentation/schema.py; change it there.\n"
PLAIN = {"string": "string", "integer": "number", "number": "number", "boolean": "boolean", "null": "null"}


def contract() -> str:
    """Return a TypeScript interface for each record of the page's data."""
    schema = PageData.model_json_schema(mode="serialization")
    records = {**schema.pop("$defs"), "PageData": schema}
    return HEAD + "".join(interface(name, record) for name, record in sorted(records.items()))


def interface(name: str, record: dict[str, Any]) -> str:
    """Return a record's JSON Schema as a TypeScript interface."""
    fields = "".join(field(key, value) for key, value in record["properties"].items())
    return f"\nexport interface {name} {{\n{fields}}}\n"


def field(key: str, schema: dict[str, Any]) -> str:
    """Return one field as a TypeScript property; a field that may be null is optional."""
    options = [option for option in schema.get("anyOf", [schema]) if option.get("type") != "null"]
    optional = "?" if len(options) < len(schema.get("anyOf", [schema])) else ""
    return f"  {key}{optional}: {' | '.join(type_of(option) for option in options)}\n"


def type_of(schema: dict[str, Any]) -> str:
    """Return a JSON Schema as a TypeScript type."""
    if "$ref" in schema:
        return str(schema["$ref"]).rsplit("/", 1)[-1]
    if "anyOf" in schema:
        return " | ".join(type_of(option) for option in schema["anyOf"])
    if "const" in schema:
        return json.dumps(schema["const"])
    if "enum" in schema:
        return " | ".join(json.dumps(value) for value in schema["enum"])
    if schema.get("type") == "array":
        return _array(schema)
    if schema.get("type") == "object":
        inner = schema.get("additionalProperties")
        return f"Record<string, {type_of(inner)}>" if isinstance(inner, dict) else "Record<string, unknown>"
    return PLAIN.get(schema.get("type", ""), "unknown")


def _array(schema: dict[str, Any]) -> str:
    if "prefixItems" in schema:
        return f"[{', '.join(type_of(item) for item in schema['prefixItems'])}]"
    inner = type_of(schema["items"])
    return f"({inner})[]" if " | " in inner else f"{inner}[]"


if __name__ == "__main__":
    print(contract(), end="")
