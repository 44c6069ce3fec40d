"""Generator of the app's TypeScript client from the OpenAPI document: `client.ts` with the functions, and records in files beside it.

Regenerate them with `python -m heldby.server.openapi_client ui/src/api`; a test compares the files with this module's output.

Fields that can be null become optional, because the app removes null fields from responses. Records that are also part of the page's data
are imported from `contract.ts`. General-purpose generators support neither of these rules, and openapi-typescript does not yet support
the app's version of TypeScript.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from heldby.presentation.schema import PageData
from heldby.presentation.typescript import field, interface, type_of

HEAD = "// Written by `python -m heldby.server.openapi_client` from the API's OpenAPI document; change it there.\n\n"
VALIDATION_SCHEMAS = frozenset({"HTTPValidationError", "ValidationError"})
GROUPS = {
    "features": ("Landing", "Conformance", "Collections", "Features", "Feature"),
    "review": ("Audit", "Judged", "Judgements", "Queue", "Sample"),
}
"""Files for the records of OGC API - Features and of review, with the records from which the others of the file are reached."""
HANDWRITTEN = frozenset({"stream", "upload"})
"""Operations that the app implements by hand: one returns an endless stream, one sends bytes."""

Schema = dict[str, Any]


def openapi() -> Schema:
    """Return the OpenAPI document of the API."""
    from heldby.server.app import create_app
    from heldby.store import Dossier

    with tempfile.TemporaryDirectory() as folder, Dossier.open(folder, create=True) as dossier:
        return create_app(dossier).openapi()


def client_files() -> dict[str, str]:
    """Return the files of the client by name.

    `client.ts` has a function for each operation, `requests.ts` an interface for each request body, and the files of `GROUPS` and
    `records.ts` one for each other record that is not part of the page's data.
    """
    document = openapi()
    schemas = document["components"]["schemas"]
    operations = [(path, operation) for path, methods in document["paths"].items() for operation in methods.values()]
    shared = PageData.model_json_schema()["$defs"].keys() & schemas.keys()
    sent = {_body_type(operation) for _, operation in operations if _sends_json(operation)}
    names = sorted(schemas.keys() - shared - VALIDATION_SCHEMAS)
    home = dict.fromkeys(names, "records") | {name: file for file, roots in GROUPS.items() for name in _only_in(schemas, names, roots)}
    home |= dict.fromkeys(sent, "requests")
    written = {name: (_request_interface if name in sent else interface)(name, schemas[name]) for name in names}
    bodies = {file: "".join(written[name] for name in names if home[name] == file) for file in sorted(set(home.values()))}
    homes = dict.fromkeys(shared, "../contract") | {name: f"./{file}" for name, file in home.items()}
    files = {f"{file}.ts": f"{HEAD}{_imports(text, homes)}{text}".replace("\n\n\n", "\n\n") for file, text in bodies.items()}
    functions = "".join(_function(path, operation) for path, operation in operations if operation["operationId"] not in HANDWRITTEN)
    again = "".join(f"export type * from './{file}'\n" for file in bodies)
    imports = f"{_imports(functions, homes)}import {{ ask, send }} from './ask'\n\n"
    return {**files, "client.ts": f"{HEAD}{imports}{again}\nexport const api = {{\n{functions}}}\n"}


def _declared(text: str) -> list[str]:
    return re.findall(r"^export interface (\w+)", text, re.M)


def _imports(text: str, homes: Mapping[str, str]) -> str:
    """Return the imports of the records that a text uses and does not declare; `homes` has the module of each record."""
    used = [
        name for name in sorted(homes.keys() - set(_declared(text))) if re.search(rf"\b{name}\b", re.sub(r"['\"][^'\"]*['\"]", "", text))
    ]
    modules = sorted({homes[name] for name in used})
    return "".join(f"import type {{ {', '.join(name for name in used if homes[name] == home)} }} from '{home}'\n" for home in modules)


def _only_in(schemas: Schema, names: Iterable[str], roots: Iterable[str]) -> set[str]:
    """Return the records that are reached from the roots alone."""
    inside = _used_by(schemas, roots) & set(names)
    return inside - _used_by(schemas, (name for name in names if name not in inside))


def _used_by(schemas: Schema, roots: Iterable[str]) -> set[str]:
    """Return the records that some records are made of, with these."""
    found, open_names = set[str](), list(roots)
    while open_names:
        name = open_names.pop()
        if name not in found:
            found.add(name)
            open_names += re.findall(r"#/components/schemas/(\w+)", json.dumps(schemas[name]))
    return found


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
    for file, source in client_files().items():
        Path(sys.argv[1], file).write_text(source, encoding="utf-8")
