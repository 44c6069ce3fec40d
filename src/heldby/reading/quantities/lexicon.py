"""The words around numbers: what bounds them, what they count, what only looks like a quantity."""

from __future__ import annotations

__all__ = ["APPROXIMATE", "AT_LEAST", "AT_MOST", "CASUALTY_WORDS", "CATEGORIES", "LOOSE", "LOOSE_COUNTS", "NAMED_BY_NUMBER", "PERSONS", "UNIT_SIGNS", "category"]

AT_LEAST = (
    "at least", "more than", "over", "no fewer than", "no less than", "not less than", "not fewer than", "upwards of", "upward of",
    "in excess of", "above", "exceeding", "a minimum of", "minimum of", "well over", "at a minimum", "greater than",
)  # fmt: skip
AT_MOST = (
    "up to", "as many as", "fewer than", "less than", "under", "below", "at most", "no more than", "not more than", "a maximum of",
    "maximum of", "within", "as much as", "as few as", "only up to",
)  # fmt: skip
APPROXIMATE = (
    "about", "around", "some", "nearly", "almost", "roughly", "approximately", "an estimated", "estimated", "close to", "circa", "ca",
    "~", "perhaps", "possibly", "an average of", "just over", "just under", "slightly over", "at about", "probably",
)  # fmt: skip
LOOSE = {"tens": 10, "dozens": 24, "scores": 40, "hundreds": 100, "thousands": 1_000, "millions": 1_000_000, "billions": 1_000_000_000}
"""Loose plurals and the least they say; the annotation guide's own numbers."""
LOOSE_COUNTS = {"several": 2, "few": 2, "couple": 2, "many": 2}
"""What "several hundred" and "a few dozen" multiply by at the least."""
UNIT_SIGNS = {"$": "$", "£": "£", "€": "€", "¥": "¥"}

NAMED_BY_NUMBER = set(
    "resolution route highway road flight room regiment battalion brigade division corps army unit number no article page pages chapter "
    "section class sector area phase point camp checkpoint tower block building base level type model mark gate bus line channel group article "
    "decree law rule order apollo mach age aged chapter verse paragraph size part volume vol".split()
)
"""Words whose number is a name ("Route 6", "Resolution 2254")."""

_CATEGORY_WORDS = {
    "children": "child children schoolchild schoolchildren girl boy baby babies infant toddler minor teenager kid",
    "women": "woman",
    "civilians": "civilian resident villager inhabitant bystander non-combatant noncombatant citizen pedestrian worshipper passenger shopper "
    "family farmer student pupil teacher refugee evacuee",
    "combatants": "fighter militant rebel gunman insurgent jihadist jihadi terrorist combatant militiaman guerrilla mercenary extremist "
    "volunteer bomber attacker operative islamist separatist recruit",
    "security forces": "soldier troop serviceman servicewoman policeman police officer guard conscript paratrooper commando marine airman "
    "guardsman trooper lieutenant general colonel sergeant commander personnel",
    "aid workers": "aidworker medic doctor nurse paramedic rescuer volunteer-medic",
    "journalists": "journalist reporter cameraman photographer",
    "prisoners": "prisoner detainee hostage captive inmate",
}
CATEGORIES = {word: name for name, words in _CATEGORY_WORDS.items() for word in words.split()}
PERSONS = set(CATEGORIES) | set("people person man member victim body casualty leader protester worker migrant death dead other soul figure hostage".split())
CASUALTY_WORDS = set("dead killed wounded injured hurt missing kidnapped captured displaced homeless trapped arrested detained slain martyred".split())
"""Adjectives that stand for the people they befell ("15 wounded")."""


def category(lemma: str) -> str | None:
    """Whom a counted noun names: civilians, combatants, security forces, children, women ...; null when it does not say."""
    return CATEGORIES.get(lemma.lower())
