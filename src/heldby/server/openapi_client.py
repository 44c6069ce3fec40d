"""The typed API client, from OpenAPI: `python -m heldby.server.openapi_client > ui/src/api/client.ts`; a test holds the file to it."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Iterator
from typing import Any

from heldby.presentation.schema import PageData
from heldby.presentation.typescript import field, interface, type_of

HEAD = "// Written by `python -m heldby.server.openapi_client` from the API's OpenAPI; change that.\n\n"
LEFT_OUT = frozenset({"HTTPValidationError", "ValidationError"})
SPOKEN = frozenset({"stream", "upload"})
"""Operations that `ask.ts` speaks by hand: one answers without end, one sends bytes."""


def openapi() -> dict[str, Any]:
    """The API's OpenAPI document, of an empty dossier."""
    from heldby.server.app import create_app
    from heldby.store import Dossier

    with tempfile.TemporaryDirectory() as folder, Dossier.open(folder, create=True) as dossier:
        return create_app(dossier).openapi()


def client() -> str:
    """One interface for each record that pages do not share, and one function for each operation."""
    told = openapi()
    schemas = told["components"]["schemas"]
    shared = PageData.model_json_schema()["$defs"].keys() & schemas.keys()
    given = {_body(one) for methods in told["paths"].values() for one in methods.values() if _sends_json(one)}
    own = [
        _given(name, schemas[name]) if name in given else interface(name, schemas[name])
        for name in sorted(schemas.keys() - shared - LEFT_OUT)
    ]
    functions = [_function(path, method, one) for path, methods in told["paths"].items() for method, one in methods.items()]
    body = "".join(own) + "".join(functions)
    used = ", ".join(name for name in sorted(shared) if re.search(rf"\b{name}\b", body))
    imports = f"import type {{ {used} }} from '../contract'\nimport {{ ask, send }} from './ask'\n"
    return HEAD + imports + "".join(own) + "\nexport const api = {\n" + "".join(one for one in functions if one) + "}\n"


def _given(name: str, record: dict[str, Any]) -> str:
    """A record that is sent: what has a default may be left out."""
    fields = _fields(
        {"name": key, "schema": value, "required": key in record.get("required", ())} for key, value in record["properties"].items()
    )
    return f"\nexport interface {name} {{\n" + "".join(f"  {one}\n" for one in fields) + "}\n"


def _sends_json(operation: dict[str, Any]) -> bool:
    return "application/json" in operation.get("requestBody", {}).get("content", {})


def _function(path: str, method: str, operation: dict[str, Any]) -> str:
    name = operation["operationId"]
    if name in SPOKEN:
        return ""
    inside = [one for one in operation.get("parameters", ()) if one["in"] == "path"]
    query = [one for one in operation.get("parameters", ()) if one["in"] == "query"]
    given = [f"{one['name']}: {type_of(one['schema'])}" for one in inside]
    address = re.sub(r"\{(\w+)(:path)?\}", r"${encodeURIComponent(\1)}", path.removeprefix("/api/v1/"))
    call = [f"`{address}`"]
    if "requestBody" in operation:
        given.append(f"body: {_body(operation)}")
        call.append("body")
    elif query:
        optional = "" if any(one.get("required") for one in query) else " = {}"
        given.append(f"query: {{ {'; '.join(_fields(query))} }}{optional}")
        call.append("query")
    speak = "send" if "requestBody" in operation else "ask"
    return f"  {name}: ({', '.join(given)}): Promise<{_answer(operation)}> => {speak}({', '.join(call)}),\n"


def _fields(query: Iterable[dict[str, Any]]) -> Iterator[str]:
    for one in query:
        told = field(one["name"], one["schema"]).strip().replace("?", "")
        yield told if one.get("required") else told.replace(":", "?:", 1)


def _body(operation: dict[str, Any]) -> str:
    return type_of(operation["requestBody"]["content"]["application/json"]["schema"])


def _answer(operation: dict[str, Any]) -> str:
    good = next(answer for code, answer in operation["responses"].items() if code.startswith("2"))
    return type_of(next(iter(good["content"].values()))["schema"])


if __name__ == "__main__":
    print(client(), end="")
