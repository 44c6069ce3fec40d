"""The tokenizer of heldby's English model: spaCy's, but names with an Arabic article such as `al-Qaim` stay one token."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from spacy.language import Language
from spacy.util import compile_infix_regex, registry

ARTICLES = ("al", "el", "ad", "ar", "as", "ash", "at", "az", "an", "ul", "ed", "es")


def keep_articles_whole(nlp: Language) -> Language:
    """Make the tokenizer keep the hyphen after an Arabic article."""
    infixes: list[Any] = []
    spared = "".join(rf"(?<!\b{a})(?<!\b{a.capitalize()})" for a in ARTICLES)
    for pattern in nlp.Defaults.infixes or []:
        if isinstance(pattern, str) and "(?:-|" in pattern:
            infixes.append(pattern.replace("(?:-|", f"(?:{spared}-|"))
        else:
            infixes.append(pattern)
    tokenizer: Any = nlp.tokenizer
    tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
    return nlp


@registry.callbacks("heldby.keep_articles_whole.v1")  # type: ignore[untyped-decorator]
def make() -> Callable[[Language], Language]:
    """Return the callback that the shipped pipeline names."""
    return keep_articles_whole
