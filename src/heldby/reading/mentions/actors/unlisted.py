"""Find names that the actor files do not list: persons by their context, parties and ships by their first word, and acronyms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from spacy.tokens import Span, Token

from heldby.reading.mentions.actors.document import Document
from heldby.reading.mentions.actors.mention import ActorMention
from heldby.reading.mentions.actors.noun_phrase import NOUNS, is_head, sentence_start
from heldby.reference.actors.word_keys import fold_word

NAME_TAGS = frozenset(("NNP", "NNPS"))
PARTICLES = frozenset("al el bin ibn abu de la van von ul du da dela del di le ben".split())  # noqa: SIM905 - reads as the list it is
DESCRIBED = frozenset(("officials", "people", "fighters", "soldiers"))
AREAS = frozenset(("Region", "District", "Zone"))
"""Nouns of areas that a command of an army has."""
PERSONAL_SPEECH = frozenset(("say", "tell", "add", "stress", "explain", "comment", "reiterate", "write", "insist", "note"))
"""Verbs of speech whose subject is a person if it is a name of one word."""
AFTER_AGE = frozenset((",", ";", ".", ")"))
"""Marks that may follow an age."""


def find_unlisted(document: Document) -> Iterator[ActorMention]:
    """Yield mentions of persons and parties that the actor files do not list. These mentions have no id."""
    taken = {at for found in (*document.known_names, *document.country_words, *document.seats) for at in range(found.first, found.last)}
    runs = [run for run in name_runs(document) if not taken & set(run)]
    persons = [person for run in runs if (person := _person_in_run(document, run))]
    person_tokens = {at for person in persons for at in person}
    persons += [run for run in runs if not person_tokens & set(run) and len(run) > 1 and _listed_with(document, run, person_tokens)]
    yield from (_mention(document, person, "person") for person in persons)
    surnames = {document.doc[person[-1]].text for person in persons}
    for run in runs:
        if not any(run[0] <= person[0] and person[-1] <= run[-1] for person in persons):
            yield from _unlisted_party(document, run, surnames)
    yield from _unlisted_acronyms(document, taken)
    yield from _military_areas(document, taken)


def name_runs(document: Document) -> Iterator[range]:
    """Yield the tokens of each unbroken run of capitalised proper nouns."""
    doc, start = document.doc, None
    for token in doc:
        inside = _in_name(document, token, start is not None)
        if inside and start is None:
            start = token.i
        broken = start is not None and (not inside or "\n" in token.whitespace_)
        if broken and start is not None:
            end = token.i + 1 if inside else token.i
            yield range(start, end)
            start = None
    if start is not None:
        yield range(start, len(doc))


def _in_name(document: Document, token: Token, inside: bool) -> bool:
    """Check whether a token belongs to a name. Particles and hyphens belong to one only if it has already started (`inside`)."""
    if token.is_space or token.lower_ in document.actors.heads.days:
        return False
    if token.tag_ in NAME_TAGS and (token.text[0].isupper() or token.text[:3].lower() in ("al-", "el-")):
        return True
    if inside and token.text == "-" and not token.whitespace_ and token.i + 1 < len(document.doc):
        return document.doc[token.i + 1].tag_ in NAME_TAGS and not document.doc[token.i - 1].whitespace_
    return inside and token.lower_ in PARTICLES


def _mention(document: Document, run: range, sort: str) -> ActorMention:
    """Return a mention of a run of tokens."""
    doc = document.doc
    start, end = doc[run[0]].idx, doc[run[-1]].idx + len(doc[run[-1]])
    return document.mention(start, end, run[-1], "named", "person" if sort == "person" else "name", None)


def _person_in_run(document: Document, run: range) -> range | None:
    """Return the part of a run that is a person's name, without titles, or None if neither title nor context shows a person."""
    doc, heads = document.doc, document.actors.heads
    titles = [at for at in run if _key(doc[at]) in heads.titles]
    first = titles[-1] + 1 if titles else run[0]
    last = run[-1]
    while last >= first and doc[last].lower_ in PARTICLES:
        last -= 1
    name = range(first, last + 1)
    if not name or any(heads.noun(_key(doc[at])) for at in name) or doc[name[-1]].text.isupper():
        return None
    titled = first > run[0] or (first > 0 and _key(doc[first - 1]) in heads.titles)
    return name if titled or _acts_as_person(document, name) else None


def _listed_with(document: Document, run: range, persons: set[int]) -> bool:
    """Check whether a run is joined to a person by a conjunction or comma and contains no actor noun."""
    root = document.doc[run[0]]
    return root.dep_ == "conj" and root.head.i in persons and not any(document.actors.heads.noun(_key(document.doc[at])) for at in run)


def _key(token: Token) -> str:
    """Return the folded word of a token."""
    return fold_word(token.text)


def _acts_as_person(document: Document, name: range) -> bool:
    """Check whether a name is a person by its context (a verb of speech or harm, an age, a description) or by a part such as "bin"."""
    doc, heads = document.doc, document.actors.heads
    root = next((doc[at] for at in name if doc[at].head.i not in name), doc[name[0]])
    if len(name) > 1 and root.dep_ in ("nsubj:pass", "obj") and root.head.lemma_.lower() in heads.suffered:
        return True
    if len(name) > 1 and _has_described_apposition(document, name[-1] + 1):
        return True
    speaks = root.dep_ == "nsubj" and root.head.lemma_.lower() in heads.speech
    if len(name) == 1:
        return speaks and root.head.lemma_.lower() in PERSONAL_SPEECH
    if speaks or (len(name) >= 3 and _key(doc[name[0]]) in ("abu", "umm")) or "bin" in {doc[at].lower_ for at in name}:
        return True
    if _has_age(document, name[-1] + 1) or (name[0] > 1 and doc[name[0] - 1].lower_ in ("as", "named") and len(name) > 1):
        return True
    described = [root.head] if root.dep_ == "appos" else [child for child in root.children if child.dep_ == "appos"]
    return any(heads.classes.get(heads.noun(_key(token)) or "") in DESCRIBED for token in described)


def _has_described_apposition(document: Document, at: int) -> bool:
    """Check for a description of a person from token `at` on: ", a field commander"."""
    doc, heads = document.doc, document.actors.heads
    if at + 2 >= len(doc) or doc[at].text != "," or doc[at + 1].lower_ not in ("a", "an", "the"):
        return False
    for token in doc[at + 2 : at + 7]:
        if token.tag_ in NOUNS and is_head(token):
            return heads.classes.get(heads.noun(_key(token)) or "") in DESCRIBED
    return False


def _has_age(document: Document, at: int) -> bool:
    """Check for an age from token `at` on: ", 42," or ", aged 42". "Near Ar Raqqah, 15 strikes" contains no age."""
    following = [token.lower_ for token in document.doc[at : at + 3]]
    if following[:2] == [",", "aged"]:
        return len(following) == 3 and _is_age(following[2])
    return len(following) == 3 and following[0] == "," and _is_age(following[1]) and following[2] in AFTER_AGE


def _is_age(word: str) -> bool:
    """Check for two digits."""
    return len(word) == 2 and word.isdigit()


def _unlisted_party(document: Document, run: range, surnames: set[str]) -> Iterator[ActorMention]:
    """Yield a mention of a run that is the surname of a person in the report, or whose first word shows that it names a party or ship."""
    doc, heads = document.doc, document.actors.heads
    if len(run) == 1 and doc[run[0]].text in surnames:
        yield _mention(document, run, "person")
    elif len(run) > 1 and (_key(doc[run[0]]) in heads.name_heads or (doc[run[0]].text.isupper() and _key(doc[run[0]]) in heads.ships)):
        yield _mention(document, run, "name")


def _military_areas(document: Document, taken: set[int]) -> Iterator[ActorMention]:
    """Yield mentions of the commands of numbered or named military areas: "First Military Region", "Southern Military District"."""
    doc = document.doc
    for token in doc[2:]:
        before = token.nbor(-2)
        named = before.text[0].isupper() or before.text[0].isdigit()
        if token.text in AREAS and token.nbor(-1).text == "Military" and named and before.tag_ != "DT" and token.i not in taken:
            yield _mention(document, range(before.i, token.i + 1), "name")


def _unlisted_acronyms(document: Document, taken: set[int]) -> Iterator[ActorMention]:
    """Yield mentions of the acronyms that occur more than once or follow "the" or an opening bracket.

    A number after an acronym belongs to it.
    """
    doc = document.doc
    counts = Counter(token.text for token in doc)
    for token in doc:
        if token.i in taken or not _is_acronym(document, token) or not is_head(token):
            continue
        before = doc[token.i - 1].lower_ if token.i else ""
        after = doc[token.i + 1] if token.i + 1 < len(doc) else None
        if counts[token.text] > 1 or before in ("the", "("):
            numbered = after is not None and after.tag_ == "CD" and after.text.isdigit()
            yield _mention(document, range(token.i, token.i + (2 if numbered else 1)), "name")


def sentence(token: Token) -> Span:
    """Return the tokens of a token's sentence."""
    end = token.i + 1
    while end < len(token.doc) and not token.doc[end].is_sent_start:
        end += 1
    return token.doc[sentence_start(token) : end]


def _is_acronym(document: Document, token: Token) -> bool:
    """Check for an acronym of two to six capitals that is not a word of a headline in capitals."""
    text = token.text
    if not (2 <= len(text) <= 6 and text.isalpha() and text.isupper() and token.tag_ in ("NNP", "NNPS", "NN")):
        return False
    words = [word for word in sentence(token) if word.is_alpha]
    return text.lower() not in document.actors.heads.no_party and sum(word.is_upper for word in words) <= 0.5 * len(words) + 1
