"""A reader: simple Spanish sentences. Reports in other languages go to heldby's own reader."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

import heldby
from heldby.model import ActorRef, Claim, PlaceRef, make_claim
from heldby.reading import Reading

TOOK = re.compile(r"(?P<who>(?:El|La|Los|Las) [^.\n]{1,80}?) (?:tomó|tomaron) (?P<where>[^.\n]{1,80})\.")
"""Sentences such as "El ejército iraquí tomó Rawa."."""
CONFIDENCE = 0.5
"""Confidence of each claim. It is not calibrated."""


class SpanishReader:
    """Reads Spanish reports, and leaves others to the built-in reader."""

    version = f"spanish 1.0 + heldby {heldby.__version__}"

    @cached_property
    def _english(self) -> heldby.Reader:
        # Loaded with the first report that needs it, because it takes a second.
        return heldby.Reader()

    def read(self, report: heldby.Report) -> Reading:
        """Return the claims of a report."""
        if report.language != "es":
            return self._english.read(report)
        return Reading(report, mentions=(), claims=tuple(self._claims(report)))

    def read_all(self, reports: Iterable[heldby.Report]) -> Iterator[Reading]:
        """Yield one reading for each report, in their order."""
        return map(self.read, reports)

    def _claims(self, report: heldby.Report) -> Iterator[Claim]:
        for found in TOOK.finditer(report.text):
            yield make_claim(
                report=report.id,
                start=found.start(),
                end=found.end(),
                quote=found[0],
                kind="event",
                type="capture",
                actor=(ActorRef(text=found["who"], start=found.start("who"), end=found.end("who")),),
                place=(PlaceRef(text=found["where"], start=found.start("where"), end=found.end("where")),),
                confidence=CONFIDENCE,
                reader=self.version,
            )
