"""The reader `llm`: a language model finds the claims, and heldby checks them against the report."""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from importlib.util import find_spec

from heldby.errors import HeldbyWarning, ReaderError
from heldby.model import Report
from heldby.reading.claims.analysis import ReportAnalyser, blank_boilerplate
from heldby.reading.failed_reading import FailedReading
from heldby.reading.llm.answer import Answer, parse_answer
from heldby.reading.llm.chat_client import LONGEST_PAUSE, TRIES, ChatClient
from heldby.reading.llm.claim_builder import ClaimBuilder
from heldby.reading.llm.no_answer import NoAnswer
from heldby.reading.llm.parts import asked_parts
from heldby.reading.llm.prompt import question
from heldby.reading.llm.report_text import Span
from heldby.reading.llm.settings import LlmSettings, read_settings
from heldby.reading.mentions_output import public_mentions
from heldby.reading.reader import language_name
from heldby.reading.reading import Reading


class LlmReader:
    """Reads English reports with a language model.

    The model finds the claims. heldby finds the mentions, resolves names, and leaves out each claim whose words are not in the report. The
    arguments replace the analyser, and the function that waits before a question is repeated.
    """

    def __init__(
        self, settings: LlmSettings, analyser: ReportAnalyser | None = None, pause: Callable[[float], object] = time.sleep
    ) -> None:
        self.version = f"llm {settings.model}"
        self._client = ChatClient(settings, pause)
        self._given_analyser = analyser

    @cached_property
    def analyser(self) -> ReportAnalyser:
        """What finds the mentions. It is loaded with the first answer, because loading it takes seconds."""
        return self._given_analyser or ReportAnalyser()

    def read(self, report: Report) -> Reading:
        """Return the mentions and claims of one report. Its notes say what could not be read and what was left out."""
        text = blank_boilerplate(report)
        reason = _reason_unread(report, text)
        if reason:
            return Reading(report, (), (), (reason,))
        parts = asked_parts(text)
        notes: list[str] = []
        answers = list(self._answers(report, text, parts, notes))
        if not answers:
            return FailedReading(report, (), (), (f"not read: {notes[0]}",))
        end = parts[-1][1]
        if text[end:].strip():
            notes.append(f"only its first {end:,} characters were read")
        return self._reading(report, text[:end], answers, notes)

    def read_all(self, reports: Iterable[Report]) -> Iterator[Reading]:
        """Yield the readings of reports in their order."""
        return map(self.read, reports)

    def time_limit(self, report: Report) -> float:
        """Return the most seconds that reading a report may take: all tries of all its parts, and the pauses between them."""
        return (1 + len(asked_parts(report.text))) * TRIES * (self._client.settings.timeout + LONGEST_PAUSE)

    def _answers(self, report: Report, text: str, parts: list[Span], notes: list[str]) -> Iterator[tuple[Span, Answer]]:
        """Yield the answer for each part of a text, and add a note for each part without one."""
        for number, part in enumerate(parts, 1):
            try:
                yield part, parse_answer(self._client.ask(question(text[part[0] : part[1]], report.published)))
            except NoAnswer as error:
                notes.append(str(error) if len(parts) == 1 else f"part {number} of {len(parts)} was not read: {error}")

    def _reading(self, report: Report, text: str, answers: list[tuple[Span, Answer]], notes: list[str]) -> Reading:
        analysed = self.analyser.analyse_parsed(report, self.analyser.nlp(text))
        builder = ClaimBuilder(analysed, self.version)
        for part, answer in answers:
            builder.add(answer, part)
        return Reading(report, public_mentions(analysed, builder.claims), builder.claims, (*notes, *builder.notes()))


def make_reader(url: str | None = None, model: str | None = None, timeout: str | None = None) -> LlmReader:
    """Return the reader with the settings that the user gives. Warn if reports leave this machine.

    Raises:
        ReaderError: a setting is missing or wrong, or httpx is not installed.
    """
    if find_spec("httpx") is None:
        raise ReaderError("the reader llm needs httpx. Install it with: pip install 'heldby[llm]'")
    settings = read_settings(url, model, timeout)
    if settings.leaves_machine:
        how = "" if settings.encrypted else ", without encryption"
        warnings.warn(f"reports leave this machine: the reader llm sends their text to {settings.host}{how}", HeldbyWarning, stacklevel=2)
    return LlmReader(settings)


def _reason_unread(report: Report, text: str) -> str | None:
    """Return why a report is not sent to the model, or None if it is. heldby's mention finders know English only."""
    if report.language and report.language != "en":
        return f"not read: its language is {language_name(report.language)}, only English is read"
    return None if text.strip() else "not read: it has no text"
