"""Finds the phrase that denotes the speaker of a speech act, and corrects the parser where it attaches the wrong phrase to the verb."""

from __future__ import annotations

from heldby.reading.attribution.speech_act import Form
from heldby.reading.parse.parsed_report import ParsedReport

NAMING = frozenset({"NOUN", "PROPN", "PRON"})
TELLING = frozenset({"tell", "inform"})
PARTS_OF_NAMES = ("flat", "compound", "goeswith", "nmod:desc", "appos")
INVERTED = frozenset({"say", "report", "add", "announce", "state"})
"""Verbs that may stand before their subject: "..., said the minister"."""
BETWEEN = frozenset({"also", "later", "then", "earlier", "has", "had", "have", "however", "reportedly"})
LONGEST_NAME = 9
LONGEST_INVERSION = 6
"""Number of tokens after an inverted verb that are searched for its subject."""
CLAUSE_MARKS = frozenset({"as", "after", "before", "since", "until", "while", "when", "because"})
"""Words that introduce a clause. The parser may take them for prepositions of the clause's subject."""
BEFORE_NOUN = frozenset({"DET", "ADJ", "NUM", "PUNCT", "PRON"})
NEAR_CASE = 2
"""Largest number of tokens from a preposition to the phrase that it governs: an article may stand between."""


def phrase_head(parsed: ParsedReport, i: int) -> int | None:
    """Return the token itself if it heads a phrase, else the head of the name that it is part of, or None if it is part of no name.

    For "Ihor" in "Ihor Kolykhaiev", the head is "Kolykhaiev".
    """
    if i in parsed.phrase_at:
        return i
    children = parsed.children[i]
    inside = next((c for dep in PARTS_OF_NAMES for c in reversed(children) if parsed.dep[c] == dep and c in parsed.phrase_at), None)
    return inside if inside is not None else _covering_name(parsed, i)


def _covering_name(parsed: ParsedReport, i: int) -> int | None:
    """Return the head of the name whose span contains a token, such as the name "State Emergency Service of Ukraine" for "Emergency"."""
    at = parsed.doc[i].idx
    for j in sorted(range(max(0, i - LONGEST_NAME), min(len(parsed.lower), i + LONGEST_NAME)), key=lambda j: abs(j - i)):
        n = parsed.phrase_at.get(j)
        if n is not None and n not in parsed.anaphors and parsed.spans[n][0] <= at < parsed.spans[n][1]:
            return j
    return None


def has_own_preposition(parsed: ParsedReport, head: int) -> bool:
    """Check whether a preposition stands directly before a phrase, wherever the parser attaches it."""
    left = parsed.phrases[parsed.phrase_at[head]].left
    top = parsed.head[head] if parsed.dep[head] in ("flat", "compound") else head
    cases = [c for i in {head, top} for c in parsed.children[i] if parsed.dep[c] == "case" and parsed.pos[c] != "PART"]
    cases = [c for c in cases if parsed.lower[c] not in CLAUSE_MARKS]
    return any(0 < left - c <= NEAR_CASE and all(parsed.pos[j] in BEFORE_NOUN for j in range(c + 1, left)) for c in cases)


def find_speaker(parsed: ParsedReport, words: dict[str, frozenset[str]], cue: int, form: Form) -> int | None:
    """Return the token that denotes the speaker of the speech act that a cue marks, or None if the act has no speaker."""
    lemma = parsed.lemma[cue]
    if form == "according":
        return _object_of_according_to(parsed, cue)
    if lemma in words["citing"]:
        cited = next((c for c in parsed.children[cue] if parsed.dep[c] == "obj"), None)
        return cited if parsed.dep[cue] in ("advcl", "acl", "conj", "xcomp") and cited is not None else _subject(parsed, cue)
    subject = _subject(parsed, cue)
    if subject is not None and subject < cue and subject in parsed.phrase_at and has_own_preposition(parsed, subject):
        subject = _actor_before(parsed, cue)
    found = _nearest_subject(parsed, cue, subject)
    if lemma in words["showing"] and lemma not in ("confirm", "reveal", "indicate", "suggest"):
        head = found if found is not None else cue
        return found if parsed.lemma[head] in words["reports"] | words["witnesses"] else None
    return found


def _object_of_according_to(parsed: ParsedReport, i: int) -> int | None:
    """Return the token X in "according to X", wherever the parser attaches it."""
    if i + 2 >= len(parsed.lower) or parsed.lower[i + 1] != "to":
        return None
    head = parsed.head[i]
    if i < head <= i + 12 and parsed.pos[head] in NAMING:
        return head
    for child in sorted([*parsed.children[i], *parsed.children[i + 1]]):
        if child > i + 1 and parsed.pos[child] in NAMING:
            return child
    near = range(i + 2, min(i + 9, len(parsed.lower)))
    return next((j for j in near if j in parsed.phrase_at and parsed.dep[j] not in ("compound", "amod", "flat")), None)


def _subject(parsed: ParsedReport, i: int) -> int | None:
    """Return the subject of a verb, or its agent in the passive.

    A coordinated verb shares the subject of its head. A relative pronoun is replaced with the noun that its clause modifies.
    """
    for relation in ("obl:agent", "nsubj"):
        for child in parsed.children[i]:
            if parsed.dep[child] == relation:
                relative = parsed.lower[child] in ("who", "which", "that") and parsed.dep[i] == "acl:relcl"
                return parsed.head[i] if relative else child
    if parsed.dep[i] == "conj":
        return _subject(parsed, parsed.head[i]) if parsed.head[i] != i and parsed.head[i] < i else None
    if parsed.dep[i] in ("acl:relcl", "acl") and parsed.tag[i] != "VBN":
        return parsed.head[i]
    return None


def _actor_before(parsed: ParsedReport, i: int) -> int | None:
    """Return the last named actor before a verb, skipping actors that a preposition governs.

    If the parser's subject follows a preposition, it must be wrong, and this actor replaces it.
    """
    start = parsed.sentences[parsed.sentence[i]][0]
    near = (parsed.phrase_at.get(j) for j in range(i - 1, max(start - 1, i - 16), -1))
    heads = (parsed.phrases[n].head for n in near if n is not None and parsed.classes[n] == "A")
    return next((head for head in heads if not parsed.case(head)), None)


def _nearest_subject(parsed: ParsedReport, cue: int, subject: int | None) -> int | None:
    """Return the subject of the cue, or a noun next to the cue that is more likely the speaker.

    The noun directly before the cue is returned if the cue has no subject, if another verb stands between subject and cue, or if the
    "subject" of "told" follows the verb. If there is neither a subject nor such a noun and the verb comes first ("said Smith"), the noun
    after the verb is returned.
    """
    start, end = parsed.sentences[parsed.sentence[cue]]
    before = cue - 1
    while before > start and (parsed.lower[before] in BETWEEN or parsed.pos[before] == "ADV"):
        before -= 1
    if before > start and parsed.pos[before] in NAMING and (found := _bare_phrase(parsed, before)) is not None:
        beyond_verb = subject is not None and subject < found and any(parsed.pos[j] == "VERB" for j in range(subject, found))
        after_telling = subject is not None and subject > cue and parsed.lemma[cue] in TELLING
        if subject is None or beyond_verb or after_telling:
            return found
    if subject is None and parsed.lemma[cue] in INVERTED and cue > start:
        near = range(cue + 1, min(cue + LONGEST_INVERSION, end))
        after = next((j for j in near if parsed.pos[j] not in ("DET", "ADJ")), None)
        return _bare_phrase(parsed, after) if after is not None and parsed.pos[after] in NAMING else None
    return subject


def _bare_phrase(parsed: ParsedReport, i: int) -> int | None:
    """Return the head of the phrase at a token, or None if a preposition governs the phrase or it is an adverbial of time."""
    head = phrase_head(parsed, i)
    if head is None or has_own_preposition(parsed, head) or parsed.dep[head] in ("obl:unmarked", "nmod:unmarked"):
        return None
    return head
