"""How far a noun phrase reaches: premodifiers to the left of a head noun, a tied name to its right."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from heldby.reference.actors import load_heads

BEFORE = frozenset(("JJ", "JJR", "JJS", "NN", "NNS", "NNP", "NNPS", "VBN", "VBG", "HYPH", "FW", "AFX", "POS", "GW"))
NOUNS = frozenset(("NN", "NNS", "NNP", "NNPS"))
PREMODIFIER = frozenset(
    ("amod", "compound", "flat", "nmod", "nmod:poss", "nmod:desc", "conj", "advmod", "acl", "goeswith", "punct", "case")
)
HYPHENS = frozenset("-‐‑–")


def left_edge(head: Token) -> int:
    """The index of the first token of the phrase that ends in `head`, without determiners, numbers and counting words."""
    doc, edge, at = head.doc, head.i, head.i - 1
    while at >= head.sent.start and _belongs(doc, at, edge, head.i):
        edge, at = at, at - 1
    return _trimmed(doc, edge, head.i)


def _belongs(doc: Doc, at: int, edge: int, head: int) -> bool:
    token = doc[at]
    if token.is_space or "\n" in token.text_with_ws:
        return False
    lower = token.lower_
    if lower in load_heads().days and token.tag_ in ("NNP", "NN") and not _attached(token, at, head):
        return False
    if token.text in HYPHENS:
        return at > 0 and _glued(doc, at)
    if token.tag_ == "POS" or (lower in ("'s", "’s", "'", "’") and token.dep_ == "case"):
        return _possessor(doc, at - 1)
    if token.tag_ == "CC" or lower == "and":
        return _coordinated(doc, at, edge)
    if at + 1 < len(doc) and doc[at + 1].text in HYPHENS and _glued(doc, at + 1) and token.is_alpha:
        return True
    if token.tag_ == "CD":
        return lower[:1].isdigit() and lower[-2:] in ("st", "nd", "rd", "th")
    if token.tag_ == "RB" and token.dep_ == "advmod" and token.head.i <= head and lower.endswith("ly"):
        return at + 1 == edge and doc[edge].tag_ in ("JJ", "VBN", "NNP")
    if token.tag_ not in BEFORE:
        return token.tag_ in ("VBZ", "IN") and token.text.isupper() and len(token.text) > 1
    if lower in load_heads().days:
        return False
    return _attached(token, at, head)


def _attached(token: Token, at: int, head: int) -> bool:
    if at < token.head.i <= head:
        return token.tag_ not in ("VBG", "VBN") or token.dep_ in PREMODIFIER
    return token.dep_ in ("flat", "compound", "amod", "goeswith") and token.tag_ not in ("VBG", "VBN")


def _glued(doc: Doc, at: int) -> bool:
    """A hyphen with a word directly on at least one side."""
    return not doc[at - 1].whitespace_ or not doc[at].whitespace_


def _possessor(doc: Doc, at: int) -> bool:
    """A possessor stays if it names somebody; "the group's" and "its" only point."""
    return at >= 0 and (doc[at].tag_ in ("NNP", "NNPS") or doc[at].lower_ in ("regime", "government", "army", "state"))


def _coordinated(doc: Doc, at: int, edge: int) -> bool:
    """ "Syrian and Russian forces", "air and ground forces": like beside like."""
    if at == 0 or edge != at + 1:
        return False
    before, after = doc[at - 1], doc[edge]
    if before.lower_ in load_heads().loose or before.tag_ not in BEFORE:
        return False
    alike = before.tag_ == after.tag_ and before.text[0].isupper() == after.text[0].isupper()
    return alike and after.tag_.startswith("JJ") and (before.head.i > at or after.dep_ == "conj")


def _trimmed(doc: Doc, edge: int, head: int) -> int:
    while edge < head and (
        doc[edge].lower_ in load_heads().loose
        or doc[edge].tag_ in ("POS", "CC", "HYPH", "RBR", "RBS", "DT", "PRP$")
        or doc[edge].text in HYPHENS
        or doc[edge].is_punct
    ):
        if doc[edge].lower_ in load_heads().loose and edge + 1 < head and doc[edge + 1].text in HYPHENS:
            break
        edge += 1
    return edge


def is_head(token: Token) -> bool:
    """Whether a noun is the head of its phrase, not a modifier of a noun right after it."""
    if token.i + 1 >= len(token.doc):
        return True
    after = token.doc[token.i + 1]
    if after.text in HYPHENS and not token.whitespace_:
        return False
    return not (after.tag_ in NOUNS and token.dep_ in ("compound", "amod", "nmod") and token.head.i > token.i and not _breaks(token))


def _breaks(token: Token) -> bool:
    return "\n" in token.whitespace_ or token.doc[token.i + 1].is_space
