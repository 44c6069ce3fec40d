"""Candidates with the probabilities of the first pass."""

from __future__ import annotations

from dataclasses import dataclass, field

from heldby.reading.claims.actors_of_lists import ListActors
from heldby.reading.claims.candidates import Candidate
from heldby.reading.claims.constructions import ConstructionMatch
from heldby.reading.claims.entities import Entities
from heldby.reading.claims.roles import RoleCandidate, RoleProbabilities, Roles
from heldby.reading.parse.parsed_report import ParsedReport


@dataclass(slots=True)
class ScoredCandidate:
    """A claim candidate after the first pass.

    `probability` is that of a claim, `role_probabilities[k]` those of role candidate k, `roles` the roles assigned so far. `match` is the
    construction that finds the same claim, `noun` the token of the noun that a figure counts. `accepted` says whether the first pass takes
    the candidate for a claim. `role_features[k]` are the features of role candidate k, kept only on request.
    """

    candidate: Candidate
    match: ConstructionMatch | None
    noun: int | None
    probability: float
    role_candidates: list[RoleCandidate]
    role_probabilities: list[RoleProbabilities]
    roles: Roles
    accepted: bool
    role_features: list[list[str]] = field(default_factory=list)


@dataclass(slots=True)
class FirstPass:
    """The result of the first pass over a report: its scored candidates in order of decision, and what was computed for the whole
    report."""

    parsed: ParsedReport
    entities: Entities
    list_actors: ListActors
    scored: list[ScoredCandidate]
