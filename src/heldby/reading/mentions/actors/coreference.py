"""Resolve "they", "it", "the group" and "its fighters" to earlier mentions by rules. Each answer has a reason; unclear cases stay open."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from spacy.tokens import Doc, Token

from heldby.reading.mentions.actors.mention import ActorMention
from heldby.reading.mentions.actors.owners import UNITS
from heldby.reference.actors import ActorIndex, load_actors, load_head_nouns
from heldby.reference.actors.word_keys import fold_to_words, fold_word

PRONOUNS = {
    "they": "plural", "them": "plural", "their": "plural", "it": "thing", "its": "thing",
    "he": "person", "him": "person", "his": "person", "she": "person", "her": "person",
}  # fmt: skip
DEFINITE = frozenset(("the", "this", "that", "these", "those"))
POSSESSIVE = frozenset(("its", "their", "his", "her"))
PARTIES = frozenset(("rebel", "jihadist", "militia", "coalition", "political", "tribal"))
ALLIANCES = frozenset(("coalition", "alliance", "bloc"))
SECULAR = frozenset(("separatist", "secessionist"))
"""Nouns for fighters that never mean a jihadist party."""
GROUPS = frozenset(("group", "organisation", "organization", "movement", "outfit", "faction", "militia", "network", "gang"))
SENTENCES_BACK = 3
"""Number of sentences before a pronoun that are searched. For a description, twice as many are searched."""
CHARACTERS_BACK = 2000
"""Number of characters before a pronoun or description that are searched. The limit keeps the running time linear in the text's length."""
SAME_NOUN_BONUS = 1.5
"""Added to the score of an antecedent whose noun the description repeats: "Iraqi forces ... the forces"."""
MARGIN = 0.75
"""Lead in score that the best mention needs over the mentions of every other actor. With a smaller lead, the antecedent stays open."""


@dataclass(frozen=True, slots=True)
class Text:
    """A parsed report, and the sentence number of each of its tokens."""

    doc: Doc
    sentence: list[int]


@dataclass(frozen=True, slots=True)
class Anaphor:
    """A pronoun or description that refers back to an earlier mention.

    Attributes:
        start: first character.
        end: character after the last one.
        text: the words.
        head: index of the head token.
        antecedent: index of the mention that it refers to, or None if the text does not settle this.
        why: the reason for the antecedent, or for leaving it open.
    """

    start: int
    end: int
    text: str
    head: int
    antecedent: int | None
    why: str


def resolve_nominals(doc: Doc, mentions: Sequence[ActorMention], *, actors: ActorIndex | None = None) -> list[Anaphor]:
    """Return the third-person pronouns and the unresolved definite descriptions ("the group", "its fighters") with their antecedents.

    They come in text order. `mentions` are the actor mentions of the report in text order, and `Anaphor.antecedent` is an index into them.
    Without `actors`, the built-in actor files are used.
    """
    actors = actors or load_actors()
    text = Text(doc, _sentence_numbers(doc))
    resolved, described = list(mentions), []
    for at, mention in enumerate(mentions):
        if _is_open_description(doc, mention):
            described.append(anaphor := _resolve_description(text, mention, resolved, actors))
            if anaphor.antecedent is not None and not _is_possessed(doc, mention):
                resolved[at] = replace(mention, id=resolved[anaphor.antecedent].id)
    found = [_resolve_pronoun(text, token, resolved, actors) for token in doc if token.lower_ in PRONOUNS and not _is_expletive(token)]
    return sorted((*found, *described), key=lambda anaphor: anaphor.start)


def _is_expletive(token: Token) -> bool:
    """Check for an "it" without a referent: "it is unclear", "it was reported that"."""
    if token.lower_ != "it":
        return False
    verb = token.head
    clause = any(child.dep_ in ("csubj", "ccomp") and child.i > token.i for child in verb.children)
    if token.dep_ == "expl" or (clause and (token.dep_ == "nsubj:pass" or verb.pos_ in ("ADJ", "NOUN"))):
        return True
    return verb.pos_ == "ADJ" and verb.lower_ in ("unclear", "likely", "possible")


def _is_open_description(doc: Doc, mention: ActorMention) -> bool:
    """Check for an unresolved definite or possessive description of an actor ("the group", "its fighters")."""
    if mention.id or mention.form != "nominal" or mention.nested or mention.sort in ("platforms", "people", "officials"):
        return False
    first = mention.head - (len(mention.text.split()) - 1)
    if first <= 0 or doc[first - 1].lower_ not in DEFINITE | POSSESSIVE:
        return False
    if _is_possessed(doc, mention) and fold_word(doc[mention.head].text) in UNITS:  # "its 9th Brigade"
        return True
    plain = mention.text == mention.text.lower() or mention.text in (
        "Islamists",
        "Islamist fighters",
        "Islamist militants",
        "Islamist rebels",
    )
    return plain and len(fold_to_words(mention.text)) <= 2


def _is_possessed(doc: Doc, mention: ActorMention) -> bool:
    """Check whether a description starts with a possessive pronoun ("its fighters")."""
    return doc[mention.head - len(mention.text.split())].lower_ in POSSESSIVE


def _resolve_pronoun(text: Text, token: Token, mentions: Sequence[ActorMention], actors: ActorIndex) -> Anaphor:
    """Return a pronoun with its best antecedent."""
    referent = PRONOUNS[token.lower_]
    before = _earlier_mentions(mentions, token.idx)
    counts = Counter(mention.id for _, mention in before)
    scores = {
        at: score
        for at, mention in before
        if mention.end <= token.idx
        and _fits_pronoun(mention, referent, actors)
        and _may_speak(mention, token, actors)
        and (score := _score(text, mention, token, counts, SENTENCES_BACK))
    }
    return _best_antecedent(token.idx, token.idx + len(token), token.text, token.i, scores, mentions)


def _earlier_mentions(mentions: Sequence[ActorMention], character: int) -> list[tuple[int, ActorMention]]:
    """Return the mentions that start in the `CHARACTERS_BACK` characters before `character`, each with its index."""
    first = bisect_left(mentions, character - CHARACTERS_BACK, key=lambda mention: mention.start)
    last = bisect_left(mentions, character, key=lambda mention: mention.start)
    return list(enumerate(mentions[first:last], first))


def _fits_pronoun(mention: ActorMention, referent: str, actors: ActorIndex) -> bool:
    """Check whether a mention fits a pronoun for a person, a thing or a plural."""
    if mention.nested or mention.sort == "platforms":
        return False
    kind = _kind(mention, actors)
    if referent == "person":
        return mention.sort == "person" or (mention.sort == "officials" and not mention.plural)
    if mention.sort == "person" or kind == "person":
        return False
    if referent == "thing":
        return not mention.plural and mention.sort in ("name", "country", "formations", "rule")
    return mention.plural or mention.sort in ("formations", "fighters", "soldiers") or (mention.sort == "name" and kind in PARTIES)


def _may_speak(mention: ActorMention, token: Token, actors: ActorIndex) -> bool:
    """Check that a pronoun may refer to a mention. It may refer to an outlet or monitor only if it depends on a verb of speech."""
    return _kind(mention, actors) not in ("outlet", "monitor") or token.head.lemma_.lower() in actors.heads.speech


def _kind(mention: ActorMention, actors: ActorIndex) -> str | None:
    """Return the kind of the mention's actor, or None."""
    actor = actors.get(mention.id) if mention.id else None
    return actor.kind if actor else None


def _resolve_description(text: Text, mention: ActorMention, mentions: Sequence[ActorMention], actors: ActorIndex) -> Anaphor:
    """Return a description with its best antecedent. "Its fighters" takes the antecedent of "its"."""
    doc = text.doc
    token = doc[mention.head]
    owner = doc[token.i - len(mention.text.split())]
    if _is_possessed(doc, mention):
        inner = _resolve_pronoun(text, owner, mentions, actors)
        return Anaphor(mention.start, mention.end, mention.text, mention.head, inner.antecedent, f"of {owner.text}: {inner.why}")
    before = _earlier_mentions(mentions, mention.start)
    counts = Counter(other.id for _, other in before if other.start < token.idx)
    scores = {
        at: score
        for at, other in before
        if other.end <= mention.start
        and _fits_description(token, other, actors)
        and (score := _score(text, other, token, counts, 2 * SENTENCES_BACK))
    }
    again = [at for at, other in before if doc[other.head].lemma_ == token.lemma_]
    if len({mentions[at].id for at in scores}) > 1 and again and not scores.keys() & set(again):
        why = "the noun was used before, and several parties have been named since"
        return Anaphor(mention.start, mention.end, mention.text, mention.head, None, why)
    for at in scores.keys() & set(again):
        scores[at] += SAME_NOUN_BONUS
    return _best_antecedent(mention.start, mention.end, mention.text, mention.head, scores, mentions)


def _fits_description(token: Token, other: ActorMention, actors: ActorIndex) -> bool:
    """Check whether a mention fits the noun of a description.

    "The group" and "the rebels" refer to a party that is neither a state nor a coalition, "the coalition" refers to a coalition or an
    international body, and "the army" and "the troops" refer to a state or its forces. "The force" can refer to any party or state.
    """
    if other.id is None or other.sort in ("people", "platforms"):
        return False
    noun, kind = actors.heads.noun(fold_word(token.text)) or "", _kind(other, actors)
    if noun in GROUPS or noun in actors.heads.irregulars:
        return kind in PARTIES and kind != "coalition" and not (noun in SECULAR and kind == "jihadist")
    if token.i > 0 and actors.heads.noun(token.nbor(-1).lower_) in actors.heads.irregulars:  # "the rebel alliance"
        return kind in PARTIES and (noun in ALLIANCES or kind != "coalition")
    if noun in ALLIANCES:
        return kind in ("coalition", "international")
    if noun in ("army", "military", "government", "regime", "police", "authority") or actors.heads.classes.get(noun) == "soldiers":
        return kind in ("state", "state-forces")
    return noun in ("force", "unit") and (kind in PARTIES or kind in ("state", "state-forces"))


def _score(text: Text, mention: ActorMention, token: Token, counts: Mapping[str | None, int], reach: int) -> float:
    """Return a score for a mention as antecedent, or 0 if it cannot be the antecedent.

    A mention scores higher if it is near, if it is a subject, if it is resolved to an actor, and if its actor is mentioned often.
    """
    distance = text.sentence[token.i] - text.sentence[mention.head]
    if distance > reach:
        return 0.0
    head = text.doc[mention.head]
    if distance == 0 and (_is_co_argument(head, token) or _is_agent_of_object(head, token) or _is_reporting_subject(token)):
        return 0.0
    if token.dep_ == "nmod:poss" and token.head.dep_ == "conj" and token.head.head == head:
        return 9.0  # "the army and its allies"
    score = 4.0 - 4.0 * distance / (reach + 1)
    score += 1.5 if _is_subject(head) else 0.0
    score += 1.0 if _is_subject(head) and _is_subject(token) and distance <= 1 else 0.0
    named = counts[mention.id] if mention.id else 0
    return score + min(1.0, 0.25 * named) + (0.75 if mention.id else 0.0)


def _sentence_numbers(doc: Doc) -> list[int]:
    """Return the number of each token's sentence, counted from 1. Blank sentences do not count."""
    return list(accumulate(int(bool(token.is_sent_start) and not token.is_space) for token in doc))


def _is_subject(token: Token) -> bool:
    """Check whether a token is a subject, or part of one."""
    return token.dep_.startswith("nsubj") or (token.dep_ in ("conj", "flat", "compound") and token.head.dep_.startswith("nsubj"))


def _is_agent_of_object(head: Token, token: Token) -> bool:
    """Check whether a mention is the subject of the verb that has "them" as its object: "the army advanced, killing dozens of them"."""
    if token.lower_ not in ("them", "him"):
        return False
    verb = token.head
    while verb.pos_ != "VERB" and verb.head.i != verb.i:
        verb = verb.head
    while not _has_subject(verb) and verb.dep_ in ("advcl", "conj", "xcomp", "acl") and verb.head.i != verb.i:
        verb = verb.head
    return head.head.i == verb.i and head.dep_.startswith("nsubj")


def _is_reporting_subject(token: Token) -> bool:
    """Check for a speaker named after what is said ("..., it said"). The speaker is not one of the actors in what is said."""
    verb = token.head
    if not token.dep_.startswith("nsubj") or verb.lemma_.lower() not in load_head_nouns().speech:
        return False
    return not any(child.dep_ in ("ccomp", "obj") and child.i > verb.i for child in verb.children)


def _has_subject(verb: Token) -> bool:
    """Check whether a verb has a subject of its own."""
    return any(child.dep_.startswith("nsubj") for child in verb.children)


def _is_co_argument(head: Token, token: Token) -> bool:
    """Check whether a mention and a pronoun are arguments of one verb and therefore two different parties.

    A possessive does not count, because it may refer to the other argument.
    """
    return token.dep_ not in ("nmod:poss", "poss") and head.head == token.head and head.head.pos_ in ("VERB", "AUX")


def _best_antecedent(start: int, end: int, text: str, head: int, scores: dict[int, float], mentions: Sequence[ActorMention]) -> Anaphor:
    """Return the anaphor with its best antecedent. The antecedent is None if its score does not exceed every other actor's by `MARGIN`.

    `scores` maps the index of each possible antecedent to its score.
    """
    if not scores:
        return Anaphor(start, end, text, head, None, "no earlier mention fits")
    best = max(scores, key=lambda at: (scores[at], at))
    same = (mentions[best].id, mentions[best].text if mentions[best].id is None else None)
    others = [score for at, score in scores.items() if (mentions[at].id, mentions[at].text if mentions[at].id is None else None) != same]
    if others and scores[best] - max(others) < MARGIN:
        return Anaphor(start, end, text, head, None, "two earlier mentions fit alike")
    return Anaphor(start, end, text, head, best, f"{mentions[best].text}: {scores[best]:.2f} against {max(others, default=0.0):.2f}")
