"""Generator of the app's TypeScript client from the OpenAPI document.

Regenerate it with `python -m heldby.server.openapi_client > ui/src/api/client.ts`; a test compares the file with this module's output.

Fields that can be null become optional, because the app removes null fields from responses. Records that are also part of the page's data
are imported from `contract.ts`. General-purpose generators support neither of these rules, and openapi-typescript does not yet support
the app's version of TypeScript.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Iterator
from typing import Any

from heldby.presentation.schema import PageData
from heldby.presentation.typescript import field, interface, type_of

HEAD = "// Written by `python -m heldby.server.openapi_client` from the API's OpenAPI document; change it there.\n\n"
VALIDATION_SCHEMAS = frozenset({"HTTPValidationError", "ValidationError"})
HANDWRITTEN = frozenset({"stream", "upload"})
"""Operations that the app implements by hand: one returns an endless stream, one sends bytes."""

Schema = dict[str, Any]


def openapi() -> Schema:
    """Return the OpenAPI document of the API."""
    from heldby.server.app import create_app
    from heldby.store import Dossier

    with tempfile.TemporaryDirectory() as folder, Dossier.open(folder, create=True) as dossier:
        return create_app(dossier).openapi()


def client() -> str:
    """Return the client: an interface for each record that is not part of the page's data, and a function for each operation."""
    document = openapi()
    schemas = document["components"]["schemas"]
    operations = [(path, operation) for path, methods in document["paths"].items() for operation in methods.values()]
    shared = PageData.model_json_schema()["$defs"].keys() & schemas.keys()
    sent = {_body_type(operation) for _, operation in operations if _sends_json(operation)}
    interfaces = "".join(
        _request_interface(name, schemas[name]) if name in sent else interface(name, schemas[name])
        for name in sorted(schemas.keys() - shared - VALIDATION_SCHEMAS)
    )
    functions = "".join(_function(path, operation) for path, operation in operations if operation["operationId"] not in HANDWRITTEN)
    used = ", ".join(name for name in sorted(shared) if re.search(rf"\b{name}\b", interfaces + functions))
    imports = f"import type {{ {used} }} from '../contract'\nimport {{ ask, send }} from './ask'\n"
    return f"{HEAD}{imports}{interfaces}\nexport const api = {{\n{functions}}}\n"


def _request_interface(name: str, schema: Schema) -> str:
    """Return the interface of a request body, in which fields with a default are optional."""
    required = schema.get("required", ())
    fields = _fields({"name": key, "schema": value, "required": key in required} for key, value in schema["properties"].items())
    return f"\nexport interface {name} {{\n" + "".join(f"  {one}\n" for one in fields) + "}\n"


def _function(path: str, operation: Schema) -> str:
    """Return the client function of an operation."""
    path_parameters = [one for one in operation.get("parameters", ()) if one["in"] == "path"]
    query = [one for one in operation.get("parameters", ()) if one["in"] == "query"]
    parameters = [f"{one['name']}: {type_of(one['schema'])}" for one in path_parameters]
    address = re.sub(r"\{(\w+)(:path)?\}", r"${encodeURIComponent(\1)}", path.removeprefix("/api/v1/"))
    arguments = [f"`{address}`"]
    if "requestBody" in operation:
        parameters.append(f"body: {_body_type(operation)}")
        arguments.append("body")
    elif query:
        default = "" if any(one.get("required") for one in query) else " = {}"
        parameters.append(f"query: {{ {'; '.join(_fields(query))} }}{default}")
        arguments.append("query")
    helper = "send" if "requestBody" in operation else "ask"
    signature = f"({', '.join(parameters)}): Promise<{_response_type(operation)}>"
    return f"  {operation['operationId']}: {signature} => {helper}({', '.join(arguments)}),\n"


def _fields(parameters: Iterable[Schema]) -> Iterator[str]:
    """Yield each parameter as a TypeScript property, optional unless it is required."""
    for one in parameters:
        text = field(one["name"], one["schema"]).strip().replace("?", "")
        yield text if one.get("required") else text.replace(":", "?:", 1)


def _sends_json(operation: Schema) -> bool:
    return "application/json" in operation.get("requestBody", {}).get("content", {})


def _body_type(operation: Schema) -> str:
    return type_of(operation["requestBody"]["content"]["application/json"]["schema"])


def _response_type(operation: Schema) -> str:
    response = next(response for code, response in operation["responses"].items() if code.startswith("2"))
    return type_of(next(iter(response["content"].values()))["schema"])


if __name__ == "__main__":
    print(client(), end="")
