"""The words that distinguish a place from a person or a body, read once from words.toml in this folder."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

COMPASS = ("north", "northeast", "east", "southeast", "south", "southwest", "west", "northwest")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Sets of lower-case words. The comments in words.toml say what each set is for; the last four are derived from the others."""

    locative: frozenset[str]
    area_types: frozenset[str]
    settlement_types: frozenset[str]
    feature_types: frozenset[str]
    head_types: frozenset[str]
    body_words: frozenset[str]
    outlet_words: frozenset[str]
    titles: frozenset[str]
    speech: frozenset[str]
    given_names: frozenset[str]
    states_short: frozenset[str]
    calendar: frozenset[str]
    connectors: frozenset[str]
    never: frozenset[str]
    skipped: frozenset[str]
    prefixed_also: frozenset[str]
    makes: frozenset[str]
    made_things: frozenset[str]
    acts: frozenset[str]
    sites: frozenset[str]
    sites_of_towns: frozenset[str]
    sites_in_towns: frozenset[str]
    site_modifiers: frozenset[str]
    armed_bodies: frozenset[str]
    place_types: frozenset[str]
    prefixed_types: frozenset[str]
    parts: frozenset[str]
    generic: frozenset[str]


@cache
def vocabulary() -> Vocabulary:
    """Return the word lists."""
    with (Path(__file__).parent / "words.toml").open("rb") as file:
        lists = {name: frozenset(text.split()) for name, text in tomllib.load(file).items()}
    types = lists["area_types"] | lists["settlement_types"] | lists["feature_types"]
    parts = frozenset(directions()) | {f"{word}ern" for word in directions()} | {"central", "upper", "lower", "greater"}
    return Vocabulary(
        **lists,
        place_types=types,
        prefixed_types=types | lists["prefixed_also"],
        parts=parts,
        generic=types | lists["body_words"] | lists["titles"],
    )


@cache
def directions() -> dict[str, float]:
    """Return the bearing of each word for a direction, in degrees clockwise from north.

    Directions have spellings with and without a hyphen, and include intermediate points such as "north-northeast".
    """
    out: dict[str, float] = {}
    for k, name in enumerate(COMPASS):
        out[name] = 45.0 * k
        if k % 2:
            out[f"{name[:5]}-{name[5:]}"] = 45.0 * k
    for main in ("north", "east", "south", "west"):
        for side in ("northeast", "southeast", "southwest", "northwest"):
            if main in side:
                gap = (out[side] - out[main] + 180) % 360 - 180
                out[f"{main}-{side}"] = out[f"{main} {side}"] = (out[main] + gap / 2) % 360
    return out


@cache
def ordinary_words() -> frozenset[str]:
    """Return the words of ordinary English that are also names of places."""
    text = (Path(__file__).parent / "ordinary.txt").read_text("utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())
