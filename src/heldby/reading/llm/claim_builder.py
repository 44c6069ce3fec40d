"""Builds claims from what a model answers, and counts what it leaves out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TypeVar

from heldby.model import ActorRef, Claim, PlaceRef, Value, When, make_claim
from heldby.reading.claims.analysed_report import AnalysedReport
from heldby.reading.claims.most_specific_place import most_specific
from heldby.reading.llm.answer import Answer, AnsweredClaim
from heldby.reading.llm.report_text import ReportText, Span
from heldby.reading.llm.resolver import MentionResolver
from heldby.reading.llm.times import checked_time

CONFIDENCE = 0.5
"""Confidence of every claim. What a model says about its own certainty is not calibrated, and nothing is known about the model that a user
runs. With this value, a claim counts less than one that the built-in reader is sure of."""

NO_QUOTE = "the quote is not in the report"
NO_NAME = "a name is not in the report"
NO_NUMBER = "the number is not in the quote"

T = TypeVar("T", ActorRef, PlaceRef)


class ClaimBuilder:
    """Builds the claims of one report. `reader` is the version of the reader."""

    def __init__(self, analysed: AnalysedReport, reader: str) -> None:
        self.report, self.reader = analysed.report, reader
        self.text, self.resolver = ReportText(analysed.report.text[: len(analysed.doc.text)]), MentionResolver(analysed)
        self._claims: dict[str, Claim] = {}
        self._left_out: Counter[str] = Counter()
        self._undated = 0

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The claims in text order, without duplicates."""
        return tuple(sorted(self._claims.values(), key=lambda c: (c.start, c.end, c.kind, c.type, c.id)))

    def notes(self) -> list[str]:
        """Return what was left out, in words."""
        out = [f"{_counted(number, 'claim')} left out: {reason}" for reason, number in sorted(self._left_out.items())]
        return [*out, f"{_counted(self._undated, 'time')} left out: not possible"] if self._undated else out

    def add(self, answer: Answer, part: Span) -> None:
        """Add the claims of one answer. `part` is what the model was shown."""
        self._left_out += answer.left_out
        for one in answer.claims:
            try:
                claim = self._build(one, part)
            except _LeftOut as left_out:
                self._left_out[str(left_out)] += 1
            else:
                self._claims.setdefault(claim.id, claim)

    def _build(self, one: AnsweredClaim, part: Span) -> Claim:
        quote = self.text.find_quote(one.quote, part)
        if quote is None:
            raise _LeftOut(NO_QUOTE)
        start, end = quote
        return make_claim(
            report=self.report.id, start=start, end=end, quote=self.report.text[start:end], kind=one.kind, type=one.type,
            actor=_distinct(self.resolver.actor(self._name(words, quote)) for words in one.actor),
            target=_distinct(self.resolver.actor(self._name(words, quote)) for words in one.target),
            place=most_specific(_distinct(self.resolver.place(self._name(words, quote)) for words in one.place)),
            when=self._time(one), status=one.status,
            source=self.resolver.source(self._name(one.source, quote)) if one.source else None, value=self._value(one, quote),
            held_as=one.held_as if one.kind == "control" else None, confidence=CONFIDENCE, reader=self.reader,
        )  # fmt: skip

    def _name(self, words: str, quote: Span) -> Span:
        span = self.text.find_near(words, quote)
        if span is None:
            raise _LeftOut(NO_NAME)
        return span

    def _value(self, one: AnsweredClaim, quote: Span) -> Value | None:
        """Return the quantity of a claim, as heldby reads it in the quote. A figure must have one."""
        span = self.text.find_near(one.value, quote) if one.value else None
        inside = span if span and quote[0] <= span[0] and span[1] <= quote[1] else None
        value = self.resolver.value(inside) if inside else None
        if (one.value and inside is None) or (one.kind == "figure" and value is None):
            raise _LeftOut(NO_NUMBER)
        return value

    def _time(self, one: AnsweredClaim) -> When | None:
        if one.when is None:
            return None
        when = checked_time(one.when, self.text, self.report.published, one.status)
        self._undated += when is None
        return when


class _LeftOut(Exception):
    """A claim is left out. The message is the reason."""


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _distinct(refs: Iterable[T]) -> tuple[T, ...]:
    """Return references in their order, without those to the same actor or place."""
    return tuple({ref.id or ref.text.casefold(): ref for ref in reversed(list(refs))}.values())[::-1]
