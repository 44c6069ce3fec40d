"""Gives what a dataset holds to the pipeline of a dossier, as if it had just been read."""

from __future__ import annotations

import json
from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from heldby.dataset.manifest import Dataset, ManifestRow
from heldby.dataset.tables import CLAIMS, MENTIONS, REFUSED, REPORTS
from heldby.intake.results import Accepted, IntakeResult, Refused
from heldby.model import Claim, Mention, Report
from heldby.reading import Reading
from heldby.reading.readers import ChosenReader
from heldby.reading.reading import IRRELEVANT

MAX_WAITING = 10_000
"""Number of readings that are kept until they are asked for. A pipeline asks for them in batches that are much smaller."""


class StoredReadings:
    """A reader that returns the readings of a dataset, and the source of the reports that it has read.

    `items` yields the reports of the shards, and `read` returns the readings of reports that were yielded. A report that a dossier gives
    another id is read again, as its claims name their report; so is one whose reading failed before.
    """

    def __init__(self, dataset: Dataset, chosen: ChosenReader) -> None:
        self._dataset, self._chosen = dataset, chosen
        self.version = chosen.version
        self._waiting: OrderedDict[tuple[str, str], Reading] = OrderedDict()

    def items(self, rows: Iterable[ManifestRow]) -> Iterator[IntakeResult]:
        """Yield the reports of shards, shard by shard, in the order in which they were read, and what was refused."""
        for row in rows:
            if row.released:
                continue
            readings = _readings(self._dataset, row)
            for one in sorted(self._dataset.table(row.files_of(REPORTS)), key=lambda one: int(one["position"])):
                report = Report.model_validate({**json.loads(one["payload"]), "text": one["text"]})
                notes = tuple(note for note in one["notes"] if note != IRRELEVANT)
                if one["failed"] is None:
                    mentions, claims = readings[one["position"]]
                    skipped = (IRRELEVANT,) if IRRELEVANT in one["notes"] else ()
                    self._waiting[report.id, report.sha256] = Reading(report, tuple(mentions), tuple(claims), skipped)
                    if len(self._waiting) > MAX_WAITING:
                        self._waiting.popitem(last=False)
                yield Accepted(report, one["original"], notes)
            yield from (Refused(one["name"], one["reason"]) for one in self._dataset.table(row.files_of(REFUSED)))

    def release(self, rows: Iterable[ManifestRow]) -> None:
        """Delete the files of shards whose reports are all in the dossier now. The manifest still has the shards.

        A shard with reports that could not be read is taken out of the manifest, so that the next run reads it again.
        """
        for row in rows:
            if not row.released:
                self._dataset.release(row, keep_row=not row.failed)

    def read(self, report: Report) -> Reading:
        """Return the reading of a report that `items` yielded."""
        stored = self._waiting.pop((report.id, report.sha256), None)
        if stored is not None and stored.report == report:
            return stored
        return self._chosen.reader.read(report)

    def read_all(self, reports: Iterable[Report]) -> Iterator[Reading]:
        """Yield the readings of several reports in their order."""
        return map(self.read, reports)


def _readings(dataset: Dataset, row: ManifestRow) -> dict[int, tuple[list[Mention], list[Claim]]]:
    """Return the mentions and claims of a shard by the number of their report."""
    found: dict[int, tuple[list[Mention], list[Claim]]] = defaultdict(lambda: ([], []))
    for one in _payloads(dataset, row, MENTIONS):
        found[one["position"]][0].append(Mention.model_validate_json(one["payload"]))
    for one in _payloads(dataset, row, CLAIMS):
        found[one["position"]][1].append(Claim.model_validate_json(one["payload"]))
    return found


def _payloads(dataset: Dataset, row: ManifestRow, table: str) -> list[dict[str, Any]]:
    return dataset.table(row.files_of(table), ["position", "payload"])
