"""Find where a noun phrase starts: with its premodifiers, but without determiners, numbers and counting words."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from heldby.reference.actors import load_head_nouns
from heldby.reference.actors.word_keys import singular

BEFORE = frozenset(("JJ", "JJR", "JJS", "NN", "NNS", "NNP", "NNPS", "VBN", "VBG", "HYPH", "FW", "AFX", "POS", "GW"))
NOUNS = frozenset(("NN", "NNS", "NNP", "NNPS"))
PREMODIFIER = frozenset(("amod", "compound", "flat", "nmod", "nmod:poss", "nmod:desc", "conj", "advmod", "acl", "goeswith", "punct"))
HYPHENS = frozenset("-‐‑–")
POINTING = frozenset(("POS", "CC", "HYPH", "RBR", "RBS", "DT", "PRP$", "PDT", "WDT"))


def left_edge(head: Token, *, stop: int = 0) -> int:
    """Return the index of the first token of the phrase that ends in `head`, without determiners, numbers and counting words.

    Tokens before `stop` are never included.
    """
    doc, edge, at = head.doc, head.i, head.i - 1
    while at >= stop and not doc[edge].is_sent_start and _is_premodifier(doc, at, edge, head.i):
        edge, at = at, at - 1
    return _trim(doc, edge, head.i)


def noun_phrase_span(head: Token) -> tuple[int, int]:
    """Return the characters (start, end) of the noun phrase that ends in `head`, with premodifiers, without articles and numbers.

    "Two small bridges" gives "small bridges". This is for things, such as what is hit or destroyed, not for actors.
    """
    return head.doc[left_edge(head)].idx, head.idx + len(head)


def sentence_start(token: Token) -> int:
    """Return the index of the first token of a token's sentence, without spaCy's `sent`, which searches the whole document each time."""
    doc, at = token.doc, token.i
    while at > 0 and not doc[at].is_sent_start:
        at -= 1
    return at


def _is_premodifier(doc: Doc, at: int, edge: int, head: int) -> bool:
    """Check whether the token at `at` belongs to the phrase that currently starts at `edge`."""
    token, lower, heads = doc[at], doc[at].lower_, load_head_nouns()
    if token.is_space or "\n" in token.text_with_ws or lower in heads.days:
        return False
    if token.text in HYPHENS:
        return at > 0 and _is_tight_hyphen(doc, at)
    if token.tag_ == "POS" or (lower in ("'s", "’s", "'", "’") and token.dep_ == "case"):
        return _is_named_possessor(doc, at - 1)
    if token.tag_ == "CC":
        return _is_coordinated(doc, at, edge)
    if edge == at + 1 and doc[edge].tag_ == "CC":  # already checked by _is_coordinated
        return True
    if token.is_alpha and at + 1 < len(doc) and doc[at + 1].text in HYPHENS and _is_tight_hyphen(doc, at + 1):
        return True
    if token.tag_ == "CD":
        return lower[:1].isdigit() and lower[-2:] in ("st", "nd", "rd", "th")
    if token.tag_ in ("VBN", "VBG", "JJ") and token.text[0].isupper() and doc[edge].text[0].isupper() and not token.is_sent_start:
        return True
    if token.tag_ not in BEFORE:
        return _is_mistagged_modifier(token, at, head)
    if token.tag_ == "VBN" and at > 0 and doc[at - 1].tag_ in NOUNS:  # "the army claimed rebel forces fled"
        return False
    return _is_attached(token, at, head)


def _is_mistagged_modifier(token: Token, at: int, head: int) -> bool:
    """Check for a modifier that was tagged as another part of speech: an acronym ("IS fighters") or a general noun ("rebel groups")."""
    acronym = token.tag_ in ("VBZ", "IN", "PRP") and token.text.isupper() and len(token.text) > 1
    return acronym or (token.lower_ in load_head_nouns().holders and at < token.head.i <= head)


def _is_attached(token: Token, at: int, head: int) -> bool:
    """Check whether the parse attaches a premodifier to the phrase."""
    if at < token.head.i <= head:
        return token.tag_ not in ("VBG", "VBN") or token.dep_ in PREMODIFIER
    if token.dep_ == "conj" and token.head.i < at < token.head.head.i <= head:  # the second of "Turkish and Russian troops"
        return True
    return token.dep_ in ("flat", "compound", "amod", "goeswith") and token.tag_ not in ("VBG", "VBN")


def _is_tight_hyphen(doc: Doc, at: int) -> bool:
    """Check for a hyphen with a word directly next to it on at least one side."""
    return not doc[at - 1].whitespace_ or not doc[at].whitespace_


def _is_named_possessor(doc: Doc, at: int) -> bool:
    """Check whether the owner before a genitive ending names an actor. "The group's" does not name one."""
    return at >= 0 and (doc[at].tag_ in ("NNP", "NNPS") or doc[at].lower_ in ("regime", "government", "army", "state"))


def _is_coordinated(doc: Doc, at: int, edge: int) -> bool:
    """Check whether a conjunction joins two modifiers of the same kind: "Syrian and Russian forces", "air and ground forces"."""
    if at == 0 or edge != at + 1 or doc[at - 1].lower_ in load_head_nouns().loose or doc[at - 1].tag_ not in BEFORE:
        return False
    before, after, heads = doc[at - 1], doc[edge], load_head_nouns()
    if {before.lower_, after.lower_} <= heads.demonyms | heads.holders and before.text[0].isupper() and after.text[0].isupper():
        return True
    alike = before.tag_ == after.tag_ and before.text[0].isupper() == after.text[0].isupper()
    return alike and after.tag_.startswith("JJ") and (before.head.i > at or after.dep_ == "conj")


def _trim(doc: Doc, edge: int, head: int) -> int:
    """Return the first token that remains of a phrase after trimming its start."""
    while edge < head and _is_trimmed(doc, edge, head):
        edge += 1
    return edge


def _is_trimmed(doc: Doc, at: int, head: int) -> bool:
    """Check for a word that is trimmed from the start of a phrase: a determiner, adverb, mark or counting word."""
    token, after = doc[at], doc[at + 1]
    if token.tag_ in POINTING or token.text in HYPHENS or token.is_punct:
        return True
    if token.lower_ == "old" and at > 1 and doc[at - 1].text in HYPHENS:  # "a 36-year-old commander"
        return True
    if token.tag_ == "RB" or (token.lower_.endswith("ing") and token.tag_ != "NNP" and after.text[0].isupper() and after.i <= head):
        return after.text not in HYPHENS
    if f"{token.lower_} {singular(after.lower_)}" in load_head_nouns().classes:
        return False
    return token.lower_ in load_head_nouns().loose and (after.text not in HYPHENS or token.lower_ == "so")


def is_mistagged_noun(token: Token) -> bool:
    """Check for a noun for armed people that was tagged as a verb or adverb after its modifier: "government troops", "loyalist militia"."""
    if token.tag_ not in ("VBZ", "RB", "VBP") or token.i == 0 or token.doc[token.i - 1].tag_ not in BEFORE:
        return False
    heads, key = load_head_nouns(), token.lower_
    noun = heads.noun(key)
    return noun == "militia" or (noun != key and heads.classes.get(noun or "") in ("fighters", "soldiers")) or key == "troops"


def is_head(token: Token) -> bool:
    """Check whether a noun is the head of its phrase, not a modifier of a following noun."""
    if token.i + 1 >= len(token.doc):
        return True
    after = token.doc[token.i + 1]
    if after.text in HYPHENS and not token.whitespace_:
        return False
    if after.is_space or (after.lower_ in load_head_nouns().headline_verbs and after.text[0].isupper() and token.text[0].isupper()):
        return True
    if f"{token.lower_} {singular(after.lower_)}" in load_head_nouns().classes:
        return False
    if token.tag_ == "NNP" and after.tag_ == "NNP" and token.lower_ in load_head_nouns().titles:
        return False
    if is_mistagged_noun(after):
        return False
    if after.tag_ == "VBG" and token.dep_ == "compound" and token.head.i == after.i:  # "rebel shelling": a noun tagged as a verb
        return False
    return not (after.tag_ in NOUNS and token.dep_ in ("compound", "amod", "nmod") and token.head.i > token.i)
