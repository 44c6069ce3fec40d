"""What every reader offers. A reader of another package implements this protocol; docs/readers.md says how."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from heldby.model import Report
    from heldby.reading.reading import Reading


@runtime_checkable
class AnyReader(Protocol):
    """Turns reports into mentions and claims.

    A reader may also have a method `time_limit(report)`, which returns the most seconds that reading a report may take. A worker process
    that takes longer is ended. Without it, the limit is 120 seconds and 5 seconds for every 1,000 characters.

    Attributes:
        version: name and version of the reader, such as "heldby-en 0.5". Each of its claims records it in the field `reader`.
    """

    version: str

    def read(self, report: Report) -> Reading:
        """Return the mentions and claims of one report.

        It raises no error because of the text. A report that cannot be read gets a `FailedReading`.
        """
        ...

    def read_all(self, reports: Iterable[Report]) -> Iterator[Reading]:
        """Yield the readings of many reports, one for each, in their order. `reports` may be a lazy iterable."""
        ...
