"""A tiny reader for tests that knows one sentence, "A took B from C.", and four reports for it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from dossier_making import HandReading, claim_of
from heldby import pipeline
from heldby.model import Mention, Report
from heldby.pipeline import IngestCounts, IngestListener
from heldby.store import Dossier

SENTENCE = re.compile(r"(?P<who>[A-Z][\w ]+?) (?P<verb>took|lost) (?P<where>[\w-]+(?: Kamal)?)(?: (?:from|to) (?P<whom>[\w ]+?))?\.")

REPORTS = (
    {"id": "a", "published": "2017-11-09", "source": "A", "text": "Syrian army took Albu Kamal from IS."},
    {"id": "b", "published": "2017-11-12", "source": "B", "text": "IS took Abu Kamal from Syrian army."},
    {"id": "c", "published": "2017-11-19", "source": "C", "text": "Syrian army took Albu Kamal from IS."},
    {"id": "d", "published": "2017-11-17", "source": "A", "text": "Iraqi forces took Rawa from IS."},
)


class LineReader:
    """Reads "took" as a capture and, in version 2, "lost" as a withdrawal. It fails on a text that contains "poison"."""

    def __init__(self, version: str = "line 1") -> None:
        self.version = version
        self.seen: list[str] = []

    def read(self, report: Report) -> HandReading:
        """Read the claims of one report."""
        if "poison" in report.text:
            raise RuntimeError("it was poisoned")
        self.seen.append(report.id)
        verbs = {"took": "capture", "lost": "withdraw"} if self.version == "line 2" else {"took": "capture"}
        found = [match for match in SENTENCE.finditer(report.text) if match["verb"] in verbs]
        claims = [
            claim_of(
                report,
                match[0],
                reader=self.version,
                type=verbs[match["verb"]],
                actor=[match["who"]],
                target=[match["whom"]] if match["whom"] else [],
                place=[match["where"]],
                day=str(report.published) if report.published else None,
            )
            for match in found
        ]
        mentions = [
            Mention(report=report.id, start=match.start("where"), end=match.end("where"), text=match["where"], kind="place")
            for match in found
        ]
        return HandReading(report, tuple(mentions), tuple(claims))

    def read_all(self, reports: Iterable[Report]) -> Iterator[HandReading]:
        """Read many reports in their order."""
        yield from (self.read(report) for report in reports)


def write_reports(path: Path, *reports: dict[str, str]) -> Path:
    """Write reports as JSON Lines."""
    path.write_text("".join(json.dumps(report) + "\n" for report in reports), "utf-8")
    return path


def run_line_reader(
    dossier: Dossier, *paths: Path, reader: LineReader | None = None, listener: IngestListener | None = None
) -> IngestCounts:
    """Run the pipeline with a `LineReader`."""
    return pipeline.run(map(str, paths), dossier, reader=reader or LineReader(), listener=listener)  # type: ignore[arg-type]
