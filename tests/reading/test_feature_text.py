"""Features are described in words for `heldby explain`."""

import importlib.resources
from pathlib import Path

import numpy as np
import pytest

from heldby.reading.feature_text import describe_feature


@pytest.mark.parametrize(
    ("feature", "text"),
    [
        ("event/capture|near=strike", "for event/capture: “strike” is near it"),
        ("arg=obl:in:P", "its adverbial with “in” is a place"),
        ("event|headpos=VERB:nsubj", "for event: it is the subject of a verb"),
        ("c=A:0", "the phrase is a named party in the same sentence"),
        ("take|c=P:in", "for “take”: the phrase is a place with “in”"),
        ("xevent|filled.actor=3", "for event: likely phrases for the actor: 3 or more"),
        ("place>-2x", "score as place in the first pass above -2, in another sentence"),
        ("p=>nsubj", "the path to it is >nsubj"),
        ("p=4", "score of the claim in the first pass: 4"),
        ("told=actor", "the construction makes this phrase the actor"),
        ("n.has=amod", "the counted noun: it has a dependent: adjective modifier"),
        ("fn0=not", "the word itself has the function word “not”"),
    ],
)
def test_feature_is_described_in_words(feature: str, text: str) -> None:
    assert describe_feature(feature) == text


def test_unknown_feature_is_shown_as_it_is() -> None:
    assert describe_feature("event|never-learned") == "for event: never-learned"


@pytest.mark.parametrize("model", ["trigger", "role", "status", "claim", "filler"])
def test_every_feature_of_the_models_is_described(model: str) -> None:
    path = Path(str(importlib.resources.files("heldby.reading.claims"))) / "weights" / f"{model}.npz"
    with np.load(path, allow_pickle=False) as data:
        features = bytes(data["features"]).decode().split("\0")
    assert [feature for feature in features if describe_feature(feature).endswith(": " + feature.split("|")[-1])] == []
    assert [feature for feature in features if describe_feature(feature) == feature] == []
