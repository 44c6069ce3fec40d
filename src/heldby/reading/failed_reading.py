"""The reading of a report that a reader could not read."""

from __future__ import annotations

from dataclasses import dataclass

from heldby.reading.reading import Reading


@dataclass(frozen=True)
class FailedReading(Reading):
    """A reading that came to nothing, for a reason that may go away: a server did not answer. `notes` says what happened.

    It is not stored. A new report is refused, so that the next `heldby run` tries it again; when a report is read again, its earlier
    claims stay.
    """
