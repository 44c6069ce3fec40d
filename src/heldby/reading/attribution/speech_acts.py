"""Acts of saying: who says something in a report, by which verb or form, and to whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from heldby.reading.parse.parsed_report import Context
from heldby.reference.lexicon import Lexicon
from heldby.reference.lexicon import speech as speech_words

NAMING = frozenset({"NOUN", "PROPN", "PRON"})
NO_SPEAKER = frozenset({"which", "that", "this", "what", "there", "these", "those", "who", "whom", "whose", "one", "all", "some"})
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer"})
STOPS = frozenset({".", "!", "?"})
QUOTES = frozenset({'"', "“", "”", "``", "''", "«", "»", ":"})
TELLERS = frozenset({"tell", "inform"})
PARTS_OF_NAMES = ("flat", "compound", "goeswith", "nmod:desc", "appos")
INVERTED = frozenset({"say", "report", "add", "announce", "state"})
BETWEEN = frozenset({"also", "later", "then", "earlier", "has", "had", "have", "however", "reportedly"})
LONGEST_NAME = 9
CLAUSE_MARKS = frozenset({"as", "after", "before", "since", "until", "while", "when", "because"})
"""Words before a clause that the parser may take for prepositions before its subject."""
BEFORE_NOUN = frozenset({"DET", "ADJ", "NUM", "PUNCT", "PRON"})
NEAR_CASE = 2
"""Tokens from a preposition to the phrase that it governs: an article may stand between."""
LABEL = 6
"""Most tokens of "Defence ministry:" at the head of a line, and of ": war monitor" at its end."""
Form = Literal["saying", "according", "accusing", "claiming", "label"]


@dataclass(frozen=True, slots=True)
class Speech:
    """One act of saying: its verb (or `according`, or the colon of a label), the speaker's phrase head, its sentence, whom it was told to.

    `form`: a verb of saying, "according to", an accusation, a claim of responsibility, or a label ("Defence ministry: ...").
    """

    cue: int
    speaker: int
    sentence: int
    listener: int | None = None
    anonymous: bool = False
    form: Form = "saying"


def find_speech(context: Context, lexicon: Lexicon) -> list[Speech]:
    """All acts of saying with a speaker, in text order. Linear in the text."""
    words = speech_words()
    found = []
    for i, lemma in enumerate(context.lemma):
        form = _form(context, lexicon, words, i, lemma)
        speaker = _speaker(context, words, i, lemma, form) if form else None
        head = phrase_head(context, speaker) if speaker is not None else None
        if form and head is not None and context.pos[head] in NAMING and context.lower[head] not in NO_SPEAKER:
            found.append(Speech(i, head, context.sentence[i], _listener(context, i), _is_anonymous(context, words, i, head), form))
    return sorted([*found, *_labels(context, words)], key=lambda speech: speech.cue)


def phrase_head(context: Context, i: int) -> int | None:
    """The head of the phrase that a token belongs to: its own, or that of the name it stands in ("Ihor" of "Ihor Kolykhaiev")."""
    if i in context.phrase_at:
        return i
    children = context.children[i]
    inside = next((c for dep in PARTS_OF_NAMES for c in reversed(children) if context.dep[c] == dep and c in context.phrase_at), None)
    return inside if inside is not None else _covering(context, i)


def _covering(context: Context, i: int) -> int | None:
    """The head of the name whose words a token is one of ("Service" of "State Emergency Service of Ukraine")."""
    at = context.doc[i].idx
    for j in sorted(range(max(0, i - LONGEST_NAME), min(len(context.lower), i + LONGEST_NAME)), key=lambda j: abs(j - i)):
        n = context.phrase_at.get(j)
        if n is not None and n not in context.anaphors and context.spans[n][0] <= at < context.spans[n][1]:
            return j
    return None


def _form(context: Context, lexicon: Lexicon, words: dict[str, frozenset[str]], i: int, lemma: str) -> Form | None:
    """How a token gives words to somebody, if it does."""
    if context.lower[i] == "according":
        return "according"
    if context.pos[i] not in ("VERB", "AUX"):
        return None
    if lemma in words["responsibility"] and _is_responsibility(context, i):
        return "claiming"
    if lemma in words["accusing"] or (lemma in words["attributing"] and any(context.dep[c] == "obj" for c in context.children[i])):
        return "accusing"
    if lemma in lexicon.classes["speech"] and (lemma not in words["clausal"] or _takes_clause(context, i)):
        return "saying"
    clause = any(context.dep[c] in ("ccomp", "xcomp", "obj") for c in context.children[i])
    if (lemma in words["deeming"] and clause) or lemma in words["showing"]:
        return "saying"
    toll = any(context.dep[c] == "obj" and context.lemma[c] in words["tolls"] for c in context.children[i])
    return "saying" if lemma in words["giving"] and toll else None


def _takes_clause(context: Context, i: int) -> bool:
    """Whether a verb that says much else has a clause or a quotation for what is said, or stands apart between commas."""
    if any(context.dep[c] in ("ccomp", "parataxis") or context.lower[c] in QUOTES for c in context.children[i]):
        return True
    if context.lemma[i] in ("claim", "describe") and any(context.dep[c] == "xcomp" for c in context.children[i]):
        return True
    if i and context.lower[i - 1] == "," and any(context.dep[c] == "nsubj" and c > i for c in context.children[i]):
        return True  # "..., stated the minister, ..."
    if context.dep[i] in ("parataxis", "ccomp") or context.lower[i + 1 : i + 2] == ["that"]:
        return True
    return context.dep[i] == "advcl" and any(context.lower[c] == "as" for c in context.children[i])


def _is_responsibility(context: Context, i: int) -> bool:
    """ "Claimed responsibility", and "an attack claimed by"."""
    if any(context.dep[c] == "obj" and context.lemma[c] in ("responsibility", "credit") for c in context.children[i]):
        return True
    by = any(context.dep[c] == "obl:agent" for c in context.children[i])
    return context.lemma[i] == "claim" and by and not any(context.dep[c] == "ccomp" for c in context.children[i])


def _speaker(context: Context, words: dict[str, frozenset[str]], i: int, lemma: str, form: Form) -> int | None:
    if form == "according":
        return _according(context, i)
    if lemma in words["citing"]:
        cited = next((c for c in context.children[i] if context.dep[c] == "obj"), None)
        return cited if context.dep[i] in ("advcl", "acl", "conj", "xcomp") and cited is not None else _subject(context, i)
    subject = _subject(context, i)
    if subject is not None and subject < i and subject in context.phrase_at and own_case(context, subject):
        subject = _party_before(context, i)
    found = _beside(context, i, subject)
    if lemma in words["showing"] and lemma not in ("confirm", "reveal", "indicate", "suggest"):
        head = found if found is not None else i
        return found if context.lemma[head] in words["reports"] | words["witnesses"] else None
    return found


def _according(context: Context, i: int) -> int | None:
    """`according to X`: X, however the parser hangs it."""
    if i + 2 >= len(context.lower) or context.lower[i + 1] != "to":
        return None
    head = context.head[i]
    if i < head <= i + 12 and context.pos[head] in NAMING:
        return head
    for child in sorted([*context.children[i], *context.children[i + 1]]):
        if child > i + 1 and context.pos[child] in NAMING:
            return child
    near = range(i + 2, min(i + 9, len(context.lower)))
    return next((j for j in near if j in context.phrase_at and context.dep[j] not in ("compound", "amod", "flat")), None)


def _subject(context: Context, i: int) -> int | None:
    """The subject of a verb of saying, or its agent in the passive; a conjoined verb shares its head's, "who" is whom it follows."""
    for wanted in ("obl:agent", "nsubj"):
        for child in context.children[i]:
            if context.dep[child] == wanted:
                relative = context.lower[child] in ("who", "which", "that") and context.dep[i] == "acl:relcl"
                return context.head[i] if relative else child
    if context.dep[i] == "conj":
        return _subject(context, context.head[i]) if context.head[i] != i and context.head[i] < i else None
    if context.dep[i] in ("acl:relcl", "acl") and context.tag[i] != "VBN":
        return context.head[i]
    return None


def _party_before(context: Context, i: int) -> int | None:
    """The last party before a verb that no preposition governs, where the parser's subject cannot be one."""
    start = context.sentences[context.sentence[i]][0]
    near = (context.phrase_at.get(j) for j in range(i - 1, max(start - 1, i - 16), -1))
    heads = (context.phrases[n].head for n in near if n is not None and context.classes[n] == "A")
    return next((head for head in heads if not context.case(head)), None)


def _beside(context: Context, cue: int, subject: int | None) -> int | None:
    """The subject, unless a noun without a preposition stands right by the cue and the parser took one from beyond another verb, or whom
    somebody "told"."""
    start, end = context.sentences[context.sentence[cue]]
    before = cue - 1
    while before > start and (context.lower[before] in BETWEEN or context.pos[before] == "ADV"):
        before -= 1
    if before > start and context.pos[before] in NAMING and (found := _bare(context, before)) is not None:
        beyond = subject is not None and subject < found and any(context.pos[j] == "VERB" for j in range(subject, found))
        told = subject is not None and subject > cue and context.lemma[cue] in TELLERS
        if subject is None or beyond or told:
            return found
    if subject is None and context.lemma[cue] in INVERTED and cue > start:
        after = next((j for j in range(cue + 1, min(cue + LABEL, end)) if context.pos[j] not in ("DET", "ADJ")), None)
        return _bare(context, after) if after is not None and context.pos[after] in NAMING else None
    return subject


def _bare(context: Context, i: int) -> int | None:
    """The head of the phrase at a token, if no preposition stands before it and it tells no time."""
    head = phrase_head(context, i)
    if head is None or own_case(context, head) or context.dep[head] in ("obl:unmarked", "nmod:unmarked"):
        return None
    return head


def own_case(context: Context, head: int) -> bool:
    """Whether a preposition stands right before a phrase, whatever else the parser hangs on it."""
    left = context.phrases[context.phrase_at[head]].left
    top = context.head[head] if context.dep[head] in ("flat", "compound") else head
    cases = [c for i in {head, top} for c in context.children[i] if context.dep[c] == "case" and context.pos[c] != "PART"]
    cases = [c for c in cases if context.lower[c] not in CLAUSE_MARKS]
    return any(0 < left - c <= NEAR_CASE and all(context.pos[j] in BEFORE_NOUN for j in range(c + 1, left)) for c in cases)


def _listener(context: Context, cue: int) -> int | None:
    """Whom it was told to: `told Xinhua`, `said to Reuters`. A name right behind a teller is told, whatever the parser calls it."""
    if context.lower[cue] == "according":
        return None
    teller = context.lemma[cue] in TELLERS
    for child in context.children[cue]:
        told = teller and (context.dep[child] in ("obj", "iobj") or child == cue + 1)
        if context.pos[child] == "PROPN" and (told or (context.dep[child] == "obl" and context.case(child) == "to")):
            return child
    return None


def _is_anonymous(context: Context, words: dict[str, frozenset[str]], cue: int, speaker: int) -> bool:
    """Whether the speaker asked not to be named, or is a bare "source"."""
    if context.lemma[speaker] in words["hidden"]:
        return True
    start, end = context.sentences[context.sentence[cue]]
    return any(context.lower[j] in words["unnamed"] for j in range(start, end))


def _labels(context: Context, words: dict[str, frozenset[str]]) -> Iterator[Speech]:
    """ "Defence ministry: ..." at the head of a sentence, "...: war monitor" at its end."""
    for colon, word in enumerate(context.lower):
        if word != ":":
            continue
        start = context.sentences[context.sentence[colon]][0]
        while start < colon and context.pos[start] in ("SPACE", "PUNCT"):
            start += 1
        end = colon + 1
        while end < min(len(context.lower), colon + LABEL + 2) and context.lower[end] not in STOPS and context.pos[end] != "SPACE":
            end += 1
        for span in (range(start, colon), range(colon + 1, end)):
            speaker = _label(context, words, span) if len(span) <= LABEL else None
            if speaker is not None:
                yield Speech(colon, speaker, context.sentence[colon], None, context.lemma[speaker] in words["hidden"], "label")
                break


def _label(context: Context, words: dict[str, frozenset[str]], span: range) -> int | None:
    """The speaker that a few words before or after a colon are, if they are nothing else."""
    if not span or any(context.pos[i] in ("VERB", "AUX", "ADP", "NUM", "PUNCT") for i in span):
        return None
    speaker = phrase_head(context, span[-1])
    if speaker is None or speaker not in span:
        return None
    party = context.classes[context.phrase_at[speaker]] in "AF"
    return speaker if party or context.lemma[speaker] in words["heads"] else None
