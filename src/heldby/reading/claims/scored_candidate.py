"""Claim candidates with their probabilities in the first pass."""

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

    `probability` is the probability that the candidate is a claim. `role_probabilities[k]` are the probabilities of role candidate k, and
    `roles` the roles that the first pass assigns. `match` is the construction match of the same claim, if any, and `noun` the token of the
    noun that a figure counts. `accepted` says whether the first pass takes the candidate for a claim. `role_features[k]` are the features
    of role candidate k, kept only on request.
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
    """The result of the first pass over a report.

    `scored` holds the scored candidates in the order of decision. The other fields are computed once for the whole report.
    """

    parsed: ParsedReport
    entities: Entities
    list_actors: ListActors
    scored: list[ScoredCandidate]
