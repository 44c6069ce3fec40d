"""The reports with claims of one shard, and the reports that share their id with another report."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from zlib import crc32

from heldby.dataset.engines import GROUP, Engine
from heldby.dataset.extras import arrow
from heldby.dataset.manifest import Dataset, ManifestRow
from heldby.dataset.tables import CLAIMS, REPORTS
from heldby.model import Claim, Report


class ReportClaims(NamedTuple):
    """A report and its claims."""

    report: Report
    claims: tuple[Claim, ...]


def read_shard_claims(dataset: Dataset, row: ManifestRow, others: Mapping[str, str]) -> list[ReportClaims]:
    """Return the reports with claims of a shard, each id once, in order of id.

    `others` gives, for an id that several different reports have, the SHA-256 of the one that counts.
    """
    claims: dict[int, list[Claim]] = defaultdict(list)
    for one in dataset.table(row.files_of(CLAIMS), ["position", "payload"]):
        claims[one["position"]].append(Claim.model_validate_json(one["payload"]))
    found: dict[str, ReportClaims] = {}
    for one in dataset.table(row.files_of(REPORTS), ["id", "sha256", "position", "claims", "text", "payload"]):
        if one["claims"] and others.get(one["id"], one["sha256"]) == one["sha256"]:
            report = Report.model_validate({**json.loads(one["payload"]), "text": one["text"]})
            found.setdefault(one["id"], ReportClaims(report, tuple(claims[one["position"]])))
    return [found[id] for id in sorted(found)]


def shared_ids(dataset: Dataset, rows: Sequence[ManifestRow], engine: Engine) -> dict[str, str]:
    """Return the ids that different reports with claims have, each with the SHA-256 of the report that counts: the smallest."""
    groups = max(1, len(rows))
    found = engine.map_groups(_EmitIds(dataset.folder.url, groups), rows, _several)
    return {one["id"]: one["sha256"] for one in found}


@dataclass(frozen=True)
class _EmitIds:
    """Returns the ids and SHA-256s of the reports with claims of a shard."""

    url: str
    groups: int

    def __call__(self, row: ManifestRow) -> Any:
        columns: dict[str, list[Any]] = {GROUP: [], "id": [], "sha256": []}
        for one in Dataset(self.url).table(row.files_of(REPORTS), ["id", "sha256", "claims"]):
            if one["claims"] and not one["id"].startswith("sha256:"):  # an id made from the bytes belongs to one report
                columns[GROUP].append(crc32(one["id"].encode()) % self.groups)
                columns["id"].append(one["id"])
                columns["sha256"].append(one["sha256"])
        pa = arrow()
        return pa.table(columns, schema=pa.schema({GROUP: pa.int64(), "id": pa.string(), "sha256": pa.string()}))


def _several(rows: Any) -> Any:
    digests: dict[str, set[str]] = defaultdict(set)
    for one in rows.to_pylist():
        digests[one["id"]].add(one["sha256"])
    several = sorted(id for id, found in digests.items() if len(found) > 1)
    columns = {"id": several, "sha256": [min(digests[id]) for id in several]}
    return arrow().table(columns, schema=arrow().schema({"id": arrow().string(), "sha256": arrow().string()}))
