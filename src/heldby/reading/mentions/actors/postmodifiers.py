"""Find where a mention ends, with what follows its head: "Ministry of Defence", "members of ISIL", "forces loyal to Haftar"."""

from __future__ import annotations

from spacy.tokens import Token

from heldby.reading.mentions.actors.document import Document
from heldby.reading.mentions.actors.noun_phrase import NOUNS
from heldby.reference.actors.word_keys import fold_word, singular

OF_A_COUNTRY = frozenset({"government", "army", "military", "region", "province", "state"})
"""What has forces of its own in a country: "forces of Ethiopia's Tigray region" are not Ethiopia's."""


def right_edge(document: Document, head: Token) -> int:
    """Return the token after the mention with this head."""
    doc, at = document.doc, head.i + 1
    if at + 1 < len(doc) and doc[at].lower_ == "of":
        return _end_after_of(document, head, at + 1)
    if at + 2 < len(doc) and doc[at].lower_ == "for" and head.text[0].isupper() and head.tag_ in ("NNP", "NNPS") and not head.is_sent_start:
        return _name_end(document, at + 1) or at
    if at + 2 < len(doc) and doc[at].lower_ == "loyal" and doc[at + 1].lower_ == "to":
        return _person_end(document, at + 2) or _name_end(document, at + 2, into_person=True) or at
    return at


def _person_end(document: Document, at: int) -> int | None:
    """Return the token after a known person's name that starts within five tokens ("the Syrian president Bashar al-Assad"), or None."""
    return next((document.persons[first].last for first in range(at, at + 5) if first in document.persons), None)


def _end_after_of(document: Document, head: Token, at: int) -> int:
    """Return the token after a mention whose head is followed by "of". The mention includes a name after "of" if that names the actor."""
    doc, key = document.doc, singular(fold_word(head.text))
    end = _name_end(document, at)
    first = at + 1 if doc[at].lower_ == "the" else at
    if end and key in ("force", "army", "military") and first in document.name_starts:
        return _government_end(document, end)
    if head.text[0].isupper() and head.tag_ in ("NNP", "NNPS") and end and doc[end - 1].tag_ in NOUNS:
        return end
    if document.actors.heads.noun(key) in document.actors.heads.containers or key in document.actors.heads.containers:
        return end or head.i + 1
    return head.i + 1


def _government_end(document: Document, at: int) -> int:
    """Return the token after the government or region of a country that ends before token `at`, or `at` if none is named.

    Examples are "Syrian regime", "Libya's internationally recognised government" and "Ethiopia's Tigray region".
    """
    doc = document.doc
    if at < len(doc) and doc[at].lower_ in ("government", "regime"):
        return at + 1
    if at < len(doc) and doc[at].tag_ == "POS":
        return next((n + 1 for n in range(at + 1, min(at + 5, len(doc))) if doc[n].lower_ in OF_A_COUNTRY), at)
    return at


def _name_end(document: Document, at: int, *, into_person: bool = False) -> int | None:
    """Return the token after the capitalised name that starts at token `at`, possibly with "the" before it, or None.

    The name ends before a known person unless `into_person` is set.
    """
    doc = document.doc
    if at < len(doc) and doc[at].lower_ == "the":
        at += 1
    end, persons = at, {} if into_person else document.persons
    while (
        end < len(doc)
        and (end == at or end not in persons)
        and not doc[end].is_space
        and (_is_capitalised(doc[end]) or _is_joiner(document, end))
    ):
        end += 1
    name = document.name_starts.get(at)
    if name and name.last > end:
        return name.last
    return end if end > at else None


def _is_capitalised(token: Token) -> bool:
    """Check for a capitalised word, or a word that starts with an Arabic article ("al-Nusra")."""
    text = token.text
    return (text[0].isupper() or text[:3].lower() in ("al-", "el-", "as-", "ar-", "ad-", "ash")) and token.tag_ not in ("DT", "IN", "PRP")


def _is_joiner(document: Document, at: int) -> bool:
    """Check for a hyphen, or a small word between two capitalised ones ("Liberation of Congo")."""
    doc = document.doc
    if at + 1 >= len(doc) or not _is_capitalised(doc[at + 1]):
        return False
    return doc[at].text in ("-", "–") or (doc[at].lower_ in ("of", "al", "el", "bin", "and") and doc[at].lower_ != "and")
