"""The input of the control model: claims, and the facts about their reports and sources."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from heldby.control.cache import InferenceCache
from heldby.control.parameters import Parameters
from heldby.model import Claim
from heldby.reference.sides import ActorLookup, SideOverrides


@dataclass(frozen=True, slots=True)
class ControlInput:
    """Everything that control is inferred from. Only `claims` is required; their order does not matter.

    Attributes:
        claims: the claims of all reports.
        families: the family of each report, by report id, and of single claims that differ from their report's, by claim id. A report
            that is missing here is a family of its own.
        published: the publication date of each report, by report id; null for an undated report.
        known_on: the day as known on which control is inferred. Claims of reports that became available later are left out, and the record
            ends on this day. Null: every claim counts.
        available: the day on which a report became available, by report id, where that is not its publication date: for an undated
            report, the day on which it was read.
        outlets: the outlet of each report, by report id. If this is not null, a first pass estimates the reliability of each source, and
            a second weights statements by it.
        reliability: reliabilities (0 to 1) that a person set, by the source's name. They replace the estimates.
        sides: the person's own assignment of actors to sides (see `SideResolver`).
        actors: the actors and their sides; null: those that ship with heldby.
        parameters: the numbers of the model; null: those that ship with heldby.
        cache: results of earlier runs. It saves work and does not change any answer. It is not used with `actors`, because its keys do not
            cover them.
        corrected: ids of claims that a person changed, so that their ids are no longer the hash of their content. Null: not known, and
            the cache hashes the content of every claim.
    """

    claims: Sequence[Claim]
    families: Mapping[str, str] | None = None
    published: Mapping[str, dt.date | None] | None = None
    known_on: dt.date | None = None
    available: Mapping[str, dt.date] | None = None
    outlets: Mapping[str, str | None] | None = None
    reliability: Mapping[str, float] | None = None
    sides: SideOverrides | None = None
    actors: ActorLookup | None = None
    parameters: Parameters | None = None
    cache: InferenceCache | None = None
    corrected: Collection[str] | None = None

    def available_claims(self) -> list[Claim]:
        """Return the claims of the reports available on `known_on`, ordered by report and by position in it."""
        order = sorted(self.claims, key=lambda claim: (claim.report, claim.start, claim.id))
        if self.known_on is None:
            return order
        days = {**(self.published or {}), **(self.available or {})}
        return [claim for claim in order if (day := days.get(claim.report)) is not None and day <= self.known_on]
