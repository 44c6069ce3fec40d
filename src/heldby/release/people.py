"""Which persons that reports name hold a public office, and which are private.

Copies for others name a person only if a report names the person with a public office or a command, or if the actor file lists the
person. Everyone else whom a report calls a source, or describes as a private person, is hidden. When in doubt, a person is private.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from heldby.reference.actors import load_actors

_UPPER = "A-Z\u00c0-\u00de\u0100-\u017e\u0400-\u042f"
_PARTICLE = r"(?:al|el|ar|as|ash|at|an|az|bin|bint|ibn|ben|abu|abou|umm|um|de|del|della|di|da|dos|van|von|der|la|le|ould|ag)[ -]"
_WORD = rf"(?<!\w)(?:{_PARTICLE}){{0,3}}[{_UPPER}][^\W\d_]{{0,40}}(?:['’-][^\W\d_]{{1,40}}){{0,4}}"
NAME = rf"{_WORD}(?: {_WORD}){{1,4}}"
"""A name of two to five words, such as "Abdul Amir al-Hassan". The lengths are bounded, because a report is hostile text."""
WHOLE_NAME = re.compile(rf"{NAME}\Z")
PARTICLES = frozenset(
    ("al", "el", "ar", "as", "ash", "at", "an", "az", "bin", "bint", "ibn", "ben", "abu", "abou", "umm", "um", "de", "del", "della", "di",
     "da", "dos", "van", "von", "der", "la", "le", "ould", "ag")
)  # fmt: skip

OFFICE = (
    r"president|vice[- ]president|prime minister|premier|minister|deputy minister|chancellor|king|queen|crown prince|emir|governor|mayor|"
    r"ambassador|envoy|consul|secretary|secretary[- ]general|senator|congressman|congresswoman|lawmaker|parliamentarian|speaker|judge|"
    r"prosecutor|chairman|chairwoman|commissioner|administrator|adviser|advisor|leader|chief|chief of staff|commander|commander-in-chief|"
    r"general|gen|colonel|col|brigadier|brig|admiral|marshal|spokesman|spokeswoman|spokesperson|coordinator|high representative|head"
)  # fmt: skip
"""Public offices, commands and the ranks from colonel upward."""
PRIVATE = (
    r"resident|villager|shopkeeper|farmer|teacher|student|pupil|schoolgirl|schoolboy|mother|father|grandmother|grandfather|brother|sister|"
    r"son|daughter|wife|husband|widow|cousin|uncle|aunt|nephew|neighbou?r|housewife|driver|baker|trader|merchant|labou?rer|worker|tailor|"
    r"fisherman|shepherd|herder|nurse|doctor|medic|paramedic|surgeon|pharmacist|volunteer|activist|journalist|photographer|cameraman|"
    r"witness|eyewitness|survivor|refugee|evacuee|migrant|prisoner|detainee|deserter|defector|soldier|conscript|private|sergeant|corporal|"
    r"lieutenant|civilian|pensioner|engineer|accountant|clerk|imam|priest|elder|boy|girl|man|woman|child|orphan|victim|hostage"
)  # fmt: skip
_OFFICE = rf"(?<![\w-])(?i:{OFFICE})"
_NO_VERB = r"(?!(?:said|told|says|met|visited|killed|and|by|who|whose|that|with|from|accused|asked)\b)"
PUBLIC_CUES = (
    re.compile(rf"{_OFFICE}\.?,? ({NAME})"),
    re.compile(rf"{_OFFICE} (?:of|for|in|at|to)(?: {_NO_VERB}[\w'’&-]{{1,40}}){{1,6}}?, ({NAME})"),
    re.compile(rf"{_OFFICE} (?:of|for|in|at|to)(?: (?:the|of|{_WORD})){{1,5}}? ({NAME})"),
    re.compile(rf"({NAME}), (?:who (?:leads|heads|commands)|"
               rf"(?:(?!(?:of|by|to|for|with|from|who|whose|that|and)\b)[\w'’&-]{{1,40}} ){{0,5}}?"
               rf"(?i:{OFFICE})(?!['’]s))\b"),
)  # fmt: skip
"""How reports name a person with an office: "Governor X", "the governor of A, X", "X, the governor of A"."""
PRIVATE_CUES = (
    re.compile(rf"({NAME})(?:, (?:aged )?| \((?:aged )?| aged )\d{{1,2}}(?=[,.;)]| years)"),
    re.compile(rf"\b\d{{1,2}}-year-old (?:[a-z]{{1,40}} ){{0,3}}({NAME}|{_WORD})"),
    re.compile(rf"\b(?i:{PRIVATE}) ({NAME})"),
    re.compile(rf"({NAME}), (?:an?|the|one|his|her|their|whose)? ?(?:[\w'’-]{{1,40}} ){{0,4}}?(?i:{PRIVATE})s?\b"),
    re.compile(
        rf"\b(?i:(?:gave|giving) (?:his|her|their) names? (?:only )?as|"
        rf"identif(?:ied|ying) (?:himself|herself|themselves) (?:only )?as|(?:man|woman|boy|girl|resident)s? named) ({NAME}|{_WORD})"
    ),
)
"""What makes a named person private: an age, a civilian role, a low rank, or a name that the person gave."""
MEDICAL = re.compile(r"\b(?:hospital|clinic|school|family|household|ward|surgery)\b", re.IGNORECASE)
"""The head of one of these holds no public office."""
NOT_PERSONS = re.compile(
    r"\b(?:agency|news|times|post|daily|herald|wire|press|radio|tv|channel|monitor|observer|observatory|network|centre|center|company|"
    r"corporation|group|front|force|forces|army|brigade|battalion|division|command|council|committee|ministry|government|state|province|"
    r"governorate|district|region|city|town|camp|hospital|clinic|airport|base|bridge|dam|river|road|street|square|university|school|"
    r"party|movement|coalition|union|league|police|guard|militia|house|office|court|bank|nations|cross|crescent|watch|international|"
    r"monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|june|july|august|september|october|"
    r"november|december)\b",
    re.IGNORECASE,
)  # fmt: skip


class People(NamedTuple):
    """Names of persons: those who hold a public office, and private ones."""

    public: set[str]
    private: set[str]


def people_in(text: str, candidates: Iterable[str]) -> People:
    """Return the persons that a text names.

    Args:
        text: the text.
        candidates: the names of unlisted speakers and actors that were read from it; those that are no names of persons are ignored.
    """
    public = {
        name for cue in PUBLIC_CUES for found in cue.finditer(text) if is_person(name := _trimmed(found[1])) and not _is_medical(found)
    }
    described = {_trimmed(found[1]) for cue in PRIVATE_CUES for found in cue.finditer(text)}
    names = {_trimmed(one) for one in candidates if is_person(_trimmed(one))}
    private = {one for one in described if " " not in one or is_person(one)} | names
    return People(public, {one for one in private if one and not _is_listed(one)} - public)


def is_person(text: str) -> bool:
    """Check whether a text can be the name of a person that the actor file does not list: two to five names, none of them a party's."""
    if not WHOLE_NAME.match(text) or NOT_PERSONS.search(text):
        return False
    actors = load_actors()
    words = [word.casefold() for word in re.split(r"[ -]", text)]
    return not any(actors.heads.noun(word) or word in actors.heads.demonyms for word in words) and not _is_listed(text)


def parts_of(name: str) -> Iterator[str]:
    """Yield the words of a name by which a report may call the person later on."""
    yield from (part for part in name.split() if len(re.sub(r"\W", "", part)) > 3 and part.casefold() not in PARTICLES)


def _is_medical(found: re.Match[str]) -> bool:
    """Check whether an office is one of a hospital, school or family, such as "head of a clinic"."""
    return MEDICAL.search(found.string[found.start() : found.end() + 30].split("\n")[0]) is not None


def _trimmed(name: str) -> str:
    """Return a name without titles before it and without a possessive ending."""
    titles = load_actors().heads.titles
    words = re.sub(r"['’]s$", "", name.strip()).split()
    while words and (
        words[0].casefold().rstrip(".") in titles or re.fullmatch(OFFICE + "|" + PRIVATE, words[0].rstrip("."), re.IGNORECASE)
    ):
        words = words[1:]
    return " ".join(words)


def _is_listed(name: str) -> bool:
    """Check whether a name belongs to a person or party in the actor file: these are public."""
    return any(start == 0 and end == len(name) for start, end, _ in load_actors().find(name))
