"""Load the English language model that ships with heldby: once per process, from the package itself, never from a network."""

from __future__ import annotations

import functools
import importlib.resources
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["load_model"]


@functools.cache
def load_model(name: str | None = None) -> Language:
    """Return the spaCy pipeline that splits sentences, tags, parses (Universal Dependencies) and lemmatizes.

    `name` is the package name or folder of another pipeline; None loads the one that heldby ships. Later calls with the same name return
    the same object.

    Raises:
        OSError: `name` is not installed.
    """
    import spacy

    from heldby.reading.parse.model import encoder  # noqa: F401  (registers the component that the shipped config names)
    from heldby.reading.parse.model.paragraph_breaks import FACTORY
    from heldby.reading.parse.model.unglue_sentences import split_glued_sentences

    nlp = spacy.load(name if name is not None else Path(str(importlib.resources.files(__package__))) / "en")
    nlp.add_pipe(FACTORY, first=True)
    split_glued_sentences(nlp)
    return nlp
