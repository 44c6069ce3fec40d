"""Component names of the OpenAPI document.

Clients refer to schemas by these names, so they stay as first published when a class is renamed. A class without an entry in
`WIRE_NAMES` is published under its own name.
"""

from __future__ import annotations

from typing import Any

WIRE_NAMES = {
    "AsKnown": "Known",
    "AuditItem": "SampleItem",
    "AuditResult": "Audit",
    "AuditSample": "Sample",
    "AuditVerdicts": "Verdicts",
    "ChangedAnswer": "Difference",
    "ClaimBatch": "Batch",
    "Contradictions": "Quarrels",
    "ControlChange": "Turn",
    "PlaceExplanation": "Why",
    "FullReport": "WholeReport",
    "IngestJob": "Job",
    "IngestJobs": "Jobs",
    "JudgementPage": "Judgements",
    "JudgementReceipt": "Judged",
    "JudgementRequest": "Judging",
    "LandingPage": "Landing",
    "LedgerEntry": "Act",
    "MapPlace": "ScenePlace",
    "MapScene": "Scene",
    "OutletList": "Outlets",
    "PastedText": "Pasted",
    "PlaceEvidence": "Evidence",
    "RecentChanges": "News",
    "RefusedItem": "Refusal",
    "ReportPage": "ReportRows",
    "PendingClaim": "QueueRow",
    "ReviewQueue": "Queue",
    "SearchResults": "Hits",
    "Timeline": "Moments",
    "UndoRequest": "Undoing",
}
"""The published component name of each class with another name."""

PREFIX = "#/components/schemas/"


def with_wire_names(document: dict[str, Any]) -> dict[str, Any]:
    """Return an OpenAPI document in which components, and all references to them, have their published names.

    Raises:
        ValueError: two components have the same published name.
    """
    renamed: dict[str, Any] = _rename_refs(document)
    schemas = renamed["components"]["schemas"]
    published = {WIRE_NAMES.get(name, name): _retitle(schema, name) for name, schema in schemas.items()}
    if len(published) != len(schemas):
        raise ValueError(f"two schemas share a published name: {sorted(schemas)}")
    renamed["components"]["schemas"] = dict(sorted(published.items()))
    return renamed


def _retitle(schema: dict[str, Any], name: str) -> dict[str, Any]:
    """Return a component schema. If its title is the class name, the title becomes the published name."""
    return {**schema, "title": WIRE_NAMES[name]} if name in WIRE_NAMES and schema.get("title") == name else schema


def _rename_refs(value: Any) -> Any:
    if isinstance(value, list):
        return [_rename_refs(item) for item in value]
    if isinstance(value, dict):
        return {key: _rename_refs(item) for key, item in value.items()}
    if isinstance(value, str) and value.startswith(PREFIX):
        name = value.removeprefix(PREFIX)
        return PREFIX + WIRE_NAMES.get(name, name)
    return value
