"""The English lexicon: the words that propose each type of claim, classes of words, and the words of constructions and attribution.

The data are TOML files in `en/`. A frame lists the words that propose one type of claim, with example sentences.
"""

from __future__ import annotations

import functools
import importlib.resources
import tomllib
from dataclasses import dataclass
from typing import Any

__all__ = ["Lexicon", "constructions", "load", "neutral", "speech"]

FILES = {"events": "event", "control": "control", "relations": "relation", "figures": "figure"}
"""Files of frames and the kind of claim that each holds."""
WORD_LISTS = ("verbs", "nouns", "adjectives")


@dataclass(frozen=True)
class Lexicon:
    """The frames and word classes.

    `triggers` maps a lemma to the labels (`kind/type`) of the claims that it proposes, and `figures` a lemma to the labels of figures that
    it suggests for a number nearby. `classes` maps a class to its lemmas, and `class_of` a lemma to its classes. `examples` maps a label to
    the example sentences of its frame.
    """

    triggers: dict[str, tuple[str, ...]]
    figures: dict[str, tuple[str, ...]]
    classes: dict[str, frozenset[str]]
    class_of: dict[str, tuple[str, ...]]
    examples: dict[str, tuple[dict[str, Any], ...]]


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((importlib.resources.files(__name__) / "en" / f"{name}.toml").read_text("utf8"))


@functools.cache
def constructions() -> dict[str, Any]:
    """Return the words of the constructions, by construction."""
    return _read("constructions")


@functools.cache
def neutral() -> dict[str, Any]:
    """Return the loaded words with their plain counterparts, and the words that replace names of each class before the parse."""
    return _read("neutral")


@functools.cache
def speech() -> dict[str, frozenset[str]]:
    """Return the words of attribution, by their function."""
    return {name: frozenset(words) for name, words in _read("speech").items()}


@functools.cache
def load() -> Lexicon:
    """Read the lexicon from its TOML files."""
    triggers: dict[str, list[str]] = {}
    figures: dict[str, list[str]] = {}
    examples: dict[str, tuple[dict[str, Any], ...]] = {}
    for file, kind in FILES.items():
        for frame in _read(file)["frame"]:
            label = f"{kind}/{frame['type']}"
            examples[label] = tuple(frame["examples"])
            for word in frame.get("words", ()):
                figures.setdefault(word, []).append(label)
            for lemma in (lemma for name in WORD_LISTS for lemma in frame.get(name, ())):
                if label not in triggers.setdefault(lemma, []):
                    triggers[lemma].append(label)
    classes = {name: frozenset(lemmas) for name, lemmas in _read("classes").items()}
    class_of: dict[str, list[str]] = {}
    for name, lemmas in classes.items():
        for lemma in lemmas:
            class_of.setdefault(lemma, []).append(name)
    return Lexicon(_frozen(triggers), _frozen(figures), classes, _frozen(class_of), examples)


def _frozen(table: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {key: tuple(value) for key, value in table.items()}
