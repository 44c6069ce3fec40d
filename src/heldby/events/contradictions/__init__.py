"""Contradictions: what does not fit together in the record, each with a reason that a person can check.

A rule is one function from the `ClaimIndex` to contradictions and one line of `RULES`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from heldby.events.contradictions.claim_index import ClaimIndex
from heldby.events.contradictions.figures import numbers
from heldby.events.contradictions.rival_holders import capture_before_entry, denied, two_holders
from heldby.events.contradictions.superlatives import Claimed, claimed, shares, superlatives
from heldby.model import Claim, Control, Event
from heldby.model.contradiction import Contradiction
from heldby.reference.sides import ActorLookup, SideResolver, SideOverrides

RULES: tuple[Callable[[ClaimIndex], Iterator[Contradiction]], ...] = (
    two_holders,
    denied,
    capture_before_entry,
    numbers,
    superlatives,
    shares,
)

__all__ = ["RULES", "Claimed", "claimed_shares", "find_contradictions"]


def find_contradictions(
    claims: Iterable[Claim], events: Sequence[Event] = (), controls: Sequence[Control] = (), *, families: Mapping[str, str] | None = None,
    published: Mapping[str, dt.date | None] | None = None, sides: SideOverrides | None = None, actors: ActorLookup | None = None,
) -> list[Contradiction]:  # fmt: skip
    """What the claims contradict, in one another or in the record inferred from them, in order of time and id.

    Args:
        families: each report's family; a family does not contradict itself.
        published: each report's publication date.
        sides: as in `SideResolver`.
    """
    told = sorted(claims, key=lambda claim: (claim.report, claim.start, claim.id))
    record = ClaimIndex(told, events, controls, families or {}, published or {}, SideResolver(actors, sides, told))
    found = {one.id: one for rule in RULES for one in rule(record)}
    return sorted(found.values(), key=lambda one: (one.first or dt.date.max, one.kind, one.id))


def claimed_shares(
    claims: Iterable[Claim], controls: Sequence[Control], *, published: Mapping[str, dt.date | None] | None = None,
    sides: SideOverrides | None = None, actors: ActorLookup | None = None,
) -> list[Claimed]:  # fmt: skip
    """Every share of land that claims tell of, beside what the record comes to, whether the two fit or not."""
    told = sorted(claims, key=lambda claim: (claim.report, claim.start, claim.id))
    return list(claimed(ClaimIndex(told, (), controls, {}, published or {}, SideResolver(actors, sides, told))))
