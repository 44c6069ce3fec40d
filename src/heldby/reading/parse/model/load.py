"""The English language model that heldby ships: loaded once a process, from the package itself, never from a network."""

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
    """The spaCy pipeline: our own (`name` null) or another installed one by its package name or folder.

    It tags, parses (Universal Dependencies), lemmatizes and finds sentence bounds. Raises OSError when `name` is not installed.
    """
    import spacy

    from heldby.reading.parse.model import encoder  # noqa: F401  (registers the component that the shipped pipeline names)
    from heldby.reading.parse.model.paragraph_breaks import FACTORY
    from heldby.reading.parse.model.unglue_sentences import part_glued

    nlp = spacy.load(name if name is not None else Path(str(importlib.resources.files(__package__))) / "en")
    nlp.add_pipe(FACTORY, first=True)
    part_glued(nlp)
    return nlp
