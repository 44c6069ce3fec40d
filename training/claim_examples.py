"""Convert annotated reports to training examples of the claim network.

usage: python -m training.claim_examples OUT.pickle FOLDER... [--processes 2]

Gold claims state quotes and names, not words. A claim may be triggered by any content word of its quote; training chooses the word that the
network scores best. A claim is expected at the word that the lexicon lists for its type, else at the syntactic root of its quote. Phrases
whose words match a gold name are examples of its role. Other phrases that resemble the name are not used.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import pickle
import re
import sys
import unicodedata
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from heldby.model import Report
from heldby.reading.attribution.speech_scope import SpeechScope
from heldby.reading.claims.analysed_report import AnalysedReport
from heldby.reading.claims.analysis import ReportAnalyser, blank_boilerplate
from heldby.reading.claims.claim_inputs import ClaimInputs, Vocabulary, claim_inputs, possible_triggers
from heldby.reading.parse.masking import masked_word
from heldby.reading.parse.model.encoder import CONTEXT_PIECES, WINDOW_PIECES
from heldby.reading.parse.model.wordpieces import CLOSE, OPEN, OTHER, WordPieces
from training.example import ROLES, ClaimExample, GoldClaim, Window

MATCH, NEAR_BEST = 0.5, 0.12
"""Least similarity of a phrase to a gold name, and how far below the best one a match may be."""
PATHS, PREPOSITIONS = 700, 40
"""Sizes of the vocabularies of paths and prepositions."""
SMALL = frozenset(["the", "a", "an", "of", "in", "on", "at", "to", "for", "and", "or", "with", "its", "their", "al", "el", "-", "'", "s"])
"""Words that do not count in the comparison of mentions."""


def words(text: str) -> list[str]:
    """Return the words of a mention without accents, case and small words."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).casefold()
    return [w for w in re.findall(r"\w+", plain) if w not in SMALL] or re.findall(r"\w+", plain)


def similarity(gold: str, text: str) -> float:
    """Return the similarity of two mentions, 0 to 1: shared words over all words, where the last word counts double."""
    a, b = words(gold), words(text)
    if not a or not b:
        return 0.0
    shared = len(set(a) & set(b))
    return (2 * shared + (a[-1] == b[-1])) / (len(set(a)) + len(set(b)) + 1)


class Growing(dict[str, int]):
    """A vocabulary that gives each new entry the next number."""

    def get(self, key: str, default: Any = None) -> int:
        """Return the number of an entry."""
        return self.setdefault(key, len(self) + 1)


def windows_of(wordpieces: WordPieces, doc: Any) -> list[Window]:
    """Return the windows of a parsed text: whole sentences, with earlier sentences as context, as in the encoder."""
    rows: list[tuple[list[int], int, int]] = []
    sentence_starts = []
    gap = 0
    for token in doc:
        if token.is_space:
            gap = max(gap, min(token.text.count("\n"), 2))
            continue
        if token.is_sent_start or not rows:
            sentence_starts.append(len(rows))
        ids, case = wordpieces.encode(masked_word(token.text))
        rows.append((ids, case, gap))
        gap = 0
    sentence_starts = sorted(set(sentence_starts)) or [0]
    out: list[Window] = []
    first = 0
    while first < len(rows):
        start, room = first, CONTEXT_PIECES
        for s in reversed([s for s in sentence_starts if s < first]):
            room -= sum(len(r[0]) for r in rows[s:start])
            if room < 0:
                break
            start = s
        room, end = WINDOW_PIECES, start
        while end < len(rows) and len(rows[end][0]) <= room:
            room -= len(rows[end][0])
            end += 1
        last = end
        if end < len(rows):
            inside = [s for s in sentence_starts if first < s <= end]
            last = inside[-1] if inside else end
        if last <= first:
            last = max(end, first + 1)
        w = Window([wordpieces.ids[OPEN]], [OTHER], [0], [], start, first, last)
        for ids, case, blank in rows[start:last]:
            w.firsts.append(len(w.pieces))
            w.pieces += ids
            w.cases += [case] * len(ids)
            w.gaps += [blank] + [0] * (len(ids) - 1)
        w.pieces.append(wordpieces.ids[CLOSE])
        w.cases.append(OTHER)
        w.gaps.append(0)
        out.append(w)
        first = last
    return out


def interval(value: Any) -> tuple[dt.date, dt.date | None] | None:
    """Return the first and last day of a gold time, or None."""
    import calendar

    def bounds(text: str) -> tuple[dt.date, dt.date]:
        parts = [int(p) for p in re.findall(r"\d+", text)[:3]]
        if len(parts) == 3:
            day = dt.date(parts[0], parts[1], parts[2])
            return day, day
        if len(parts) == 2:
            return dt.date(parts[0], parts[1], 1), dt.date(parts[0], parts[1], calendar.monthrange(parts[0], parts[1])[1])
        return dt.date(parts[0], 1, 1), dt.date(parts[0], 12, 31)

    if not value:
        return None
    try:
        first, _, last = str(value).partition("/")
        return bounds(first)[0], bounds(last or first)[1]
    except (ValueError, IndexError, TypeError):
        return None


def same_time(gold: tuple[dt.date, dt.date | None], first: dt.date | None, last: dt.date | None, published: dt.date | None) -> bool:
    """Check whether a time's days overlap with the gold days in more than half of all days of both."""
    if first is None:
        return False
    last = last or (published if published and published >= first else None)
    if last is None or gold[1] is None:
        return first == gold[0]
    both = (min(gold[1], last) - max(gold[0], first)).days + 1
    return both / ((max(gold[1], last) - min(gold[0], first)).days + 1) > 0.5


def row_texts(analysed: AnalysedReport) -> list[list[str]]:
    """Return for each phrase the texts that a gold name may match."""
    parsed, text = analysed.parsed, analysed.report.text
    out = []
    for n, phrase in enumerate(parsed.phrases):
        doc = parsed.doc
        own = text[doc[phrase.left].idx : doc[phrase.right].idx + len(doc[phrase.right])]
        out.append(list(dict.fromkeys([analysed.phrase_text(n), own])) if n not in parsed.anaphors else [analysed.phrase_text(n), own])
    return out


def matches(name: str, texts: list[list[str]]) -> tuple[list[int], list[int]]:
    """Return the rows that match a gold name, and the rows that resemble it less."""
    best = [max(similarity(name, t) for t in row) for row in texts]
    top = max(best, default=0.0)
    good = [k for k, s in enumerate(best) if s >= MATCH and s >= top - NEAR_BEST]
    return good, [k for k, s in enumerate(best) if s >= 0.34 and k not in set(good)]


def gold_claim(
    analysed: AnalysedReport, inputs: ClaimInputs, texts: list[list[str]], gold: dict[str, Any], lexicon: Any
) -> GoldClaim | None:
    """Return a gold claim as a training example, or None if its quote is not in the text or holds no possible trigger."""
    parsed, text = analysed.parsed, analysed.report.text
    start = text.find(gold["quote"])
    if start < 0:
        return None
    end = start + len(gold["quote"])
    label = f"{gold['kind']}/{gold['type']}"
    inside = [t for t, i in enumerate(inputs.triggers) if start <= parsed.doc[i].idx < end]
    expected = -1
    if gold["kind"] == "figure":
        numbers = {q.head: q.value for q in analysed.quantities}
        want = gold.get("value") or {}
        fits = {
            t: (numbers[i].low == want.get("low")) + (numbers[i].high == want.get("high"))
            for t in inside
            if (i := inputs.triggers[t]) in numbers
        }
        best = max(fits.values(), default=0)
        inside = [t for t, fit in fits.items() if fit == best]
        expected = inside[0] if inside and best else -1
    else:
        tokens = {inputs.triggers[t]: t for t in inside}
        depth = {i: sum(1 for a in parsed.ancestors(i) if start <= parsed.doc[a].idx < end) for i in tokens}
        listed = [i for i in tokens if label in (lexicon.triggers.get(parsed.lemma[i]) or lexicon.triggers.get(parsed.lower[i]) or ())]
        pool = listed or list(tokens)
        if pool:
            expected = tokens[min(pool, key=lambda i: (depth[i], i))]
    if not inside:
        return None
    fillers: list[list[list[int]]] = []
    unsure: list[list[int] | None] = []
    for role in ROLES[:4]:
        names = gold.get(role) or []
        names = [names] if isinstance(names, str) else names
        found, near = [], set()
        missing = False
        for name in names:
            good, rest = matches(name, texts)
            near |= set(rest)
            if good:
                found.append(good)
            else:
                missing = True
        if role == "source" and missing:
            fillers.append([])
            unsure.append(None)
            continue
        used = {k for rows in found for k in rows}
        fillers.append(found)
        unsure.append(sorted(near - used) if names else [])
    first_time = len(parsed.phrases)
    when = interval(gold.get("when"))
    rows = [
        first_time + n
        for n, time in enumerate(analysed.times)
        if when and any(same_time(when, x.first, x.last, analysed.report.published) for x in (time.extent, time.when))
    ]
    fillers.append([rows] if rows else [])
    unsure.append(None if gold.get("when") and not rows else [])
    return GoldClaim(label, inside, expected, gold["status"], fillers, unsure)


def example(
    analyser: ReportAnalyser, wordpieces: WordPieces, vocabulary: Vocabulary, raw: dict[str, Any], gold: list[dict[str, Any]]
) -> ClaimExample:
    """Return a report with its gold claims as a training example."""
    report = Report(
        id=raw["id"], sha256="", text=raw["text"], title=raw.get("title"), published=raw.get("published"), source=raw.get("outlet")
    )
    analysed = analyser.analyse_parsed(report, analyser.nlp(blank_boilerplate(report)))
    parsed = analysed.parsed
    inputs = claim_inputs(analysed, analyser.lexicon, vocabulary, SpeechScope(parsed, analyser.lexicon), possible_triggers(analysed))
    texts = row_texts(analysed)
    numbers = {q.head for q in analysed.quantities}
    claims = [c for g in gold if (c := gold_claim(analysed, inputs, texts, g, analyser.lexicon)) is not None]
    tokens = [t for t in analysed.doc if not t.is_space]
    word_of = {t.i: n for n, t in enumerate(tokens)}
    return ClaimExample(
        report.id, windows_of(wordpieces, analysed.doc), inputs, np.array([i in numbers for i in inputs.triggers], dtype=bool), claims,
        np.array([word_of.get(t.head.i, n) for n, t in enumerate(tokens)], dtype=np.int32), [t.dep_ for t in tokens],
        [t.tag_ for t in tokens], [f"{t.pos_}|{t.morph}" if str(t.morph) else t.pos_ for t in tokens],
    )  # fmt: skip


def examples(paths: list[str]) -> Part:
    """Return the examples of these gold files."""
    import importlib.resources

    analyser = ReportAnalyser()
    vocabulary = Vocabulary(Growing(), Growing())
    wordpieces = WordPieces(Path(str(importlib.resources.files("heldby.reading.parse.model"))) / "en" / "parser" / "vocab.txt")
    out = []
    for path in map(Path, paths):
        raw = json.loads(path.with_name(path.name.replace(".gold.json", ".json")).read_text("utf8"))
        out.append(example(analyser, wordpieces, vocabulary, raw, json.loads(path.read_text("utf8"))))
    return Part(out, dict(vocabulary.paths), dict(vocabulary.prepositions))


def frequent(counts: dict[str, int], most: int) -> list[str]:
    """Return the most frequent names, in alphabetical order."""
    return sorted(sorted((n for n in counts if n), key=lambda n: (-counts[n], n))[:most])


@dataclass
class Part:
    """Examples, with the vocabularies that number their paths and prepositions."""

    examples: list[ClaimExample]
    paths: dict[str, int]
    prepositions: dict[str, int]


def counts_of(parts: list[Part], name: str) -> dict[str, int]:
    """Count how often each path or preposition occurs."""
    counts: dict[str, int] = {}
    for part in parts:
        by_number = {n: entry for entry, n in getattr(part, name).items()}
        for e in part.examples:
            for number, times in Counter(n for numbers in numbers_of(e, name) for n in numbers.tolist()).items():
                if number > 0:
                    counts[by_number[number]] = counts.get(by_number[number], 0) + times
    return counts


def numbers_of(e: ClaimExample, name: str) -> list[NDArray[np.int32]]:
    """Return the arrays of numbers of the paths or prepositions of an example."""
    return [numbers for _, numbers in e.inputs.paths] if name == "paths" else [e.inputs.preposition]


def renumber(parts: list[Part], name: str, kept: list[str]) -> None:
    """Number the kept paths or prepositions from 1, and all others 0."""
    new = {entry: n for n, entry in enumerate(kept, 1)}
    for part in parts:
        old: dict[str, int] = getattr(part, name)
        table = np.zeros(max(old.values(), default=0) + 1, np.int32)
        for entry, n in old.items():
            table[n] = new.get(entry, 0)
        for e in part.examples:
            for numbers in numbers_of(e, name):
                numbers[:] = table[numbers]


def joined(parts: list[Part], fixed: dict[str, list[str]] | None) -> dict[str, Any]:
    """Join the parts, with the most frequent paths and prepositions numbered, or those of the vocabularies `fixed`."""
    out: dict[str, Any] = {}
    for name, most in (("paths", PATHS), ("prepositions", PREPOSITIONS)):
        kept = fixed[name] if fixed else frequent(counts_of(parts, name), most)
        renumber(parts, name, kept)
        out[name] = kept
    return out | {"examples": [e for part in parts for e in part.examples]}


def main() -> None:
    """Write the examples and print how many claims and fillers they contain."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--vocabulary", type=Path, help="another file of examples whose paths and prepositions to use")
    args = parser.parse_args()
    paths = sorted(str(p) for folder in args.folders for p in folder.glob("*.gold.json"))
    shares = [paths[n :: args.processes] for n in range(args.processes)]
    with ProcessPoolExecutor(args.processes, mp_context=get_context("spawn")) as pool:
        parts = list(pool.map(examples, shares))
    fixed = pickle.loads(args.vocabulary.read_bytes()) if args.vocabulary else None
    data = joined(parts, fixed)
    args.out.write_bytes(pickle.dumps(data, protocol=5))
    claims = [c for e in data["examples"] for c in e.claims]
    rows = {role: sum(len(c.fillers[r]) for c in claims) for r, role in enumerate(ROLES)}
    print(len(data["examples"]), "reports", len(claims), "claims", sum(c.expected >= 0 for c in claims), "expected", rows, file=sys.stderr)


if __name__ == "__main__":
    main()
