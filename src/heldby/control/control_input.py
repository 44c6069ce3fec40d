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
        families: the family of each report, by report id, and of each claim whose family differs from its report's, by claim id. A report
            that is missing is a family of its own.
        published: the publication date of each report, by report id; None for an undated report.
        known_on: infer control as known on this day: leave out reports that became available later, and end the record on this day. If
            None, use every report.
        available: the day on which each report became available, by report id, if that is not its publication date. An undated report
            becomes available on the day on which it was added.
        outlets: the outlet of each report, by report id. If given, a first pass estimates the reliability of each source, and a second
            pass weights statements by it.
        reliability: reliabilities (0 to 1) set by the user, by name of the source. They replace the estimates.
        sides: the user's own assignment of actors to sides, which takes precedence (see `SideResolver`).
        actors: the actors and their sides; by default those that ship with heldby.
        parameters: the numbers of the model; by default those that ship with heldby.
        cache: results of earlier runs. It saves work and changes no answer. It is ignored if `actors` is given, because the keys of
            the cache do not depend on the actors.
        corrected: ids of the claims that a person changed. The id of such a claim is no longer the hash of its content, so the cache keys
            contain its content. If None, they contain the content of every claim.
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
        """Return the claims of the reports available on `known_on`, ordered by report and by position in the report."""
        order = sorted(self.claims, key=lambda claim: (claim.report, claim.start, claim.id))
        if self.known_on is None:
            return order
        days = {**(self.published or {}), **(self.available or {})}
        return [claim for claim in order if (day := days.get(claim.report)) is not None and day <= self.known_on]
