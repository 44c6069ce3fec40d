"""The speech acts of one report, with look-ups by sentence and by position."""

from __future__ import annotations

from bisect import bisect_left

from heldby.reading.attribution.find_speech_acts import find_speech_acts
from heldby.reading.attribution.quotation_spans import quoted_tokens, text_sentences
from heldby.reading.attribution.speech_act import SpeechAct
from heldby.reading.parse.parsed_report import ParsedReport
from heldby.reference.lexicon import Lexicon

FIRST_PERSON = frozenset({"i", "we", "me", "us", "my", "our", "you"})
NEAREST = 8
"""Number of speech acts considered on each side of a token. Together with `WINDOW`, it limits the work in very long sentences."""
WINDOW = 80
"""Number of tokens that are searched in a long sentence."""


class SpeechIndex:
    """The speech acts of one report.

    `acts` lists the speech acts in text order, `position` maps the cue of an act to the act's index in `acts`, and `by_sentence` lists the
    acts in each of the parser's sentences. `quoted` says for each token whether it is inside a quotation. `text_sentence` gives for each of
    the parser's sentences the number of the text's sentence that it is part of.
    """

    def __init__(self, parsed: ParsedReport, lexicon: Lexicon) -> None:
        self.parsed = parsed
        self.acts = find_speech_acts(parsed, lexicon)
        self.position = {act.cue: n for n, act in enumerate(self.acts)}
        self.by_sentence: dict[int, list[SpeechAct]] = {}
        for act in self.acts:
            self.by_sentence.setdefault(act.sentence, []).append(act)
        self.quoted = quoted_tokens(parsed)
        self.text_sentence = text_sentences(parsed)

    def near(self, token: int) -> list[SpeechAct]:
        """Return the nearest speech acts in a token's sentence, up to `NEAREST` on each side. "We said" and "I said" are left out."""
        at = bisect_left(self.acts, token, key=lambda act: act.cue)
        sentence = self.text_sentence[self.parsed.sentence[token]]
        near = self.acts[max(0, at - NEAREST) : at + NEAREST]
        return [a for a in near if self.text_sentence[a.sentence] == sentence and self.parsed.lower[a.speaker] not in FIRST_PERSON]

    def last_saying_before(self, token: int) -> SpeechAct | None:
        """Return the last speech act with a verb of saying that comes before a token in the token's sentence, or None."""
        at = bisect_left(self.acts, token, key=lambda act: act.cue)
        sentence = self.text_sentence[self.parsed.sentence[token]]
        near = reversed(self.acts[max(0, at - NEAREST) : at])
        return next((a for a in near if self.text_sentence[a.sentence] == sentence and a.form == "saying"), None)
