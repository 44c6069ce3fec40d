"""The numbers that the claim network reads about one report: its phrases and times as rows, and how each word relates to each row.

A row is a phrase or a time expression that may fill a role of a claim. The roles are actor, target, place, source and time. The network
scores every candidate claim against every row of the report, so the rows are the same for all claims.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from heldby.reading.attribution.speech_scope import SpeechScope
from heldby.reading.claims.analysed_report import AnalysedReport
from heldby.reading.claims.dependency_path import dependency_path
from heldby.reading.claims.polarity import rule_status
from heldby.reading.mentions.party_clusters import party_keys
from heldby.reading.mentions.times import find_event_time
from heldby.reading.parse.parsed_report import ParsedReport
from heldby.reference.lexicon import Lexicon

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int32]

CLASSES = "AFPLXBWHOT"
"""Classes of rows: those of `ParsedReport.classes`, and T for a time."""
TIME = CLASSES.index("T")
CONTENT = frozenset({"VERB", "NOUN", "ADJ", "PROPN", "AUX", "ADV", "SYM", "NUM", "X", "DET", "PRON"})
"""Parts of speech of words that may be triggers."""
REPEATS = 4
"""Largest number of phrases of one entity that is told apart from greater numbers."""
TITLE, LEAD, BODY = range(3)
STATUS_RULES = ("none", "denied", "planned", "not yet", "not done")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The paths through the parse and the prepositions that the network knows. Number 0 stands for all others."""

    paths: dict[str, int]
    prepositions: dict[str, int]

    @classmethod
    def of(cls, paths: list[str], prepositions: list[str]) -> Vocabulary:
        """Number the entries from 1."""
        return cls({name: n for n, name in enumerate(paths, 1)}, {name: n for n, name in enumerate(prepositions, 1)})


@dataclass(slots=True)
class ClaimInputs:
    """A report as the claim network reads it, with T triggers (tokens at which it may state claims) and K rows.

    By trigger: `at` is the index of its word (white space does not count), and `noun` that of the noun that it counts, else `at`.
    `sentence` and `paragraph` are its numbers. `status_rule` is what a rule says of the status (an index of `STATUS_RULES`). `speaker` and
    `outlet` are the rows of who says it and to whom, and `when` and `since` the rows of the time that a rule gives to an act and to a
    state; -1 for none. `paths` holds the rows of its sentence, and the number of the path to each.

    By row: `word` is the index of the word that stands for it, `row_sentence` and `row_paragraph` are its numbers, and `entity` is the
    number of what it denotes. `cls` is its class, `form` 0 for a name or description, 1 for an anaphor and 2 for a modifier, `region` where
    it stands, `repeats` how often the report mentions its entity, `preposition` the number of its preposition, and `speaks` whether it is a
    speaker.

    A row below `len(phrases)` is a phrase of the parsed report; the others are its times.
    """

    triggers: list[int]
    at: Ints
    noun: Ints
    sentence: Ints
    paragraph: Ints
    status_rule: Ints
    speaker: Ints
    outlet: Ints
    when: Ints
    since: Ints
    paths: list[tuple[Ints, Ints]]
    word: Ints
    row_sentence: Ints
    row_paragraph: Ints
    entity: Ints
    cls: Ints
    form: Ints
    region: Ints
    repeats: Ints
    preposition: Ints
    speaks: Ints
    keys: list[str]


def claim_inputs(
    analysed: AnalysedReport, lexicon: Lexicon, vocabulary: Vocabulary, scope: SpeechScope, triggers: Sequence[int]
) -> ClaimInputs:
    """Return what the claim network reads about an analysed report for these trigger tokens. `scope` says who speaks where."""
    import numpy as np

    parsed = analysed.parsed
    word_of = _word_numbers(parsed)
    heads = [*(phrase.head for phrase in parsed.phrases), *(time.head for time in analysed.times)]
    seen = [*parsed.network_token, *(time.head for time in analysed.times)]
    keys = [*party_keys(parsed), *(f"time {time.extent.first} {time.extent.last}" for time in analysed.times)]
    numbers = {key: n for n, key in enumerate(dict.fromkeys(keys))}
    counts = Counter(keys)
    rules = _WordRules(analysed, lexicon, scope, {head: n for n, head in reversed(list(enumerate(heads)))})
    by_trigger = [rules.of(i) for i in triggers]
    breaks = _line_ends(analysed.report.text)
    nouns = {quantity.head: quantity.noun for quantity in analysed.quantities if quantity.noun is not None}

    def ints(values: Iterable[int]) -> Ints:
        return np.fromiter(values, dtype=np.int32)

    def paragraphs(tokens: Iterable[int]) -> Ints:
        return ints(bisect_right(breaks, parsed.doc[i].idx) for i in tokens)

    status_rule, speaker, outlet, when, since = (ints(row[k] for row in by_trigger) for k in range(5))
    return ClaimInputs(
        triggers=list(triggers),
        at=ints(word_of[i] for i in triggers),
        noun=ints(word_of[nouns.get(i, i)] for i in triggers),
        sentence=ints(parsed.sentence[i] for i in triggers),
        paragraph=paragraphs(triggers),
        status_rule=status_rule, speaker=speaker, outlet=outlet, when=when, since=since,
        paths=_paths(parsed, triggers, heads, vocabulary),
        word=ints(word_of[i] for i in seen),
        row_sentence=ints(parsed.sentence[h] for h in heads),
        row_paragraph=paragraphs(heads),
        entity=ints(numbers[key] for key in keys),
        cls=ints([*(CLASSES.index(letter) for letter in parsed.classes), *(TIME for _ in analysed.times)]),
        form=ints([*(_form(parsed, n) for n in range(len(parsed.phrases))), *(0 for _ in analysed.times)]),
        region=ints(_region(analysed, head) for head in heads),
        repeats=ints(min(counts[key], REPEATS) for key in keys),
        preposition=ints(vocabulary.prepositions.get(parsed.case(head), 0) for head in heads),
        speaks=ints(int(head in rules.speakers) for head in heads),
        keys=keys,
    )  # fmt: skip


def possible_triggers(analysed: AnalysedReport) -> list[int]:
    """Return the tokens at which claims may be read: content words outside boilerplate and the dateline."""
    parsed = analysed.parsed
    unread = [*((p.start, p.end) for p in analysed.report.boilerplate), analysed.dateline]
    return [i for i, pos in enumerate(parsed.pos) if pos in CONTENT and not any(start <= parsed.doc[i].idx < end for start, end in unread)]


def _word_numbers(parsed: ParsedReport) -> list[int]:
    """Return for each token the number of words before it, not counting white space. For white space it is the word before it."""
    import numpy as np
    from spacy.attrs import IS_SPACE

    words = 1 - parsed.doc.to_array([IS_SPACE]).reshape(-1).astype(np.int64)
    numbers: list[int] = np.maximum(words.cumsum() - 1, 0).tolist()
    return numbers


class _WordRules:
    """What the rules say about single words: who speaks, when it happened, and whether it is denied or planned."""

    def __init__(self, analysed: AnalysedReport, lexicon: Lexicon, scope: SpeechScope, row_at: dict[int, int]) -> None:
        self.analysed, self.parsed, self.lexicon, self.scope, self.row_at = analysed, analysed.parsed, lexicon, scope, row_at
        self.speakers = {act.speaker for act in scope.index.acts}
        first = len(self.parsed.phrases)
        times = list(reversed(list(enumerate(analysed.times, first))))
        self.time_rows = {(time.extent.first, time.extent.last): row for row, time in times}
        self.rows_by_first = {time.extent.first: row for row, time in times}

    def of(self, i: int) -> tuple[int, int, int, int, int]:
        """Return the status rule, and the rows of the speaker, the outlet, the time of an act and the time of a state at a token."""
        act = self.scope.covering(i)
        speaker = self.row_at.get(act.speaker, -1) if act else -1
        outlet = self.row_at.get(act.addressee, -1) if act and act.addressee is not None else -1
        return rule_status(self.analysed, self.lexicon, i), speaker, outlet, self._time(i, "event"), self._time(i, "control")

    def _time(self, i: int, kind: str) -> int:
        when = find_event_time(self.analysed.doc, i, self.analysed.times, kind=kind) if self.analysed.times else None
        if when is None:
            return -1
        return self.time_rows.get((when.first, when.last), self.rows_by_first.get(when.first, -1))


def _form(parsed: ParsedReport, n: int) -> int:
    return 1 if n in parsed.anaphors else 2 if parsed.phrases[n].modifier else 0


def _region(analysed: AnalysedReport, head: int) -> int:
    at = analysed.doc[head].idx
    if any(p.start <= at < p.end for p in analysed.report.boilerplate):
        return TITLE
    return LEAD if analysed.parsed.sentence[head] <= 2 else BODY


def _line_ends(text: str) -> list[int]:
    return [at for at, character in enumerate(text) if character == "\n"]


def _paths(parsed: ParsedReport, triggers: Sequence[int], heads: Sequence[int], vocabulary: Vocabulary) -> list[tuple[Ints, Ints]]:
    """Return for each trigger the rows of its sentence and the number of the path to each."""
    import numpy as np

    rows: dict[int, list[int]] = {}
    for k, head in enumerate(heads):
        rows.setdefault(parsed.sentence[head], []).append(k)
    out = []
    for i in triggers:
        near = rows.get(parsed.sentence[i], [])
        numbers = [vocabulary.paths.get(dependency_path(parsed, i, heads[k]), 0) for k in near]
        out.append((np.array(near, dtype=np.int32), np.array(numbers, dtype=np.int32)))
    return out
