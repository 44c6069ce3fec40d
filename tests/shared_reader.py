"""One reader for all tests, because loading the language model takes seconds."""

from __future__ import annotations

from functools import cache

from heldby.model import Claim, Report
from heldby.reading import Reader


@cache
def reader() -> Reader:
    """Return the reader."""
    return Reader()


def report_of(text: str, **fields: object) -> Report:
    """Return a report with a text."""
    return Report(id="r", sha256="", text=text, **fields)  # type: ignore[arg-type]


def claims_of(text: str, *types: str, **fields: object) -> list[Claim]:
    """Return the claims that are read in a text, of some types or of all."""
    return [claim for claim in reader().read(report_of(text, **fields)).claims if not types or claim.type in types]
