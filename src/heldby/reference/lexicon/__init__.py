"""The English lexicon of frames: which words propose which type of claim, and classes of nouns. Data files with their examples."""

from __future__ import annotations

import functools
import importlib.resources
import tomllib
from dataclasses import dataclass
from typing import Any

__all__ = ["Lexicon", "constructions", "load", "neutral", "speech"]

FILES = {"events": "event", "control": "control", "relations": "relation", "figures": "figure"}
PARTS = {"verbs": "V", "nouns": "N", "adjectives": "A"}


@dataclass(frozen=True)
class Lexicon:
    """`triggers`: lemma -> claim types it proposes as `kind/type`; `figures`: lemma -> figure types; `classes`: class -> its lemmas;
    `class_of`: lemma -> the classes it is in; `examples`: type -> the example sentences of its frame."""

    triggers: dict[str, tuple[str, ...]]
    figures: dict[str, tuple[str, ...]]
    classes: dict[str, frozenset[str]]
    class_of: dict[str, tuple[str, ...]]
    examples: dict[str, tuple[dict[str, Any], ...]]


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((importlib.resources.files(__name__) / "en" / f"{name}.toml").read_text("utf8"))


@functools.cache
def constructions() -> dict[str, Any]:
    """The words of the constructions, by pattern."""
    return _read("constructions")


@functools.cache
def neutral() -> dict[str, Any]:
    """Loaded words and their plain ones, and what stands for the names of each class."""
    return _read("neutral")


@functools.cache
def speech() -> dict[str, frozenset[str]]:
    """The words of attribution, by what they do."""
    return {name: frozenset(words) for name, words in _read("speech").items()}


@functools.cache
def load() -> Lexicon:
    """The lexicon from its TOML files."""
    triggers: dict[str, list[str]] = {}
    figures: dict[str, list[str]] = {}
    examples: dict[str, tuple[dict[str, Any], ...]] = {}
    for file, kind in FILES.items():
        for frame in _read(file)["frame"]:
            label = f"{kind}/{frame['type']}"
            examples[label] = tuple(frame["examples"])
            for word in frame.get("words", ()):
                figures.setdefault(word, []).append(label)
            for part in PARTS:
                for lemma in frame.get(part, ()):
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
