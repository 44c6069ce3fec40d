"""The source of a claim: the speaker that its report names, else the report's outlet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Literal, NamedTuple, TypeAlias

from heldby.base.text import fold_case
from heldby.model import Claim


class Source(NamedTuple):
    """An outlet or a named speaker, with the `key` that identifies it and its `name` as reports spell it."""

    kind: Literal["outlet", "speaker"]
    key: str
    name: str


ReliabilityFactor: TypeAlias = Callable[[Source], float]
"""A function that returns the factor by which the strength of a source's statements is multiplied."""


class SourceResolver:
    """Finds the source of a claim, given the outlet of each report. An outlet that another outlet quotes is still the same source.

    `known` names outlets of other reports.
    """

    def __init__(self, outlets: Mapping[str, str | None], known: Iterable[str] = ()) -> None:
        self._outlet_of_report = outlets
        self._outlets = {outlet: Source("outlet", fold_case(outlet), outlet) for outlet in {*outlets.values(), *known} if outlet}
        self._by_key = {source.key: source for source in sorted(self._outlets.values())}

    def source_of(self, claim: Claim) -> Source | None:
        """Return the source, or None if neither a named speaker nor the outlet is known.

        The source of a claim by an anonymous speaker is the outlet.
        """
        speaker, outlet = claim.source, self._outlet_of_report.get(claim.report)
        if speaker is not None and speaker.kind in ("named", "outlet"):
            if (name := fold_case(speaker.text)) in self._by_key:
                return self._by_key[name]
            if speaker.id or any(char.isupper() for char in speaker.text):
                return Source("speaker", speaker.id or name, speaker.text)
        return self._outlets[outlet] if outlet else None
