"""Families over a whole dataset: near-duplicate reports and copied passages, found by MinHash and locality-sensitive hashing.

The sketches are brought together by the keys of their bands, so that no process needs more than the texts that share a key. The families
are those that `find_families` and `passage_families` find in the reports with claims: a report without claims is no source.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple
from zlib import crc32

import numpy as np

from heldby.dataset.engines import GROUP, Engine
from heldby.dataset.extras import arrow
from heldby.dataset.manifest import Dataset, ManifestRow
from heldby.dataset.shard_claims import read_shard_claims
from heldby.events import SketchCache, families, shared_passages
from heldby.events.families import band_keys, join_pairs
from heldby.events.minhash import WORDS

REPORT = -1
"""Number that stands for a whole report in place of the number of a passage."""
GROUPS_PER_SHARD = 4
"""Number of groups that the keys of bands are divided into, for each shard, up to `MAX_GROUPS`."""
MAX_GROUPS = 2_000

Key = tuple[str, int]
"""The id of a report, and the number of a passage or `REPORT`."""


class Text(NamedTuple):
    """A text that is compared: its key, the shard that it is in, and the ids of the claims in it (of a passage)."""

    key: Key
    shard: str
    claims: tuple[str, ...]


@dataclass(frozen=True)
class Families:
    """The families found: those of reports, by id, and those of claims in copied passages, by id, for each shard.

    A report that is missing is a family of its own, and a claim that is missing has the family of its report.
    """

    by_shard: Mapping[str, Mapping[str, str]]


def find_families(dataset: Dataset, rows: Sequence[ManifestRow], engine: Engine, others: Mapping[str, str]) -> Families:
    """Find the families of the reports and claims of a dataset.

    Args:
        dataset: the dataset.
        rows: its manifest.
        engine: what does the work.
        others: by the id of a report that several different reports have, the SHA-256 of the one that counts.
    """
    groups = max(1, min(MAX_GROUPS, GROUPS_PER_SHARD * len(rows)))
    found = engine.map_groups(EmitBands(dataset.folder.url, groups, dict(others)), rows, similar_pairs)
    pairs = [(_text(one, "left"), _text(one, "right")) for one in found]
    shards: dict[Key, set[str]] = {}
    claims: dict[Key, tuple[str, ...]] = {}
    for text in (text for pair in pairs for text in pair):
        shards.setdefault(text.key, set()).add(text.shard)
        claims[text.key] = text.claims
    reports = {key[0]: first[0] for key, first in join_pairs(_keys(pairs, passages=False)).items()}
    by_shard: dict[str, dict[str, str]] = {}
    for report, family in reports.items():
        for shard in shards[report, REPORT]:
            by_shard.setdefault(shard, {})[report] = family
    for key, first in join_pairs(_keys(pairs, passages=True)).items():
        family = reports.get(first[0], first[0])
        if family != reports.get(key[0], key[0]):
            for shard in shards[key]:
                by_shard.setdefault(shard, {}).update(dict.fromkeys(claims[key], family))
    return Families(by_shard)


def _keys(pairs: Iterable[tuple[Text, Text]], *, passages: bool) -> Iterator[tuple[Key, Key]]:
    return ((left.key, right.key) for left, right in pairs if (left.key[1] != REPORT) == passages)


def _text(row: Mapping[str, Any], side: str) -> Text:
    values = json.loads(row[side])
    return Text((values[0], values[1]), values[2], tuple(values[3]))


@dataclass(frozen=True)
class EmitBands:
    """Returns a row for each band of each text of a shard: the texts of the reports with claims, and their passages with claims."""

    url: str
    groups: int
    others: Mapping[str, str]

    def __call__(self, row: ManifestRow) -> Any:
        """Return the Arrow table of a shard."""
        found = read_shard_claims(Dataset(self.url), row, self.others)
        cache, out = SketchCache(), _columns()
        for one in found:
            self._add(out, cache, Text((one.report.id, REPORT), row.key, ()), one.report.text)
        reports, claims = (one.report for one in found), (claim for one in found for claim in one.claims)
        texts, inside = shared_passages.passages_with_claims(reports, claims)
        for key, text in texts.items():
            if len(WORDS.findall(text)) >= shared_passages.MIN_WORDS:
                self._add(out, cache, Text(key, row.key, tuple(claim.id for claim in inside[key])), text)
        return arrow().table(out, schema=_schema())

    def _add(self, out: dict[str, list[Any]], cache: SketchCache, text: Text, content: str) -> None:
        sketch = cache.sketch(content)
        if sketch is None:
            return
        kind = b"r" if text.key[1] == REPORT else b"p"
        for band in band_keys(sketch):
            out[GROUP].append(crc32(kind + band) % self.groups)
            out["band"].append(kind + band)
            out["report"].append(text.key[0])
            out["number"].append(text.key[1])
            out["text"].append(json.dumps([*text.key, text.shard, text.claims]))
            out["sketch"].append(sketch.astype("<u4").tobytes())


def _schema() -> Any:
    pa = arrow()
    types = {"band": pa.binary(), "report": pa.string(), "number": pa.int64(), "text": pa.string(), "sketch": pa.binary()}
    return pa.schema({GROUP: pa.int64(), **types})


def _columns() -> dict[str, list[Any]]:
    return {name: [] for name in _schema().names}


def similar_pairs(rows: Any) -> Any:
    """Return the pairs of similar texts among the rows of a group: in each band, each text is compared with the next one."""
    order = [(name, "ascending") for name in ("band", "report", "number")]
    sorted_rows = rows.select([name for name in rows.column_names if name != GROUP]).sort_by(order).to_pylist()
    pairs = {
        (left["text"], right["text"])
        for left, right in pairwise(sorted_rows)
        if left["band"] == right["band"]
        and (left["report"], left["number"]) != (right["report"], right["number"])
        and _similar(left, right)
    }
    ordered = sorted(pairs)
    columns = {"left": [left for left, _ in ordered], "right": [right for _, right in ordered]}
    return arrow().table(columns, schema=arrow().schema({"left": arrow().string(), "right": arrow().string()}))


def _similar(left: Mapping[str, Any], right: Mapping[str, Any]) -> bool:
    """Check whether the rows of two bands are one band of two similar texts."""
    if left["band"] != right["band"] or (left["report"], left["number"]) == (right["report"], right["number"]):
        return False
    threshold = families.THRESHOLD if left["number"] == REPORT else shared_passages.THRESHOLD
    same = np.frombuffer(left["sketch"], "<u4") == np.frombuffer(right["sketch"], "<u4")
    return float(np.mean(same)) >= threshold
