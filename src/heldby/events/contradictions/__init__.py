"""Find contradictions between claims, or between a claim and the inferred record. Each has a reason that a person can check.

A rule is a function from a `ClaimIndex` to contradictions. `RULES` lists them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from heldby.events.contradictions.claim_index import ClaimIndex
from heldby.events.contradictions.denials import denied
from heldby.events.contradictions.early_captures import capture_before_entry
from heldby.events.contradictions.figures import conflicting_figures
from heldby.events.contradictions.rival_holders import two_holders
from heldby.events.contradictions.superlatives import ShareComparison, compare_shares, contradicted_shares, contradicted_superlatives
from heldby.model import Claim, Control
from heldby.model.contradiction import Contradiction
from heldby.reference.sides import ActorLookup, SideOverrides, SideResolver

RULES: tuple[Callable[[ClaimIndex], Iterator[Contradiction]], ...] = (
    two_holders,
    denied,
    capture_before_entry,
    conflicting_figures,
    contradicted_superlatives,
    contradicted_shares,
)

__all__ = ["RULES", "ShareComparison", "claimed_shares", "find_contradictions"]


def find_contradictions(
    claims: Iterable[Claim], controls: Sequence[Control] = (), *, families: Mapping[str, str] | None = None,
    published: Mapping[str, dt.date | None] | None = None, sides: SideOverrides | None = None, actors: ActorLookup | None = None,
    outlets: Mapping[str, str | None] | None = None,
) -> list[Contradiction]:  # fmt: skip
    """Return the contradictions of claims with one another and with the record inferred from them, ordered by first day, kind and id.

    Args:
        claims: the claims of all reports.
        controls: the records of all places.
        families: the family of each report or claim, by id. Claims of one family contradict each other only if one denies
            the other, or if two speakers give different figures.
        published: the publication date of each report, by report id.
        sides: the user's own assignment of actors to sides, which takes precedence (see `SideResolver`).
        actors: the actors and their sides; by default those that ship with heldby.
        outlets: the outlet of each report, by report id. A later, higher toll of the same outlet is an update.
    """
    order = sorted(claims, key=lambda claim: (claim.report, claim.start, claim.id))
    index = ClaimIndex(order, controls, families or {}, published or {}, SideResolver(actors, sides, order), outlets or {})
    found = {one.id: one for rule in RULES for one in rule(index)}
    return sorted(found.values(), key=lambda one: (one.first or dt.date.max, one.kind, one.id))


def claimed_shares(
    claims: Iterable[Claim], controls: Sequence[Control], *, published: Mapping[str, dt.date | None] | None = None,
    sides: SideOverrides | None = None, actors: ActorLookup | None = None,
) -> list[ShareComparison]:  # fmt: skip
    """Compare every share of territory stated in a claim with the record. Shares that fit the record are returned, too."""
    order = sorted(claims, key=lambda claim: (claim.report, claim.start, claim.id))
    return list(compare_shares(ClaimIndex(order, controls, {}, published or {}, SideResolver(actors, sides, order))))
