"""A reader small enough to follow by eye: it knows one sentence, "A took B from C.", and the places and actors of `dossier_making`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dossier_making import HandReading, claim_of
from heldby.model import Mention, Report

SENTENCE = re.compile(r"(?P<who>[A-Z][\w ]+?) (?P<verb>took|lost) (?P<where>[\w-]+(?: Kamal)?)(?: (?:from|to) (?P<whom>[\w ]+?))?\.")


class LineReader:
    """Reads "took" as capture and, in version 2, "lost" as withdraw; a text with "poison" in it makes it fail."""

    def __init__(self, version: str = "line 1") -> None:
        self.version = version
        self.seen: list[str] = []

    def read(self, report: Report) -> HandReading:
        """The claims of one report."""
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
        """The claims of many reports, in their order."""
        yield from (self.read(report) for report in reports)
