"""Which actors of a claim can hold a place, and which side each counts with."""

from __future__ import annotations

from collections.abc import Sequence

from heldby.model import ActorRef, Claim
from heldby.reference.sides import names_a_party

CIVILIANS = frozenset({"people", "residents", "civilians", "families", "villagers", "refugees", "inhabitants"})
"""Last words of phrases for people who flee and return, and hold nothing."""
FIGHTERS = frozenset({
    "militants", "fighters", "units", "troops", "forces", "soldiers", "rebels",
    "insurgents", "gunmen", "terrorists", "militias", "militiamen",
})  # fmt: skip
"""Last words of phrases for fighters of any side ..."""
UNSPECIFIC = frozenset({
    "elite", "special", "tribal", "local", "armed", "government", "pro-government", "security", "foreign", "allied",
    "opposition", "rebel",
})  # fmt: skip
"""... and first words of such phrases that do not say which side."""


def parties(refs: Sequence[ActorRef]) -> list[ActorRef]:
    """Return the actors that can hold or lose a place, known actors first.

    The holder is the first of them: of a state's army and "tribal units" beside it, the army.
    """
    return sorted(filter(is_party, refs), key=lambda ref: ref.id is None)


def is_party(ref: ActorRef) -> bool:
    """Check whether an actor can hold or lose a place: it has a name, and is not civilians ("Thousands of people fled").

    "Militants" and "Elite units" have a capital at the head of a sentence, and are still no names.
    """
    words = (ref.name or ref.text).split()
    if ref.id is not None or not words:
        return names_a_party(ref)
    nominal = words[-1].casefold() in FIGHTERS and not any(char.isupper() for word in words[1:] for char in word) and words[0].isascii()
    unspecific = nominal and (len(words) == 1 or words[0].casefold() in UNSPECIFIC)
    return names_a_party(ref) and words[-1].casefold() not in CIVILIANS and not unspecific


def without_self_capture(claim: Claim) -> Claim:
    """Return a capture without an actor that is also its target, since the reader must have misplaced one of the two.

    The actor stays as the loser if another known actor takes the place, and as the taker if all other actors are unknown. If it is the
    only actor, it is removed from both roles.
    """
    both = {ref.id for ref in claim.actor if ref.id} & {ref.id for ref in claim.target if ref.id}
    if claim.type != "capture" or not both:
        return claim
    actors = tuple(ref for ref in claim.actor if ref.id not in both)
    targets = tuple(ref for ref in claim.target if ref.id not in both)
    if actors and not any(ref.id for ref in actors):
        return claim.model_copy(update={"target": targets})
    return claim.model_copy(update={"actor": actors, "target": claim.target if actors else targets})
