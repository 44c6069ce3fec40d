"""Decide which actors of a claim can hold a place."""

from __future__ import annotations

from collections.abc import Sequence

from heldby.model import ActorRef, Claim
from heldby.reference.sides import names_a_party

CIVILIANS = frozenset({"people", "residents", "civilians", "families", "villagers", "refugees", "inhabitants"})
"""Last words of phrases for people who cannot hold a place."""
FIGHTERS = frozenset({
    "militants", "fighters", "units", "troops", "forces", "soldiers", "rebels",
    "insurgents", "gunmen", "terrorists", "militias", "militiamen",
})  # fmt: skip
"""Last words of phrases for fighters that may belong to any side."""
IRREGULARS = frozenset({"rebels", "insurgents", "militants", "guerrillas", "separatists", "jihadists"})
"""Words for fighters of no state."""
UNSPECIFIC = frozenset({
    "elite", "special", "tribal", "local", "armed", "government", "pro-government", "security", "foreign", "allied",
    "opposition", "rebel",
})  # fmt: skip
"""First words of phrases for fighters that do not say which side they belong to."""


def parties(refs: Sequence[ActorRef]) -> list[ActorRef]:
    """Return the actors that can hold or lose a place, known actors first.

    The first of the returned actors is the holder. If a claim names a state's army and "tribal units", the holder is the army.
    """
    return sorted(filter(is_party, refs), key=lambda ref: ref.id is None)


def are_some_rebels(refs: Sequence[ActorRef]) -> bool:
    """Check whether the only actors are irregular fighters without a name: "the rebels", "insurgents"."""
    return bool(refs) and all(ref.id is None and (ref.name or ref.text).casefold() in IRREGULARS for ref in refs)


def is_party(ref: ActorRef) -> bool:
    """Check whether an actor can hold or lose a place: it must have a name and not be civilians, as in "Thousands of people fled".

    "Militants" and "Elite units" have a capital letter at the start of a sentence, but they are not names.
    """
    words = (ref.name or ref.text).split()
    if ref.id is not None or not words:
        return names_a_party(ref)
    nominal = words[-1].casefold() in FIGHTERS and not any(char.isupper() for word in words[1:] for char in word) and words[0].isascii()
    unspecific = nominal and (len(words) == 1 or words[0].casefold() in UNSPECIFIC)
    return names_a_party(ref) and words[-1].casefold() not in CIVILIANS and not unspecific


def without_self_capture(claim: Claim) -> Claim:
    """Return a claim in which no actor captures a place from itself, since the reader must have misread one of the two roles.

    If another known actor takes the place, the actor that has both roles stays only as the target. If all other actors are unknown, it
    stays only as the actor. If there is no other actor, it loses both roles.
    """
    both = {ref.id for ref in claim.actor if ref.id} & {ref.id for ref in claim.target if ref.id}
    if claim.type != "capture" or not both:
        return claim
    actors = tuple(ref for ref in claim.actor if ref.id not in both)
    targets = tuple(ref for ref in claim.target if ref.id not in both)
    if actors and not any(ref.id for ref in actors):
        return claim.model_copy(update={"target": targets})
    return claim.model_copy(update={"actor": actors, "target": claim.target if actors else targets})
