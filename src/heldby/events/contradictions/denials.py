"""Find claims that one report asserts and another denies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from heldby.base.text import fold
from heldby.events.contradictions.claim_index import (
    ASSERTED,
    ClaimIndex,
    SitedClaim,
    actor_name,
    contradiction,
    is_about_place,
    known_sides,
)
from heldby.events.contradictions.wording import FALLEN, PART, UNCONFIRMED
from heldby.model import Claim
from heldby.model.contradiction import Contradiction

DENIED_DAYS = 5
"""Greatest number of days between a denial and the claim that it denies."""
VAGUE_DAYS = 14
"""Greatest number of days that a denied claim may span. A denial does not concern an event "this month"."""
LOSSES = frozenset({"lost", "withdraw"})
STRIKES = frozenset({"airstrike", "shelling", "bombing"})
VERBS = {
    "capture": "took", "holds": "holds", "withdraw": "withdrew from", "lost": "lost", "advance": "advanced in", "besiege": "besieged",
    "airstrike": "struck", "shelling": "shelled", "attack": "attacked", "clash": "fought in", "surrender": "surrendered",
    "kill": "killed in", "repel": "repelled an attack on", "besieged": "besieges", "partly_holds": "holds part of",
    "contests": "is fighting for", "ceasefire": "agreed a ceasefire in", "abduct": "abducted people in", "detain": "detained people in",
}  # fmt: skip
"""Verbs for the reasons, by type of claim. A missing type is written with spaces for its underscores."""


def denied(index: ClaimIndex) -> Iterator[Contradiction]:
    """Yield each denial with the claims that assert what it denies within `DENIED_DAYS` of it."""
    for claims in index.by_place.values():
        for denial in filter(_is_denial, claims):
            near = [one for one in claims if _is_near(denial, one)]
            asserted: dict[str, list[SitedClaim]] = defaultdict(list)
            for one in [one for one in near if _same_act(denial, one)] or [one for one in near if _loss_by_gain(denial, one)]:
                asserted[_in_words(one)].append(one)
            for words, group in sorted(asserted.items()):
                days = [denial.first, *(one.first for one in group)]
                by = denial.claim.source.text if denial.claim.source else "Another report"
                both = (denial.claim, *(one.claim for one in group))
                yield contradiction("denied", f"One report says: {words}. {by} denies it.", both, (min(days), max(days)), denial.place)


def _in_words(one: SitedClaim) -> str:
    who = actor_name(one.claim) if one.claim.actor else "an unnamed party"
    verb = VERBS.get(one.claim.type, one.claim.type.replace("_", " "))
    return f"{who} {verb} {one.place.name or one.place.text}"


def _is_denial(one: SitedClaim) -> bool:
    return one.claim.status == "denied" and not UNCONFIRMED.search(one.claim.quote)


def _is_near(denial: SitedClaim, one: SitedClaim) -> bool:
    """Check whether a claim, near in time to a denial, asserts something. A speaker does not deny his own words in one report.

    News of a part of a place is not what the denial of its capture is about.
    """
    if one.claim.status not in ASSERTED or one.last - one.first > VAGUE_DAYS or _same_words(denial.claim, one.claim):
        return False
    if one.claim.type == "capture" and PART.search(one.claim.quote) and not PART.search(denial.claim.quote):
        return False
    return one.first - DENIED_DAYS <= denial.last and denial.first <= one.last + DENIED_DAYS


def _same_words(denial: Claim, one: Claim) -> bool:
    """Check whether one speaker is the source of both claims, in one report or in copies of one sentence."""
    speakers = [fold(claim.source.text) if claim.source else "" for claim in (denial, one)]
    return speakers[0] == speakers[1] and (denial.report == one.report or denial.quote == one.quote)


def _same_act(denial: SitedClaim, one: SitedClaim) -> bool:
    """Check whether both claims are of the same type and by the same side.

    A denial of an attack is also one of an air strike. In an area, a side does many things, so that both must name the same actor.
    """
    if one.claim.type != denial.claim.type and not (denial.claim.type == "attack" and one.claim.type in STRIKES):
        return False
    if not is_about_place(denial):
        return bool(_actor_ids(denial) & _actor_ids(one))
    named = known_sides(denial)
    return not named or not one.actors or bool(set(named) & set(one.actors))


def _loss_by_gain(denial: SitedClaim, one: SitedClaim) -> bool:
    """Check whether a side denies that it lost a place which another side is reported to have taken, or the other way round.

    "The army denied that the town had fallen" is a denial of its loss, whoever is named.
    """
    if not is_about_place(denial) or not denial.actors or not one.actors:
        return False
    types = denial.claim.type, one.claim.type
    loss = types[0] in LOSSES or (types[0] == "capture" and bool(FALLEN.search(denial.claim.quote)))
    mirrored = types == ("capture", "lost") or (loss and types[1] == "capture")
    return mirrored and not set(denial.actors) & set(one.actors)


def _actor_ids(one: SitedClaim) -> set[str]:
    return {ref.id for ref in one.claim.actor if ref.id}
