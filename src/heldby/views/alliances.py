"""The map of camps: who counts with which side and on what ground; who backs, leads and fights whom, since when, and who says so."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Literal

from heldby.control.evidence.statements import is_party
from heldby.model import ActorRef, Claim
from heldby.model.base import Record
from heldby.reference.sides import SideResolver, fold
from heldby.store import Conclusions, Dossier
from heldby.store.dossier_config import given
from heldby.views.citations import Sentence, cite

BLOWS = frozenset({"capture", "clash", "attack", "airstrike", "shelling", "bombing", "besiege", "repel", "offensive", "fights"})
"""Claims whose actor and target fight one another."""
MUTUAL = frozenset({"allied_with", "fights"})
SENTENCES = 5
"""Sentences cited for one tie, the newest."""


class Member(Record):
    """An actor of the record and the side that it counts with on the day asked about.

    `ground`: `given` in the dossier's sides.toml, `known` from the actor file, `told` by reports that name its friends, or its `own` side.
    """

    part: Literal["member"] = "member"
    side: str
    actor: str
    id: str | None
    ground: str
    claims: int


class Tie(Record):
    """What one actor is to another: it backs, leads or fights it, is allied with or part of it.

    The two of a mutual tie stand in the order of their names.

    `first` and `last` bound the days told of (of a claim without a time the day it was published); `voices` are independent reports.
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
    sentences: tuple[Sentence, ...]


def members(dossier: Dossier, on: dt.date | None = None, *, known_on: dt.date | None = None) -> list[Member]:
    """Every named actor of the record with its side on a day (null: whenever), by side; the most often told of first."""
    claims = list(dossier.judged_claims(known_on=known_on))
    camps = SideResolver(None, given(dossier).sides, claims)
    uses: dict[str, list[ActorRef]] = defaultdict(list)
    for claim in claims:
        for ref in (*claim.actor, *claim.target):
            if is_party(ref):
                uses[key_of(ref)].append(ref)
    found = [
        Member(
            side=camps.side(refs[0], on), actor=refs[0].name or refs[0].text, id=refs[0].id, ground=camps.grounds(refs[0], on),
            claims=len(refs),
        )
        for refs in uses.values()
    ]  # fmt: skip
    return sorted(found, key=lambda one: (one.side, -one.claims, one.actor))


def ties(
    dossier: Dossier, picture: Conclusions, on: dt.date | None = None, *, actor: str | None = None, known_on: dt.date | None = None
) -> list[Tie]:
    """Every tie that reports tell of by a day (null: ever), that of most voices first; with `actor`, an id or a name, only its own."""
    dated = dossier.dated()
    told: dict[tuple[str, str, str], list[tuple[ActorRef, ActorRef, Claim]]] = defaultdict(list)
    for claim in dossier.judged_claims(known_on=known_on):
        relation = claim.type if claim.kind == "relation" else "fights" if claim.type in BLOWS else None
        if relation is None or claim.status not in ("happened", "ongoing") or not _by(claim, dated, on):
            continue
        for one in filter(is_party, claim.actor):
            for other in filter(is_party, claim.target):
                pair = tuple(sorted((one, other), key=key_of)) if relation in MUTUAL else (one, other)
                if key_of(one) != key_of(other) and (actor is None or any(_is(ref, actor) for ref in pair)):
                    told[key_of(pair[0]), relation, key_of(pair[1])].append((pair[0], pair[1], claim))
    newest = {one.claim: one for one in cite(dossier, {claim.id: claim for uses in told.values() for _, _, claim in uses}.values())}
    found = [_tie(relation, uses, dated, picture.families, newest) for (_, relation, _), uses in told.items()]
    return sorted(found, key=lambda one: (-one.voices, -one.claims, one.actor, one.relation, one.target))


def _tie(
    relation: str, uses: list[tuple[ActorRef, ActorRef, Claim]], dated: Mapping[str, dt.date | None], families: Mapping[str, str],
    sentences: Mapping[str, Sentence],
) -> Tie:  # fmt: skip
    one, other, _ = uses[0]
    claims = {claim.id: claim for _, _, claim in uses}.values()
    days = [day for claim in claims for day in _days(claim, dated)]
    cited = sorted((sentences[claim.id] for claim in claims), key=lambda sentence: (sentence.known, sentence.claim), reverse=True)
    facts: dict[str, Any] = {"actor_id": one.id, "target_id": other.id, "relation": relation, "claims": len(claims)}
    return Tie(
        actor=one.name or one.text, target=other.name or other.text, first=min(days, default=None), last=max(days, default=None),
        voices=len({families.get(claim.report, claim.report) for claim in claims}), sentences=tuple(cited[:SENTENCES]), **facts,
    )  # fmt: skip


def _days(claim: Claim, dated: Mapping[str, dt.date | None]) -> Iterable[dt.date]:
    stated = [day for day in (claim.when.first, claim.when.last) if day] if claim.when else []
    return stated or [day for day in [dated.get(claim.report)] if day]


def _by(claim: Claim, dated: Mapping[str, dt.date | None], on: dt.date | None) -> bool:
    return on is None or min(_days(claim, dated), default=on) <= on


def key_of(ref: ActorRef) -> str:
    """By what an actor is known: its id, else its folded name."""
    return ref.id or fold(ref.name or ref.text)


def _is(ref: ActorRef, name: str) -> bool:
    return name == ref.id or fold(name) in (fold(ref.name or ref.text), fold(ref.text))
