"""Finds the speech act that a claim is attributed to."""

from __future__ import annotations

from functools import cached_property

from heldby.reading.attribution.speech_act import SpeechAct
from heldby.reading.attribution.speech_blocks import LONGEST_QUOTATION, NEAR_START, find_blocks
from heldby.reading.attribution.speech_coverage import coverage_rank
from heldby.reading.attribution.speech_index import SpeechIndex
from heldby.reading.parse.parsed_report import ParsedReport
from heldby.reference.lexicon import Lexicon

BACK = 2
"""Number of sentences before a quotation that are searched for its speaker."""


class SpeechScope:
    """Says which speech act of a report covers a token. Make one for each report: a look-up then searches only near the token."""

    def __init__(self, parsed: ParsedReport, lexicon: Lexicon) -> None:
        self.index = SpeechIndex(parsed, lexicon)

    @cached_property
    def blocks(self) -> dict[int, SpeechAct]:
        """The sentences inside a block of speech, such as the paragraphs after "The minister said:", each with the block's speech act."""
        return find_blocks(self.index)

    def covering(self, trigger: int) -> SpeechAct | None:
        """Return the speech act that a trigger's claim is attributed to, or None if the report itself makes the claim.

        These are tried in order: the closest act in the trigger's sentence that covers the trigger, the act that names the speaker of the
        quotation around the trigger, and the act of the block of speech around the trigger.
        """
        parsed = self.index.parsed
        chain = [trigger, *parsed.ancestors(trigger)]
        best: tuple[float, SpeechAct] | None = None
        for act in self.index.near(trigger):
            rank = coverage_rank(parsed, act, chain)
            if rank is not None and (best is None or rank < best[0]):
                best = (rank, act)
        if best:
            return best[1]
        block = self.blocks.get(parsed.sentence[trigger])
        return self._quoting(trigger, in_block=block is not None) or block

    def _quoting(self, trigger: int, *, in_block: bool) -> SpeechAct | None:
        """Return the act that names the speaker of the quotation around a trigger, or None.

        The act may interrupt the quotation, follow it or precede it. Inside a block, acts before the quotation do not count, because the
        block names the speaker.
        """
        index = self.index
        if not index.quoted[trigger]:
            return None
        first, last = self._quotation(trigger)
        sentence = index.parsed.sentence
        opens, closes = sentence[first], sentence[min(last + 1, len(sentence) - 1)]
        after = [act for act in index.by_sentence.get(closes, ()) if act.cue > last]
        ends_sentence = last + 1 >= index.parsed.sentences[closes][1] - 1
        after += [act for act in index.by_sentence.get(closes + 1, ()) if ends_sentence and self._opens_its_sentence(act)]
        within = [act for k in range(opens, closes + 1) for act in index.by_sentence.get(k, ()) if not index.quoted[act.cue]]
        before = [act for k in range(BACK + 1) for act in reversed(index.by_sentence.get(opens - k, ())) if act.cue < first]
        candidates = (*within, *after, *(() if in_block else before))
        return next((act for act in candidates if act.form != "claiming" and not index.quoted[act.cue]), None)

    def _opens_its_sentence(self, act: SpeechAct) -> bool:
        """Check whether an act opens its sentence: `..." Rami said.`"""
        return act.cue - self.index.parsed.sentences[act.sentence][0] <= NEAR_START

    def _quotation(self, trigger: int) -> tuple[int, int]:
        """Return the first and last token of the quotation around a token, without the quotation marks."""
        quoted, first, last = self.index.quoted, trigger, trigger
        while first > 0 and quoted[first - 1] and trigger - first < LONGEST_QUOTATION:
            first -= 1
        while last + 1 < len(quoted) and quoted[last + 1] and last - trigger < LONGEST_QUOTATION:
            last += 1
        return first, last
