"""The reader: a report in, its mentions and claims out. Pure: the same text gives the same claims, in any order, on any worker."""

from __future__ import annotations

import importlib.resources
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from heldby.model import Claim, Mention, Report
from heldby.reading.claims.analysis import AnalysedReport, ReportAnalyser, blank_boilerplate
from heldby.reading.claims.builder import ClaimBuilder
from heldby.reading.claims.linear_model import Linear
from heldby.reading.mentions_output import tell_mentions

if TYPE_CHECKING:
    from spacy.language import Language

    from heldby.reference.gazetteer import Gazetteer

VERSION = "heldby-en 0.2"
LANGUAGES = {
    "ar": "Arabic", "de": "German", "es": "Spanish", "fa": "Persian", "fr": "French", "he": "Hebrew", "id": "Indonesian", "it": "Italian",
    "ja": "Japanese", "ko": "Korean", "ku": "Kurdish", "my": "Burmese", "nl": "Dutch", "pl": "Polish", "ps": "Pashto", "pt": "Portuguese",
    "ru": "Russian", "sw": "Swahili", "am": "Amharic", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "zh": "Chinese",
}  # fmt: skip
"""Names of the languages in which reports of wars are likeliest written, by ISO 639-1 code."""
BATCH = 32
"""Reports parsed at a time."""


@dataclass(frozen=True)
class Reading:
    """What one report says. `notes` names what was left unread, and why."""

    report: Report
    mentions: tuple[Mention, ...]
    claims: tuple[Claim, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Classifiers:
    """The small models that decide: is it a claim, what fills its roles, how is it put; and, seen together with all the others, again."""

    trigger: Linear
    role: Linear
    status: Linear
    claim: Linear
    filler: Linear

    @classmethod
    def load(cls, folder: Path | None = None) -> Classifiers:
        """From a folder of `.npz` files, by default the shipped one."""
        folder = folder or Path(str(importlib.resources.files("heldby.reading.claims"))) / "weights"
        return cls(*(Linear.load(folder / f"{name}.npz") for name in ("trigger", "role", "status", "claim", "filler")))


class Reader:
    """Reads English reports. Holds the language model and the knowledge files; making one takes seconds, using it milliseconds."""

    version = VERSION

    def __init__(self, language: Language | None = None, gazetteer: Gazetteer | None = None, deciders: Classifiers | None = None) -> None:
        self.preparer = ReportAnalyser(language, gazetteer)
        self.assembler = ClaimBuilder(deciders or Classifiers.load(), self.preparer.lexicon, VERSION)

    def read(self, report: Report) -> Reading:
        """The mentions and claims of one report; never raises for any text."""
        return next(iter(self.read_all([report])))

    def read_all(self, reports: Iterable[Report], workers: int = 1) -> Iterator[Reading]:
        """Many reports, in their order; with `workers` above one, in that many processes."""
        if workers > 1:
            from heldby.reading.parallel import read_parallel

            yield from read_parallel(reports, workers)
            return
        batch: list[Report] = []
        for report in reports:
            batch.append(report)
            if len(batch) >= BATCH:
                yield from self._read_batch(batch)
                batch = []
        yield from self._read_batch(batch)

    def _read_batch(self, batch: list[Report]) -> Iterator[Reading]:
        readable = [report for report in batch if not _unread(report)]
        texts = [blank_boilerplate(report)[: self.preparer.nlp.max_length] for report in readable]
        docs = iter(self.preparer.nlp.pipe(texts))
        for report in batch:
            reason = _unread(report)
            if reason:
                yield Reading(report, (), (), (reason,))
            else:
                yield self._finish(self.preparer.finish(report, next(docs)))

    def _finish(self, prepared: AnalysedReport) -> Reading:
        claims = self.assembler.claims(prepared)
        return Reading(prepared.report, tell_mentions(prepared, claims), claims)


def language_name(code: str) -> str:
    """A language's name with its ISO 639-1 code, the code alone where the name is not known here."""
    name = LANGUAGES.get(code)
    return f"{name} ({code})" if name else code


def _unread(report: Report) -> str | None:
    """Why a report is not read, or None."""
    if report.language and report.language != "en":
        return f"not read: its language is {language_name(report.language)}, only English is read"
    if not report.text.strip():
        return "not read: it has no text"
    return None
