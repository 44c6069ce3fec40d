"""A parsed report as plain lists, with its phrases, mentions and classes: everything that claim extraction reads.

spaCy's token objects are convenient but slow to query, so each attribute is read once here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc

from heldby.reading.parse.noun_phrases import Phrase, noun_phrases
from heldby.reference.lexicon import Lexicon

MOST_ANCESTORS = 8
BOUND = frozenset({"held", "controlled", "occupied", "backed", "led", "supported", "sponsored", "funded", "allied", "aligned"})
PLACES = frozenset({"place", "described"})
ACTORS = frozenset({"named", "composed", "nominal"})


@dataclass(slots=True)
class ParsedReport:
    """A parsed report as plain lists. A token, a sentence or a phrase is given by its index.

    Lists by token: `lemma` to `children` hold the parse, `sentence` the sentence of each token, and `quoted` whether the token is in
    quotation marks. `sentences` holds the (first, last + 1) tokens of each sentence, and `in_sentence` its phrases.

    Lists by phrase: `phrases`, `classes` (the letters that `_class` returns), `ids` of the actor or place, and `spans`, the character span
    of the mention that the phrase stands for or carries, or else of the phrase itself. `network_token` holds the token at which the network
    was trained to see the phrase: the last word of a name. `phrase_at` maps the head token of a phrase to the phrase. `anaphors` maps a
    phrase that is a pronoun or description to the span of its own characters, and `antecedent_text` maps it to the text that it stands for,
    if it is known.
    """

    doc: Doc
    lemma: list[str]
    lower: list[str]
    pos: list[str]
    tag: list[str]
    dep: list[str]
    head: list[int]
    children: list[list[int]]
    sentence: list[int]
    sentences: list[tuple[int, int]]
    phrases: list[Phrase] = field(default_factory=list)
    classes: list[str] = field(default_factory=list)
    ids: list[str | None] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    anaphors: dict[int, tuple[int, int]] = field(default_factory=dict)
    antecedent_text: dict[int, str] = field(default_factory=dict)
    phrase_at: dict[int, int] = field(default_factory=dict)
    network_token: list[int] = field(default_factory=list)
    in_sentence: list[list[int]] = field(default_factory=list)
    quoted: list[bool] = field(default_factory=list)

    def ancestors(self, i: int) -> list[int]:
        """Return the ancestors of a token in the tree, the nearest first, eight at most."""
        out: list[int] = []
        while self.head[i] != i and len(out) < MOST_ANCESTORS:
            i = self.head[i]
            out.append(i)
        return out

    def case(self, i: int) -> str:
        """Return the preposition that governs the head of a phrase, or "".

        A later member of a list or name that has no preposition of its own takes that of the member before: "in" for "Homs" in
        "in Hama and Homs".
        """
        for _ in range(3):
            for child in self.children[i]:
                if self.dep[child] == "case" and self.pos[child] != "PART":
                    return self.lower[child]
            if self.dep[i] not in ("conj", "appos", "flat"):
                return ""
            i = self.head[i]
        return ""


@dataclass(frozen=True, slots=True)
class MentionSpan:
    """A mention as the parsed report needs it.

    `start` and `end` are character offsets, and `head` is a token. `sort` is `named`, `composed` or `nominal` for an actor, `place`,
    `described` for a place without a name, or `time`. `antecedent_text` is the text that the mention stands for, if it is an anaphor.
    """

    start: int
    end: int
    head: int
    sort: str
    id: str | None = None
    antecedent_text: str | None = None
    last: int | None = None
    """The head token that the finder reported, if `head` was moved to another token."""


def _with_tree_head(doc: Doc, found: MentionSpan) -> MentionSpan:
    """Return the mention with its topmost token in the tree as head: "Deir" of "Deir Ezzor", "province" of "Idlib province"."""
    span = doc.char_span(found.start, found.end, alignment_mode="expand")
    if span is None:
        return found
    roots = [t.i for t in span if not span.start <= t.head.i < span.end or t.head.i == t.i]
    return found if found.head in roots else replace(found, head=roots[0], last=found.head)


def build_parsed_report(
    doc: Doc,
    lexicon: Lexicon,
    found: Sequence[MentionSpan] = (),
    anaphors: Mapping[int, MentionSpan] | None = None,
    unread: tuple[int, int] = (0, 0),
) -> ParsedReport:
    """Return a parsed report with its mentions.

    `found` are its mentions. `anaphors` maps the head token of a pronoun or description to the mention that it stands for. Phrases in the
    character span `unread` are left out, so that they cannot fill a role.
    """
    lower = [token.lower_ for token in doc]
    head = _left_coordinated([token.head.i for token in doc], doc)
    sentences = [(sent.start, sent.end) for sent in doc.sents]
    sentence = [n for n, (start, end) in enumerate(sentences) for _ in range(start, end)]
    parsed = ParsedReport(
        doc=doc,
        lemma=[(token.lemma_ or token.lower_).lower() for token in doc],
        lower=lower,
        pos=[t.pos_ for t in doc],
        tag=[t.tag_ for t in doc],
        dep=[t.dep_ for t in doc],
        head=head,
        children=_children(head),
        sentence=sentence,
        sentences=sentences,
        quoted=_quoted(lower),
    )
    _fill_phrases(parsed, lexicon, found, anaphors or {}, unread)
    return parsed


def _left_coordinated(head: list[int], doc: Doc) -> list[int]:
    """Return the heads, with each verb that is coordinated with a later word attached to the verb before it instead.

    A conjunct follows its head. In "troops shelled the port and took the city, the governor said", the parser may join "took" to "said".
    """
    out = list(head)
    for i, above in enumerate(head):
        if above > i and doc[i].dep_ == "conj" and doc[i].pos_ == "VERB":
            before = (j for j in range(i - 1, doc[i].sent.start - 1, -1) if head[j] == above and doc[j].pos_ == "VERB")
            out[i] = next(before, above)
    return out


def _children(head: Sequence[int]) -> list[list[int]]:
    """Return the children of each token."""
    children: list[list[int]] = [[] for _ in head]
    for i, h in enumerate(head):
        if h != i:
            children[h].append(i)
    return children


def _quoted(lower: list[str]) -> list[bool]:
    """Return whether each token is inside quotation marks. A quotation that is never closed ends after 120 tokens."""
    out, inside, since = [], False, 0
    for word in lower:
        if word in ('"', "“", "”", "``", "''", "«", "»"):
            inside = word in ("“", "``", "«") or (word == '"' and not inside)
            since = 0
            out.append(inside)
            continue
        since += 1
        if since > 120:
            inside = False
        out.append(inside)
    return out


def _fill_phrases(
    parsed: ParsedReport, lexicon: Lexicon, found: Sequence[MentionSpan], anaphors: Mapping[int, MentionSpan], unread: tuple[int, int]
) -> None:
    """Add the phrases with their classes. A mention is one phrase; its parts ("Islamic" in "Islamic State") are not phrases."""
    mentions = _mentions_by_token(parsed.doc, found)
    parsed.in_sentence = [[] for _ in parsed.sentences]
    for phrase in _phrases_with_mention_heads(parsed.doc, mentions):
        i = phrase.head
        if unread[0] <= parsed.doc[i].idx < unread[1]:
            continue
        actor, place = mentions.actor_at.get(i), mentions.place_at.get(i)
        if is_hyphenated_party(parsed, phrase):
            actor = mentions.inner_actor.get(i, MentionSpan(*_characters(parsed.doc, phrase), i, "named"))
            place = None
        part = _is_part_of(actor, phrase) or (actor is None and _is_part_of(place, phrase))
        if i in mentions.time_at or part or not parsed.doc[i].text.strip():
            continue
        letter = _class(parsed, lexicon, phrase, anaphors.get(i) or actor, place is not None, i in anaphors)
        _add_phrase(parsed, phrase, letter, actor or place, anaphors.get(i))


@dataclass(frozen=True, slots=True)
class _TokenMentions:
    """The mentions of a text by the tokens that they cover. `inner_actor` holds the shortest actor mention with its head at the token."""

    actor_at: dict[int, MentionSpan]
    place_at: dict[int, MentionSpan]
    time_at: dict[int, MentionSpan]
    inner_actor: dict[int, MentionSpan]


def _mentions_by_token(doc: Doc, found: Sequence[MentionSpan]) -> _TokenMentions:
    """Return the mentions of a text by the tokens that they cover."""
    found = [_with_tree_head(doc, f) for f in found]
    actor_at, place_at, time_at = (_mention_by_token(doc, [f for f in found if f.sort in sorts]) for sorts in (ACTORS, PLACES, {"time"}))
    inner = {f.head: f for f in sorted(found, key=lambda f: f.start - f.end) if f.sort in ACTORS}
    return _TokenMentions(actor_at, place_at, time_at, inner)


def _phrases_with_mention_heads(doc: Doc, mentions: _TokenMentions) -> list[Phrase]:
    """Return the noun phrases, and one phrase for each actor or place whose head is in none of them, in the order of their heads."""
    nouns = noun_phrases(doc)
    heads = {phrase.head for phrase in nouns}
    others = {*mentions.actor_at.values(), *mentions.place_at.values()}
    nouns += [Phrase(f.head, f.head, f.head, modifier=True) for f in others if f.head not in heads]
    return sorted(nouns, key=lambda p: (p.head, p.left))


def _add_phrase(parsed: ParsedReport, phrase: Phrase, letter: str, own: MentionSpan | None, antecedent: MentionSpan | None) -> None:
    """Append a phrase to the report, with its class, its own mention and, if it is an anaphor, its antecedent."""
    n, i = len(parsed.phrases), phrase.head
    mention = antecedent or own
    if antecedent is not None:
        parsed.anaphors[n] = _characters(parsed.doc, phrase)
    if mention and mention.antecedent_text:
        parsed.antecedent_text[n] = mention.antecedent_text
    named = mention if mention and mention.sort != "described" else None
    parsed.phrases.append(phrase)
    parsed.classes.append(letter)
    parsed.ids.append(mention.id if mention else None)
    parsed.spans.append((named.start, named.end) if named else _characters(parsed.doc, phrase))
    parsed.phrase_at[i] = n
    parsed.network_token.append(own.last if own and own.last is not None and phrase.left != own.last else i)
    parsed.in_sentence[parsed.sentence[i]].append(n)


def is_hyphenated_party(parsed: ParsedReport, phrase: Phrase) -> bool:
    """Check whether a phrase is the party before `-held`, `-backed` or `-led`, even inside a longer name."""
    after = parsed.lower[phrase.right + 1 : phrase.right + 3]
    return phrase.modifier and (
        (len(after) == 2 and after[0] == "-" and after[1] in BOUND) or bool(after and after[0][:1] == "-" and after[0][1:] in BOUND)
    )


def _is_part_of(mention: MentionSpan | None, phrase: Phrase) -> bool:
    """Check whether a phrase is only a part of a mention whose head is elsewhere."""
    return mention is not None and mention.head != phrase.head and phrase.left != mention.head


def _characters(doc: Doc, phrase: Phrase) -> tuple[int, int]:
    """Return the start and end characters of a phrase."""
    return doc[phrase.left].idx, doc[phrase.right].idx + len(doc[phrase.right])


def _mention_by_token(doc: Doc, found: Sequence[MentionSpan]) -> dict[int, MentionSpan]:
    """Return a table from each token to the mention that covers it. Where mentions are nested, it is the outermost."""
    out: dict[int, MentionSpan] = {}
    for mention in sorted(found, key=lambda f: f.end - f.start):
        span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
        if span is not None:
            for i in range(span.start, span.end):
                out[i] = mention
    return out


def _class(parsed: ParsedReport, lexicon: Lexicon, phrase: Phrase, actor: MentionSpan | None, place: bool, anaphor: bool) -> str:
    """Return the class letter of a phrase.

    A: named actor, F: nominal actor, P: place, L: noun for a place, X: pronoun, B: building, W: weapon, H: other name, O: other noun.
    """
    i = phrase.head
    if parsed.pos[i] == "PRON" and not anaphor:
        return "X"
    if actor and actor.sort != "nominal":
        return "A"
    if place:
        return "P"
    kinds = lexicon.class_of.get(parsed.lemma[i], ())
    if actor:
        return "F"
    for name, letter in (("place", "L"), ("building", "B"), ("weapon", "W")):
        if name in kinds:
            return letter
    return "H" if parsed.pos[i] == "PROPN" else "O"
