"""The reader: takes a report and returns its mentions and claims.

The same text always gives the same claims, whatever the order of the reports and the number of workers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from heldby.model import Report
from heldby.reading.claims.analysed_report import AnalysedReport
from heldby.reading.claims.analysis import ReportAnalyser
from heldby.reading.claims.builder import ClaimBuilder
from heldby.reading.mentions_output import public_mentions
from heldby.reading.reading import IRRELEVANT, Reading
from heldby.reading.relevance import load_model
from heldby.reading.report_parts import LONGEST_PART, ReportPart, joined, parts_of
from heldby.reading.version import VERSION

if TYPE_CHECKING:
    from spacy.language import Language

    from heldby.reference.gazetteer import Gazetteer

LANGUAGES = {
    "ar": "Arabic", "de": "German", "es": "Spanish", "fa": "Persian", "fr": "French", "he": "Hebrew", "id": "Indonesian", "it": "Italian",
    "ja": "Japanese", "ko": "Korean", "ku": "Kurdish", "my": "Burmese", "nl": "Dutch", "pl": "Polish", "ps": "Pashto", "pt": "Portuguese",
    "ru": "Russian", "sw": "Swahili", "am": "Amharic", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "zh": "Chinese",
}  # fmt: skip
"""Names of the languages that reports of armed conflict are most often written in, by ISO 639-1 code."""
BATCH = 32
"""Number of reports parsed at a time."""


class Reader:
    """Reads English reports. A report in another language, or without text, gets an empty reading with a note.

    A reader holds the language model and the reference data, so creating one takes seconds; reading a report takes milliseconds. The
    arguments replace heldby's own language model and gazetteer. A text longer than `LONGEST_PART` characters is read in parts.

    A report that cannot be about armed conflict (`reading/relevance.py`) is not parsed, unless `parse_all`. Its reading is empty, with a
    note.
    """

    version = VERSION

    def __init__(self, language: Language | None = None, gazetteer: Gazetteer | None = None, *, parse_all: bool = False) -> None:
        self.analyser = ReportAnalyser(language, gazetteer)
        self.builder = ClaimBuilder(self.analyser.lexicon, VERSION)
        self._relevance = None if parse_all else load_model()

    def read(self, report: Report) -> Reading:
        """Return the mentions and claims of one report. Reading raises no error, whatever the text is."""
        return next(iter(self.read_all([report])))

    def read_all(self, reports: Iterable[Report]) -> Iterator[Reading]:
        """Yield the readings of many reports in their order.

        This is faster than calling `read` for each report, because several reports are parsed at a time. `reports` may be
        a lazy iterable. It is consumed in batches.
        """
        batch: list[Report] = []
        for report in reports:
            batch.append(report)
            if len(batch) >= BATCH:
                yield from self._read_batch(batch)
                batch = []
        yield from self._read_batch(batch)

    def _read_batch(self, batch: list[Report]) -> Iterator[Reading]:
        whole = [parts_of(report, min(LONGEST_PART, self.analyser.nlp.max_length)) for report in batch]
        reasons = [self._reason_unread(report, parts) for report, parts in zip(batch, whole, strict=True)]
        docs = self.analyser.nlp.pipe([part.text for parts, reason in zip(whole, reasons, strict=True) if not reason for part in parts])
        for report, parts, reason in zip(batch, whole, reasons, strict=True):
            if reason:
                yield Reading(report, (), (), (reason,))
            else:
                yield joined(report, parts, [self._reading(self.analyser.analyse_parsed(part.report, next(docs))) for part in parts])

    def _reason_unread(self, report: Report, parts: list[ReportPart]) -> str | None:
        """Return the reason why a report is not read, or None if it is read."""
        if report.language and report.language != "en":
            return f"not read: its language is {language_name(report.language)}, only English is read"
        if not report.text.strip():
            return "not read: it has no text"
        text = "".join(part.text for part in parts)
        titled = f"{report.title}\n{text}" if report.title else text
        return IRRELEVANT if self._relevance is not None and not self._relevance.is_relevant(titled) else None

    def _reading(self, analysed: AnalysedReport) -> Reading:
        claims = self.builder.claims(analysed)
        return Reading(analysed.report, public_mentions(analysed, claims), claims)


def language_name(code: str) -> str:
    """Return a language's name followed by its ISO 639-1 code, as in "Arabic (ar)". If the name is not known, return the code alone."""
    name = LANGUAGES.get(code)
    return f"{name} ({code})" if name else code
