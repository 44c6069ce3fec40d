"""Find persons that a text counts without a number: one in "killed a guard", none in "no one was hurt" and "no casualties"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from heldby.reading.mentions.quantities.vocabulary import NOT_A_VICTIM, is_person

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["Counted", "find_victims"]

ONE = {"a", "an", "another"}
NOBODY = {"nobody", "none"}
HARM = {
    "kill",
    "wound",
    "injure",
    "behead",
    "murder",
    "assassinate",
    "slay",
    "abduct",
    "kidnap",
    "detain",
    "arrest",
    "hurt",
    "harm",
    "execute",
}
"""Verbs whose object is a person."""
OFTEN_HARM = {"capture", "shoot", "take", "lose"}
"""Verbs whose object is a person only if the noun says so."""
HARMED = {"dead", "hurt", "injured", "wounded", "killed"}
"""Words for a state of harm."""
DYING = {"die", "drown", "perish"}
CASUALTIES = {"casualties", "casualty", "deaths", "death", "injuries", "injury", "fatalities", "fatality", "victims", "wounded"}
NEGATIONS = {"not", "n't", "n’t", "never", "without"}
_STEPS = 8
_SENTENCE_REACH = 80
"""Number of tokens of a sentence that are searched for a word of harm."""
_LIST_REACH = 14
"""Largest distance, in tokens, from "including" to a person of its list."""


class Counted(NamedTuple):
    """A phrase that counts persons: its first token, the token of its noun, and the number, which is 1 or 0."""

    first: int
    noun: int
    number: int


def find_victims(doc: Doc) -> Iterator[Counted]:
    """Yield the phrases that count one victim or none, in text order."""
    for token in doc:
        if token.lower_ in ONE:
            found = _one(token)
        elif token.lower_ in {"no", "without"}:
            found = _none(token)
        elif token.lower_ in NOBODY and _is_patient(token):
            found = Counted(token.i, token.i, 0)
        else:
            found = None
        if found is not None:
            yield found


def _one(article: Token) -> Counted | None:
    """Return "a guard" as one victim, and "not a single guard" as none, or None if it is no victim."""
    alone = article.lower_ == "another" and not article.dep_.startswith("det")
    noun = article if alone else article.head
    if not alone and (not article.dep_.startswith("det") or noun.i <= article.i or noun.pos_ not in {"NOUN", "PROPN", "ADJ"}):
        return None
    if noun.lower_ in NOT_A_VICTIM or any(child.dep_ == "nummod" for child in noun.children):
        return None
    if not (_is_patient(noun) or _is_harmed_in_clause(noun) or _is_singled_out(noun)):
        return None
    negated = _is_negated(noun)
    single = any(token.lower_ == "single" for token in noun.lefts) and (negated or article.nbor(-1).lower_ == "not" if article.i else False)
    if single:
        return Counted(article.i, noun.i, 0)
    return None if negated else Counted(article.i, noun.i, 1)


def _none(word: Token) -> Counted | None:
    """Return "no casualties", "no reports of injuries", "without casualties" or "no one was hurt" as none, or None."""
    doc, at = word.doc, word.i + 1
    while (
        at + 1 < len(doc)
        and at < word.i + 5
        and (doc[at].pos_ in {"ADJ", "DET"} or doc[at].lower_ in {"reports", "report", "of", "word", "other"})
    ):
        at += 1
    if at >= len(doc):
        return None
    noun = _last_of_compound(doc, at)
    if doc[noun].lower_ in CASUALTIES:
        return Counted(word.i, noun, 0)
    if word.lower_ == "no" and (doc[noun].lower_ == "one" or word.head.i == noun) and _is_patient(doc[noun]):
        return Counted(word.i, noun, 0)
    return None


def _last_of_compound(doc: Doc, at: int) -> int:
    """Return the last noun of the run of nouns and names from a token on."""
    while at + 1 < len(doc) and doc[at + 1].pos_ in {"NOUN", "PROPN"} and doc[at].pos_ in {"NOUN", "PROPN", "ADJ"}:
        at += 1
    return at


def _is_patient(noun: Token) -> bool:
    """Check whether a person, or the first of the list that it is in, is killed, wounded or taken, or dies."""
    node = _first_of_list(noun)
    verb, relation = node.head, node.dep_
    if relation.startswith("nsubj") and verb.lower_ in HARMED and _is_state(verb):
        return True
    if relation in {"obj", "nsubj:pass"}:
        shot_dead = verb.lemma_.lower() == "shoot" and any(child.lower_ == "dead" for child in verb.children)
        return shot_dead or verb.lemma_.lower() in HARM or (verb.lemma_.lower() in OFTEN_HARM and is_person(noun.lower_))
    return relation == "nsubj" and verb.lemma_.lower() in DYING


def _is_state(verb: Token) -> bool:
    """Check whether a word for harm says what state its subject is in ("is dead", "another injured"), and not what it did."""
    copula = any(child.dep_ in {"cop", "aux:pass"} for child in verb.children)
    return copula or (verb.tag_ != "VBD" and not any(child.dep_ == "obj" for child in verb.children))


def _first_of_list(noun: Token) -> Token:
    """Return the first noun of the list that a noun is in, or the name that it describes ("Sami Haddad, a guard")."""
    node = noun
    for _ in range(_STEPS):
        if node.dep_ not in {"conj", "appos"} or node.head.pos_ not in {"NOUN", "PROPN", "NUM", "ADJ"}:
            break
        node = node.head
    return node


def _is_harmed_in_clause(noun: Token) -> bool:
    """Check for a clause that says that a person was harmed: "a guard killed by the blast", "a guard who died"."""
    for child in noun.children:
        if not child.dep_.startswith("acl") or child.i < noun.i:
            continue
        others = [other for other in child.children if other.dep_ == "obj" or (other.dep_.startswith("nsubj") and other.pos_ != "PRON")]
        lemma = child.lemma_.lower()
        if not others and ((lemma in DYING and child.dep_ == "acl:relcl") or (lemma in HARM and child.tag_ == "VBN")):
            return True
    return False


def _is_singled_out(noun: Token) -> bool:
    """Check for a person in a list after "including" in a sentence about harm: "killed nine people, including a guard"."""
    if not (is_person(noun.lower_) or (noun.text[0].isupper() and noun.i > noun.sent.start)):
        return False
    doc, start = noun.doc, max(noun.sent.start, noun.i - _LIST_REACH)
    at = next((i for i in range(noun.i - 1, start - 1, -1) if doc[i].lower_ in {"including", "among"}), None)
    if at is None or any(token.pos_ == "VERB" for token in doc[at + 1 : noun.i]):
        return False
    return any(token.lemma_.lower() in HARM | DYING for token in noun.sent[:_SENTENCE_REACH])


def _is_negated(noun: Token) -> bool:
    """Check whether the verb above a noun is negated."""
    verb = _first_of_list(noun).head
    return any(child.lower_ in NEGATIONS for child in verb.children)
