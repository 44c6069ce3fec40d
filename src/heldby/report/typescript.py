"""The data contract as TypeScript, so that the page is checked against the very types that Python writes.

`python -m heldby.report.typescript > ui/src/contract.ts` writes it anew; a test holds the file to it.
"""

from __future__ import annotations

import json
from typing import Any

from heldby.report.data import PageData

HEAD = "// Written by `python -m heldby.report.typescript` from src/heldby/report/data.py; change it there.\n"
PLAIN = {"string": "string", "integer": "number", "number": "number", "boolean": "boolean", "null": "null"}


def contract() -> str:
    """One TypeScript interface for each record of the page's data."""
    schema = PageData.model_json_schema(mode="serialization")
    records = {**schema.pop("$defs"), "PageData": schema}
    return HEAD + "".join(_interface(name, record) for name, record in sorted(records.items()))


def _interface(name: str, record: dict[str, Any]) -> str:
    fields = "".join(_field(key, value) for key, value in record["properties"].items())
    return f"\nexport interface {name} {{\n{fields}}}\n"


def _field(key: str, schema: dict[str, Any]) -> str:
    options = [option for option in schema.get("anyOf", [schema]) if option.get("type") != "null"]
    optional = "?" if len(options) < len(schema.get("anyOf", [schema])) else ""
    return f"  {key}{optional}: {' | '.join(_type(option) for option in options)}\n"


def _type(schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        return str(schema["$ref"]).rsplit("/", 1)[-1]
    if "anyOf" in schema:
        return " | ".join(_type(option) for option in schema["anyOf"])
    if "const" in schema:
        return json.dumps(schema["const"])
    if "enum" in schema:
        return " | ".join(json.dumps(value) for value in schema["enum"])
    if schema.get("type") == "array":
        return _array(schema)
    if schema.get("type") == "object":
        return "Record<string, unknown>"
    return PLAIN[schema["type"]]


def _array(schema: dict[str, Any]) -> str:
    if "prefixItems" in schema:
        return f"[{', '.join(_type(item) for item in schema['prefixItems'])}]"
    inner = _type(schema["items"])
    return f"({inner})[]" if " | " in inner else f"{inner}[]"


if __name__ == "__main__":
    print(contract(), end="")
