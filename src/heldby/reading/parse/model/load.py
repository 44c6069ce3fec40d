"""Load the English language model that ships with heldby: once per process, from the package itself, never from a network."""

from __future__ import annotations

import functools
import importlib.resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.language import Language

__all__ = ["load_model"]

TOKENIZER = "heldby_stored_tokenizer"
"""The name of a tokenizer without rules. Its rules are read from the model's file; English rules, which they replace, are not built."""


@functools.cache
def load_model(name: str | None = None) -> Language:
    """Return the spaCy pipeline that splits sentences, tags, parses (Universal Dependencies) and lemmatizes.

    `name` is the package name or folder of another pipeline; None loads the one that heldby ships. Later calls with the same name return
    the same object.

    Raises:
        OSError: `name` is not installed.
    """
    import spacy
    from spacy.util import registry

    from heldby.reading.parse.model import encoder  # noqa: F401  (registers the component that the shipped config names)
    from heldby.reading.parse.model.paragraph_breaks import FACTORY
    from heldby.reading.parse.model.unglue_sentences import split_glued_sentences

    if name is None:
        registry.tokenizers(TOKENIZER)(_empty_tokenizer)
        nlp = spacy.load(
            Path(str(importlib.resources.files(__package__))) / "en", config={"nlp": {"tokenizer": {"@tokenizers": TOKENIZER}}}
        )
    else:
        nlp = spacy.load(name)
    nlp.add_pipe(FACTORY, first=True)
    split_glued_sentences(nlp)
    return nlp


def _empty_tokenizer() -> Callable[[Language], Any]:
    from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]

    return lambda nlp: Tokenizer(nlp.vocab)
