"""Authors: whose word a claim is: a speaker's whom its report names, else its outlet's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal, NamedTuple, TypeAlias

from heldby.model import Claim
from heldby.reference.sides import fold


class Author(NamedTuple):
    """Whose word a claim is; `key` tells one author from another, `name` is how it is written."""

    kind: Literal["outlet", "speaker"]
    key: str
    name: str


Trust: TypeAlias = Callable[[Author], float]
"""The factor on a statement's strength that its author has earned."""


class Authors:
    """Tells whose word a claim is, given each report's outlet. An outlet that another quotes is itself."""

    def __init__(self, sources: Mapping[str, str | None]) -> None:
        self._sources = sources
        self._outlets = {outlet: Author("outlet", fold(outlet), outlet) for outlet in set(sources.values()) if outlet}
        self._spoken = {author.key: author for author in sorted(self._outlets.values())}

    def of(self, claim: Claim) -> Author | None:
        """The author; null where neither a named speaker nor an outlet is known. Anonymous speakers stay their outlet's."""
        speaker, outlet = claim.source, self._sources.get(claim.report)
        if speaker is not None and speaker.kind in ("named", "outlet"):
            if (name := fold(speaker.text)) in self._spoken:
                return self._spoken[name]
            if speaker.id or any(char.isupper() for char in speaker.text):
                return Author("speaker", speaker.id or name, speaker.text)
        return self._outlets[outlet] if outlet else None
