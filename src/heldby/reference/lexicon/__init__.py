"""The English lexicon: triggers of each type of claim, classes of words, and the words of constructions, polarity and attribution.

The data are TOML files in `en/`. A frame in them lists the words that propose one type of claim, with example sentences.
"""

from __future__ import annotations

import functools
import importlib.resources
import tomllib
from dataclasses import dataclass
from typing import Any

__all__ = ["Lexicon", "constructions", "load", "neutral", "polarity", "speech"]

FILES = {"events": "event", "control": "control", "relations": "relation", "figures": "figure"}
"""The files of frames, and the kind of claim that the frames in each propose."""
WORD_LISTS = ("verbs", "nouns", "adjectives")


@dataclass(frozen=True)
class Lexicon:
    """The frames and word classes. A label names a type of claim, as `kind/type`.

    Attributes:
        triggers: for each trigger, by lemma, the labels of the claims that it proposes.
        figures: for each lemma near a number, the labels of the figures that the number may be.
        classes: the lemmas of each class of words.
        class_of: the classes of each lemma.
        examples: the example sentences for each label.
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
    """Return the words that the constructions use, by construction."""
    return _read("constructions")


@functools.cache
def neutral() -> dict[str, Any]:
    """Return the replacements made before a text is parsed, so that the parse does not depend on names or loaded words.

    For example, `plain` has a plain word for each loaded word ("regime": "government"), and `as` has one word for all names of a class
    ("country": "Iraq"). The comments in `neutral.toml` describe every part.
    """
    return _read("neutral")


@functools.cache
def polarity() -> dict[str, frozenset[str]]:
    """Return the words of polarity and modality, by their function in the sentence."""
    return {name: frozenset(words) for name, words in _read("polarity").items()}


@functools.cache
def speech() -> dict[str, frozenset[str]]:
    """Return the words of attribution, by their function in the sentence."""
    return {name: frozenset(words) for name, words in _read("speech").items()}


@functools.cache
def load() -> Lexicon:
    """Return the lexicon. Its TOML files are read once in each process."""
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
