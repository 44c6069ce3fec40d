"""Memory: what was inferred of a place, kept by a digest of all that it rests on, so that a new report costs only the places it touches."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, cast

from pydantic import TypeAdapter, ValidationError

from heldby.control.statements import Statement
from heldby.model import Control
from heldby.reference.camps import Camps
from heldby.reference.sites import Site

RECORD: TypeAdapter[Control | None] = TypeAdapter(cast(Any, Control | None))
"""A place's record, null where nothing tells of its control."""


@dataclass(slots=True)
class Memory:
    """Records of places as JSON by digest: those `kept` from before, by this same version, and those `used` since, which alone are worth
    keeping."""

    kept: Mapping[str, str] = field(default_factory=dict)
    used: dict[str, str] = field(default_factory=dict)

    def recall(self, digest: str) -> tuple[Control | None] | None:
        """The record kept under a digest, of a place that has none (null,); null if it has to be inferred."""
        written = self.used.get(digest, self.kept.get(digest))
        try:
            found = (RECORD.validate_json(written),) if written is not None else None
        except ValidationError:  # a damaged memory costs time, nothing else
            return None
        if written is not None:
            self.used[digest] = written
        return found

    def keep(self, digest: str, record: Control | None) -> None:
        """Keeps what was inferred."""
        self.used[digest] = RECORD.dump_json(record).decode()


def digest(common: object, site: Site, said: Sequence[Statement], hot: Sequence[int], camps: Camps) -> str:
    """A digest of all that the record of one place rests on; `common` is what is the same for all places, as JSON has it."""
    state = camps.sovereign(site.country)
    owner = (state.name, camps.side(state, None, site.country)) if state else None
    told = [_told(one, site, camps) for one in said]
    text = json.dumps([common, asdict(site), owner, hot, told], separators=(",", ":"), default=str)
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def _told(said: Statement, site: Site, camps: Camps) -> tuple[object, ...]:
    """All of a statement that bears on its place; of those it names, the sides too, for one may stand in for a holder no one names."""
    named = [(ref.id, ref.name or ref.text, camps.side(ref, None, site.country)) for ref in (*said.claim.target, *said.claim.actor)]
    holder = (said.actor.id, said.actor.name or said.actor.text) if said.actor else None
    return (
        said.claim.id, said.claim.report, said.family, said.form, said.gain, said.lose, said.parties, said.first, said.last, said.known,
        said.strength, said.area, said.claim.when is not None, holder, named,
    )  # fmt: skip
