"""Find mentions that are names: known actors, peoples, and countries and seats of government that stand for a party."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from heldby.reading.mentions.actors.document import Document, KnownName
from heldby.reading.mentions.actors.mention import ActorMention, Sort
from heldby.reading.mentions.actors.modifiers import is_modifier, owns_act
from heldby.reading.mentions.actors.noun_phrase import is_head, sentence_start
from heldby.reference.actors import Actor
from heldby.reference.actors.word_keys import fold_word, singular

ACTING = frozenset(("nsubj", "nsubj:pass", "obl:agent"))
NAMES = frozenset(("NNP", "NNPS"))


def find_named(document: Document) -> Iterator[ActorMention]:
    """Yield a mention of every known name that is not a modifier."""
    for found in document.known_names:
        if (namesake := _namesake(document, found)) is not None:
            yield namesake
        elif not is_modifier(document, found.first, found.last):
            sort: Sort = "person" if found.actor and found.actor.kind == "person" else "name"
            yield document.mention(_start_with_demonym(document, found), found.end, found.last - 1, "named", sort, found.actor)


def _start_with_demonym(document: Document, found: KnownName) -> int:
    """Return the first character of a name, including the adjective of its own country before it: "Syrian Tiger Forces"."""
    actor, land = found.actor, _demonym_before(document, found)
    if actor is None or land is None or actor.kind in ("person", "outlet", "state"):
        return found.start
    return land.start if _is_of_country(land, actor) else found.start


def _namesake(document: Document, found: KnownName) -> ActorMention | None:
    """Return a mention of the whole name of a body that has the short name of a known monitor but is from another country, or None.

    For example, the "Yemeni Observatory for Human Rights" is not the Syrian one.
    """
    doc, actor = document.doc, found.actor
    if actor is None or actor.kind != "monitor" or found.last - found.first > 1:
        return None
    land = _demonym_before(document, found)
    if land is None or _is_of_country(land, actor):
        return None
    last = found.last
    if last + 1 < len(doc) and doc[last].lower_ in ("for", "of") and doc[last + 1].text[:1].isupper():
        last += 2
        while last < len(doc) and doc[last].text[:1].isupper():
            last += 1
    end = doc[last - 1].idx + len(doc[last - 1])
    return document.mention(land.start, end, found.last - 1, "named", "name", None)


def _demonym_before(document: Document, found: KnownName) -> KnownName | None:
    """Return the country adjective directly before a name, or None."""
    at = found.first - 1
    if at < 0 or not document.follows_space(found.first) or document.doc[at].lower_ not in document.actors.heads.demonyms:
        return None
    return document.country_words_by_end.get(found.first)


def _is_of_country(land: KnownName, actor: Actor) -> bool:
    """Check whether an actor belongs to a country."""
    return land.actor is not None and land.actor.country in actor.countries


def find_inner(document: Document, mentions: Iterable[ActorMention]) -> Iterator[ActorMention]:
    """Yield nested mentions of the known names inside longer mentions: "ISIL" in "ISIL fighters"."""
    for mention in mentions:
        for found in document.names_in(mention.start, mention.end):
            inside = mention.start <= found.start and found.end <= mention.end and found in document.known_name_set
            if inside and (found.start, found.end) != (mention.start, mention.end) and found.last - 1 != mention.head:
                yield document.mention(found.start, found.end, found.last - 1, "named", "name", found.actor, nested=True)


def find_countries(document: Document) -> Iterator[ActorMention]:
    """Yield mentions of all peoples, and of the countries and seats of government that stand for a party."""
    for found in (*document.country_words, *document.seats):
        if _is_given_name(document, found):
            continue
        if is_people(document, found):
            yield document.mention(found.start, found.end, found.last - 1, "named", "people", None, plural=True)
        elif acts_as_party(document, found):
            yield document.mention(found.start, found.end, found.last - 1, "named", "country", found.actor)


def _is_given_name(document: Document, found: KnownName) -> bool:
    """Check for a country's name that is the given name of a person: "Chad Wells said"."""
    if found.last - found.first > 1 or found.last >= len(document.doc):
        return False
    after = document.doc[found.last]
    return after.dep_ == "flat" and after.head.i == found.first and after.text[:1].isupper()


def is_people(document: Document, found: KnownName) -> bool:
    """Check for the name of a people in the plural ("Russians"). Such a name does not say which side the people are on."""
    token = document.doc[found.last - 1]
    key = fold_word(token.text)
    return (
        singular(key) != key
        and found.last - found.first == 1
        and token.tag_ in ("NNPS", "NNS")
        and _names_a_people(document, singular(key))
    )


def _names_a_people(document: Document, key: str) -> bool:
    """Check whether the singular of a plural names a country's people."""
    return bool(document.actors.lands.lookup((key,))) and key not in ("united state", "netherland", "philippine", "emirate")


def acts_as_party(document: Document, found: KnownName) -> bool:
    """Check whether a country or seat of government stands for a party in its sentence, for example as the subject of an action."""
    token = document.doc[found.last - 1]
    if _opens_before_verb(document, found) or owns_act(document, found.last):
        return True
    if token.tag_ not in NAMES and not (token.tag_ in ("JJ", "PRP", "NN") and is_head(token) and token.dep_ in ACTING):
        return False
    root = _first_conjunct(token)
    if root.dep_ in ACTING and root.head.pos_ == "VERB":
        return root.head.lemma_.lower() not in document.actors.heads.still
    return _is_party_argument(document, root) if root.tag_ in NAMES else root is not token and _is_actor(document, root)


def _opens_before_verb(document: Document, found: KnownName) -> bool:
    """Check for a name that opens its sentence, directly before a verb that the tagger read as a noun: "The U.S. reaffirms"."""
    doc, token = document.doc, document.doc[found.last - 1]
    start = sentence_start(token)
    opens = found.first == start or (found.first == start + 1 and doc[start].lower_ == "the")
    return (
        opens
        and token.dep_ in ("compound", "nmod")
        and token.head.i == token.i + 1
        and token.head.dep_ == "ROOT"
        and token.head.text.islower()
    )


def _first_conjunct(token: Token) -> Token:
    """Return the first member of the list that a token belongs to, or the token itself if it is in no list."""
    while token.dep_ in ("conj", "flat", "appos") and token.head.i < token.i:
        token = token.head
    return token


def _is_party_argument(document: Document, token: Token) -> bool:
    """Check for the object of a verb, or complement of a preposition, that makes a country a party ("accused Iran", "against Iran")."""
    heads = document.actors.heads
    if token.dep_ in ("obj", "iobj"):
        return token.head.lemma_.lower() in heads.toward
    cases = {child.lower_ for child in token.lefts if child.dep_ == "case"} if token.dep_ in ("obl", "nmod") else set()
    return bool(cases & heads.party_cases) or ("between" in cases and token.head.lower_ in heads.between)


def _is_actor(document: Document, token: Token) -> bool:
    """Check for an actor noun. A country coordinated with one is a party, too ("the regime or Russia")."""
    heads = document.actors.heads
    return heads.classes.get(heads.noun(fold_word(token.text)) or "") in ("formations", "rule", "fighters", "soldiers")
