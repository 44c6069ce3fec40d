"""Whom "they", "it", "the group" and "its fighters" mean: the best earlier mention, by rules that say why, or nobody."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from spacy.tokens import Doc, Token

from heldby.reading.mentions.actors.mention import ActorMention
from heldby.reference.actors import Actors, load, load_heads
from heldby.reference.actors.word_keys import fold, fold_word

PRONOUNS = {
    "they": "plural", "them": "plural", "their": "plural", "it": "thing", "its": "thing",
    "he": "person", "him": "person", "his": "person", "she": "person", "her": "person",
}  # fmt: skip
DEFINITE = frozenset(("the", "this", "that", "these", "those"))
POSSESSIVE = frozenset(("its", "their", "his", "her"))
PARTIES = frozenset(("rebel", "jihadist", "militia", "coalition", "political", "tribal"))
GROUPS = frozenset(("group", "organisation", "organization", "movement", "outfit", "faction", "militia", "network", "gang"))
REACH = 3
"""Sentences back from a pronoun that are looked at; a description is looked for twice as far."""
STRETCH = 2000
"""Characters before a pronoun that are looked at, so that a long text takes time in proportion to its length."""
SAME_NOUN = 1.5
"""What it counts that a description repeats the noun of what it stands for: "Iraqi forces ... the forces"."""
MARGIN = 0.75
"""How much better than the next actor the best must be; below that the text is ambiguous."""


@dataclass(frozen=True, slots=True)
class Text:
    """A parsed report with the number of each token's sentence."""

    doc: Doc
    sentence: list[int]


@dataclass(frozen=True, slots=True)
class Anaphor:
    """A pronoun or description at characters `start` to `end`, the index of the mention it stands for (None: open), and why."""

    start: int
    end: int
    text: str
    head: int
    antecedent: int | None
    why: str


def resolve_nominals(doc: Doc, mentions: Sequence[ActorMention], *, actors: Actors | None = None) -> list[Anaphor]:
    """Every pronoun and every definite description without a name of its own, in order, with the mention it most likely stands for."""
    actors = actors or load()
    text = Text(doc, _sentence_numbers(doc))
    known, described = list(mentions), []
    for at, mention in enumerate(mentions):
        if _describes(doc, mention):
            described.append(anaphor := _described(text, mention, known, actors))
            if anaphor.antecedent is not None and not _owned(doc, mention):
                known[at] = replace(mention, id=known[anaphor.antecedent].id)
    found = [_pronoun(text, token, known, actors) for token in doc if token.lower_ in PRONOUNS and not _empty(token)]
    return sorted((*found, *described), key=lambda anaphor: anaphor.start)


def _empty(token: Token) -> bool:
    """ "It" that stands for nothing: "it is unclear", "it was reported that"."""
    if token.lower_ != "it":
        return False
    verb = token.head
    clause = any(child.dep_ in ("csubj", "ccomp") and child.i > token.i for child in verb.children)
    if token.dep_ == "expl" or (clause and (token.dep_ == "nsubj:pass" or verb.pos_ in ("ADJ", "NOUN"))):
        return True
    return verb.pos_ == "ADJ" and verb.lower_ in ("unclear", "likely", "possible")


def _describes(doc: Doc, mention: ActorMention) -> bool:
    if mention.id or mention.form != "nominal" or mention.nested or mention.sort in ("platforms", "people", "officials"):
        return False
    if mention.text != mention.text.lower():
        return False
    first = mention.head - (len(mention.text.split()) - 1)
    return first > 0 and doc[first - 1].lower_ in DEFINITE | POSSESSIVE and len(fold(mention.text)) <= 2


def _owned(doc: Doc, mention: ActorMention) -> bool:
    return doc[mention.head - len(mention.text.split())].lower_ in POSSESSIVE


def _pronoun(text: Text, token: Token, mentions: Sequence[ActorMention], actors: Actors) -> Anaphor:
    wanted = PRONOUNS[token.lower_]
    before = _before(mentions, token.idx)
    often = Counter(mention.id for _, mention in before)
    scores = {
        at: score
        for at, mention in before
        if mention.end <= token.idx
        and _fits_pronoun(mention, wanted, actors)
        and _heard(mention, token, actors)
        and (score := _score(text, mention, token, often, REACH))
    }
    return _chosen(token.idx, token.idx + len(token), token.text, token.i, scores, mentions)


def _before(mentions: Sequence[ActorMention], character: int) -> list[tuple[int, ActorMention]]:
    """The mentions that start in the stretch before a character, with their indexes."""
    first = bisect_left(mentions, character - STRETCH, key=lambda mention: mention.start)
    last = bisect_left(mentions, character, key=lambda mention: mention.start)
    return list(enumerate(mentions[first:last], first))


def _fits_pronoun(mention: ActorMention, wanted: str, actors: Actors) -> bool:
    if mention.nested or mention.sort == "platforms":
        return False
    kind = _kind(mention, actors)
    if wanted == "person":
        return mention.sort == "person" or (mention.sort == "officials" and not mention.plural)
    if mention.sort == "person" or kind == "person":
        return False
    if wanted == "thing":
        return not mention.plural and mention.sort in ("name", "country", "formations", "rule")
    return mention.plural or mention.sort in ("formations", "fighters", "soldiers") or (mention.sort == "name" and kind in PARTIES)


def _heard(mention: ActorMention, token: Token, actors: Actors) -> bool:
    """An outlet or monitor is only meant where something is said."""
    return _kind(mention, actors) not in ("outlet", "monitor") or token.head.lemma_.lower() in actors.heads.speech


def _kind(mention: ActorMention, actors: Actors) -> str | None:
    actor = actors.get(mention.id) if mention.id else None
    return actor.kind if actor else None


def _described(text: Text, mention: ActorMention, mentions: Sequence[ActorMention], actors: Actors) -> Anaphor:
    doc = text.doc
    token = doc[mention.head]
    owner = doc[token.i - len(mention.text.split())]
    if _owned(doc, mention):
        inner = _pronoun(text, owner, mentions, actors)
        return Anaphor(mention.start, mention.end, mention.text, mention.head, inner.antecedent, f"of {owner.text}: {inner.why}")
    before = _before(mentions, mention.start)
    often = Counter(other.id for _, other in before if other.start < token.idx)
    scores = {
        at: score
        for at, other in before
        if other.end <= mention.start
        and _fits_description(token, other, actors)
        and (score := _score(text, other, token, often, 2 * REACH))
    }
    for at in scores:
        scores[at] += SAME_NOUN if doc[mentions[at].head].lemma_ == token.lemma_ else 0.0
    return _chosen(mention.start, mention.end, mention.text, mention.head, scores, mentions)


def _fits_description(token: Token, other: ActorMention, actors: Actors) -> bool:
    """ "The group" is a party that is no state; "the troops" are a state's or anybody's forces; "the movement" is a name."""
    if other.id is None or other.sort in ("people", "platforms"):
        return False
    noun, kind = actors.heads.noun(fold_word(token.text)) or "", _kind(other, actors)
    if noun in GROUPS or noun in actors.heads.irregulars:
        return kind in PARTIES and kind != "coalition"
    if noun in ("coalition", "alliance", "bloc"):
        return kind in ("coalition", "international")
    if noun in ("army", "military", "government", "regime", "police", "authority") or actors.heads.classes.get(noun) == "soldiers":
        return kind in ("state", "state-forces")
    return noun in ("force", "unit") and (kind in PARTIES or kind in ("state", "state-forces"))


def _score(text: Text, mention: ActorMention, token: Token, often: Mapping[str | None, int], reach: int) -> float:
    """How likely a mention is meant; 0 where it cannot be. Near, subject and often named count for it."""
    distance = text.sentence[token.i] - text.sentence[mention.head]
    if distance > reach:
        return 0.0
    head = text.doc[mention.head]
    if distance == 0 and (_same_verb(head, token) or _acts_upon(head, token) or _tells(token)):
        return 0.0
    if token.dep_ == "nmod:poss" and token.head.dep_ == "conj" and token.head.head == head:
        return 9.0  # "the army and its allies"
    score = 4.0 - 4.0 * distance / (reach + 1)
    score += 1.5 if _subject(head) else 0.0
    score += 1.0 if _subject(head) and _subject(token) and distance <= 1 else 0.0
    named = often[mention.id] if mention.id else 0
    return score + min(1.0, 0.25 * named) + (0.75 if mention.id else 0.0)


def _sentence_numbers(doc: Doc) -> list[int]:
    """For each token how many sentences have begun by then, blank ones aside."""
    return list(accumulate(int(bool(token.is_sent_start) and not token.is_space) for token in doc))


def _subject(token: Token) -> bool:
    return token.dep_.startswith("nsubj") or (token.dep_ in ("conj", "flat", "compound") and token.head.dep_.startswith("nsubj"))


def _acts_upon(head: Token, token: Token) -> bool:
    """Whether the mention is the subject of the verb that "them" is the object of: "the army advanced, killing dozens of them"."""
    if token.lower_ not in ("them", "him"):
        return False
    verb = token.head
    while verb.pos_ != "VERB" and verb.head.i != verb.i:
        verb = verb.head
    while not _has_subject(verb) and verb.dep_ in ("advcl", "conj", "xcomp", "acl") and verb.head.i != verb.i:
        verb = verb.head
    return head.head.i == verb.i and head.dep_.startswith("nsubj")


def _tells(token: Token) -> bool:
    """ "..., it said": whoever says so is not one of those just spoken of in the saying."""
    verb = token.head
    if not token.dep_.startswith("nsubj") or verb.lemma_.lower() not in load_heads().speech:
        return False
    return not any(child.dep_ in ("ccomp", "obj") and child.i > verb.i for child in verb.children)


def _has_subject(verb: Token) -> bool:
    return any(child.dep_.startswith("nsubj") for child in verb.children)


def _same_verb(head: Token, token: Token) -> bool:
    """Two arguments of one verb are two parties; a possessive may point at the other argument."""
    return token.dep_ not in ("nmod:poss", "poss") and head.head == token.head and head.head.pos_ in ("VERB", "AUX")


def _chosen(start: int, end: int, text: str, head: int, scores: dict[int, float], mentions: Sequence[ActorMention]) -> Anaphor:
    """The best mention if it beats every other actor by the margin."""
    if not scores:
        return Anaphor(start, end, text, head, None, "no earlier mention fits")
    best = max(scores, key=lambda at: (scores[at], at))
    same = (mentions[best].id, mentions[best].text if mentions[best].id is None else None)
    others = [score for at, score in scores.items() if (mentions[at].id, mentions[at].text if mentions[at].id is None else None) != same]
    if others and scores[best] - max(others) < MARGIN:
        return Anaphor(start, end, text, head, None, "two earlier mentions fit alike")
    return Anaphor(start, end, text, head, best, f"{mentions[best].text}: {scores[best]:.2f} against {max(others, default=0.0):.2f}")
