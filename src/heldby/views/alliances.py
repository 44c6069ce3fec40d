"""Sides and relations: which side each actor is on and why, and which actors back, lead or fight each other, with citations."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Literal

from heldby.base.text import fold_case
from heldby.control.evidence.parties import is_party
from heldby.model import ActorRef, Claim
from heldby.model.base import Record
from heldby.reference.sides import SideResolver
from heldby.store import Conclusions, Dossier
from heldby.store.dossier_config import load_config
from heldby.views.citations import Citation, cite

HOSTILE_TYPES = frozenset({"capture", "clash", "attack", "airstrike", "shelling", "bombing", "besiege", "repel", "offensive", "fights"})
"""Types of claims whose actor and target fight each other."""
MUTUAL_RELATIONS = frozenset({"allied_with", "fights"})
MAX_CITATIONS = 5
"""Greatest number of citations of one tie; the newest are kept."""


class SideMember(Record):
    """An actor of the record and its side on a day.

    `ground` is where the side comes from: `given` in the dossier's sides.toml, `known` from the actor file, `named` by reports that give
    the same words to a listed actor, `told` by relations that reports state, or `own`: the actor is a side of its own. `claims` is the
    number of times that claims name the actor.
    """

    part: Literal["member"] = "member"
    side: str
    actor: str
    id: str | None
    ground: str
    claims: int


class CitedTie(Record):
    """A relation between two actors: `actor` backs, leads, fights, is allied with or is part of `target`.

    The actors of a mutual relation are in the order of their ids or names. `first` and `last` are the first and last day that its claims
    state; a claim without a time counts on its report's publication date. `claims` is the number of claims, and `voices` that of
    independent families. `sentences` cites the newest claims.
    """

    part: Literal["tie"] = "tie"
    actor: str
    actor_id: str | None
    relation: str
    target: str
    target_id: str | None
    first: dt.date | None
    last: dt.date | None
    claims: int
    voices: int
    sentences: tuple[Citation, ...]


def members(dossier: Dossier, on: dt.date | None = None, *, known_on: dt.date | None = None) -> list[SideMember]:
    """Return every actor of the record with its side on the day `on`, ordered by side and then by number of claims.

    If `on` is None, the sides are those of no particular day. With `known_on`, only reports known by that day are used.
    """
    claims = list(dossier.judged_claims(known_on=known_on))
    resolver = SideResolver(None, load_config(dossier).sides, claims)
    uses: dict[str, list[ActorRef]] = defaultdict(list)
    for claim in claims:
        for ref in (*claim.actor, *claim.target):
            if is_party(ref):
                uses[actor_key(ref)].append(ref)
    found = [
        SideMember(
            side=resolver.side(refs[0], on), actor=refs[0].name or refs[0].text, id=refs[0].id, ground=resolver.grounds(refs[0], on),
            claims=len(refs),
        )
        for refs in uses.values()
    ]  # fmt: skip
    return sorted(found, key=lambda one: (one.side, -one.claims, one.actor))


def ties(
    dossier: Dossier, snapshot: Conclusions, on: dt.date | None = None, *, actor: str | None = None, known_on: dt.date | None = None
) -> list[CitedTie]:
    """Return every tie that claims state, those from the most families first.

    Args:
        dossier: the dossier.
        snapshot: its conclusions, for the families.
        on: leave out claims about days after this one.
        actor: an id or a name; return only this actor's ties.
        known_on: use only reports known by this day.
    """
    published = dossier.publication_dates()
    found: dict[tuple[str, str, str], list[tuple[ActorRef, ActorRef, Claim]]] = defaultdict(list)
    for claim in dossier.judged_claims(known_on=known_on):
        relation = claim.type if claim.kind == "relation" else "fights" if claim.type in HOSTILE_TYPES else None
        if relation is None or claim.status not in ("happened", "ongoing") or not _up_to(claim, published, on):
            continue
        for one in filter(is_party, claim.actor):
            for other in filter(is_party, claim.target):
                pair = tuple(sorted((one, other), key=actor_key)) if relation in MUTUAL_RELATIONS else (one, other)
                if actor_key(one) != actor_key(other) and (actor is None or any(_has_name(ref, actor) for ref in pair)):
                    found[actor_key(pair[0]), relation, actor_key(pair[1])].append((pair[0], pair[1], claim))
    citations = {one.claim: one for one in cite(dossier, {claim.id: claim for uses in found.values() for _, _, claim in uses}.values())}
    made = [_tie(relation, uses, published, snapshot.families, citations) for (_, relation, _), uses in found.items()]
    return sorted(made, key=lambda one: (-one.voices, -one.claims, one.actor, one.relation, one.target))


def _tie(
    relation: str, uses: list[tuple[ActorRef, ActorRef, Claim]], published: Mapping[str, dt.date | None], families: Mapping[str, str],
    citations: Mapping[str, Citation],
) -> CitedTie:  # fmt: skip
    one, other, _ = uses[0]
    claims = {claim.id: claim for _, _, claim in uses}.values()
    days = [day for claim in claims for day in _days(claim, published)]
    cited = sorted((citations[claim.id] for claim in claims), key=lambda citation: (citation.known, citation.claim), reverse=True)
    facts: dict[str, Any] = {"actor_id": one.id, "target_id": other.id, "relation": relation, "claims": len(claims)}
    return CitedTie(
        actor=one.name or one.text, target=other.name or other.text, first=min(days, default=None), last=max(days, default=None),
        voices=len({families.get(claim.report, claim.report) for claim in claims}), sentences=tuple(cited[:MAX_CITATIONS]), **facts,
    )  # fmt: skip


def _days(claim: Claim, published: Mapping[str, dt.date | None]) -> Iterable[dt.date]:
    stated = [day for day in (claim.when.first, claim.when.last) if day] if claim.when else []
    return stated or [day for day in [published.get(claim.report)] if day]


def _up_to(claim: Claim, published: Mapping[str, dt.date | None], on: dt.date | None) -> bool:
    return on is None or min(_days(claim, published), default=on) <= on


def actor_key(ref: ActorRef) -> str:
    """Return the key that identifies an actor: its id, else its folded name."""
    return ref.id or fold_case(ref.name or ref.text)


def _has_name(ref: ActorRef, name: str) -> bool:
    return name == ref.id or fold_case(name) in (fold_case(ref.name or ref.text), fold_case(ref.text))
