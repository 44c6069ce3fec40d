"""Whose words a claim stands in: the act of saying that covers it, by the parse, by the order of words, or by a quotation that runs on."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property

from heldby.reading.attribution.quotation_spans import CLOSING, OPENING, opens, quoted, stretches
from heldby.reading.attribution.speech_acts import Speech, find_speech, phrase_head
from heldby.reading.parse.parsed_report import Context
from heldby.reference.lexicon import Lexicon
from heldby.reference.lexicon import speech as speech_words

FIRST_PERSON = frozenset({"i", "we", "me", "us", "my", "our", "you"})
CLAUSES = frozenset({"parataxis", "advcl", "conj", "ccomp"})
APART = frozenset({"as", "after", "while", "when", "because", "since", "before", "although", "though"})
FOLLOWS = 8
"""Tokens in which a sentence that opens with a saying has named it: `..." Rami said.`"""
LONGEST_QUOTATION = 400
BACK = 2
"""Sentences before a quotation in which its speaker may stand."""
NEAREST = 8
"""Acts of saying before and behind a claim that are looked at, and with `STRETCH` tokens what keeps an endless sentence cheap."""
STRETCH = 80
LONGEST_BLOCK = 40
"""Sentences that "The minister said:" may stand for at most."""


class SpeechScope:
    """The acts of saying of one report, and which of them covers a token. Made once a report; each question is asked in its sentence."""

    def __init__(self, context: Context, lexicon: Lexicon) -> None:
        self.context = context
        self.all = find_speech(context, lexicon)
        self.by_sentence: dict[int, list[Speech]] = {}
        for speech in self.all:
            self.by_sentence.setdefault(speech.sentence, []).append(speech)
        self.quoted = quoted(context)
        self.stretch = stretches(context)
        """Sentence -> the sentence of the text that it belongs to, where the parser has cut one in two."""
        self.names: dict[str, Speech | None] = {}
        """What descriptions of the whole report ("a monitor") stand for, once somebody asked."""
        self.place = {speech.cue: n for n, speech in enumerate(self.all)}

    def of(self, trigger: int) -> Speech | None:
        """The act of saying whose words hold a trigger; None where the report itself says it."""
        context = self.context
        chain = [trigger, *context.ancestors(trigger)]
        best: tuple[float, Speech] | None = None
        for speech in self._near(trigger):
            rank = None if self._is_part(speech, trigger) else self._rank(speech, chain, trigger)
            if rank is not None and (best is None or rank < best[0]):
                best = (rank, speech)
        if best:
            return best[1]
        block = self.blocks.get(context.sentence[trigger])
        return self._quoting(trigger, block) or block

    def _near(self, trigger: int) -> list[Speech]:
        """The acts of saying of a token's sentence that stand nearest it; "we said" gives nobody a claim."""
        at = bisect_left(self.all, trigger, key=lambda speech: speech.cue)
        stretch = self.stretch[self.context.sentence[trigger]]
        near = self.all[max(0, at - NEAREST) : at + NEAREST]
        return [s for s in near if self.stretch[s.sentence] == stretch and self.context.lower[s.speaker] not in FIRST_PERSON]

    def _is_part(self, speech: Speech, trigger: int) -> bool:
        """Whether a trigger is the saying itself or describes the speaker."""
        inside = trigger == speech.speaker or speech.speaker in self.context.ancestors(trigger)
        return trigger == speech.cue or (inside and speech.form not in ("claiming", "label"))

    def _rank(self, speech: Speech, chain: list[int], trigger: int) -> float | None:
        """How far a trigger stands from a saying that covers it, 0 nearest; None where it does not."""
        here = speech.sentence == self.context.sentence[trigger]
        if speech.form == "according":
            return 1 if here else 8
        if speech.form == "claiming":
            return self._claimed(speech, chain, trigger)
        if speech.form == "label":
            return 6 if (trigger > speech.cue) == (speech.speaker < speech.cue) else None
        if speech.cue in chain:
            return chain.index(speech.cue) + 0.5 * self._is_apart(chain, speech)
        if (rank := self._beside(speech, chain)) is not None:
            return rank
        if self._ends(speech, trigger):
            return 7
        if (here and chain[-1] == speech.cue) or self._leads(speech, trigger):
            return 9
        return None

    def _claimed(self, speech: Speech, chain: list[int], trigger: int) -> float | None:
        """An attack "claimed by" somebody, or what somebody "claimed responsibility for"."""
        passive = any(self.context.dep[c] == "nsubj:pass" and c == trigger for c in self.context.children[speech.cue])
        if passive or trigger == self.context.head[speech.cue]:
            return 0
        return 0 if speech.cue in chain and self.context.dep[speech.cue] not in ("acl", "acl:relcl") else None

    def _is_apart(self, chain: list[int], speech: Speech) -> bool:
        """Whether a trigger hangs on the saying only by an aside ("said after the town fell")."""
        below = chain[chain.index(speech.cue) - 1]
        context = self.context
        return context.dep[below] == "advcl" and any(context.lower[c] in APART for c in context.children[below] if context.dep[c] == "mark")

    def _beside(self, speech: Speech, chain: list[int]) -> float | None:
        """A saying in brackets, or hung on what it says: "the army, he said, withdrew"."""
        context = self.context
        above = context.ancestors(speech.cue)
        if context.dep[speech.cue] not in CLAUSES or context.tag[speech.cue] == "VBG" or not set(above) & set(chain):
            return None
        marks = {context.lower[c] for c in context.children[speech.cue] if context.dep[c] == "mark"}
        joined = context.dep[speech.cue] == "conj" and any(context.dep[c] == "cc" for c in context.children[speech.cue])
        if joined or (marks & APART and "as" not in marks):
            return None
        hangs = {speech.cue, *above}
        return 4 + next(k for k, a in enumerate(chain) if a in hangs)

    def _ends(self, speech: Speech, trigger: int) -> bool:
        """Whether a sentence ends in the saying, whatever the parser made of it: "... were killed on Friday, activists said"."""
        context = self.context
        end = context.sentences[speech.sentence][1]
        start = context.sentences[context.sentence[trigger]][0]
        left = min(speech.cue, context.phrases[context.phrase_at[speech.speaker]].left)
        right = max(speech.cue, speech.speaker)
        if trigger >= left or any(context.pos[j] in ("VERB", "AUX") for j in range(right + 1, min(right + 12, end))) or end - right > 12:
            return False
        return any(context.pos[j] == "VERB" for j in range(max(start, left - STRETCH), left)) and not any(
            context.lower[j] in APART for j in range(left - 1, left)
        )

    def _leads(self, speech: Speech, trigger: int) -> bool:
        """Whether a saying is the first verb of its sentence and a trigger stands behind it."""
        context = self.context
        start = max(context.sentences[speech.sentence][0], speech.cue - STRETCH)
        first = next((j for j in range(start, speech.cue) if context.pos[j] == "VERB"), speech.cue)
        finite = context.tag[speech.cue] in ("VBD", "VBZ", "VBP")
        return first == speech.cue < trigger and speech.speaker < speech.cue and finite and speech.form == "saying"

    def _quoting(self, trigger: int, block: Speech | None) -> Speech | None:
        """Who speaks in the quotation that holds a trigger: told at its end or behind it, by the block it stands in, or before it."""
        if not self.quoted[trigger]:
            return None
        first, last = self._quotation(trigger)
        context = self.context
        opens, closes = context.sentence[first], context.sentence[min(last + 1, len(context.sentence) - 1)]
        after = [s for s in self.by_sentence.get(closes, ()) if s.cue > last]
        after += [s for s in self.by_sentence.get(closes + 1, ()) if last + 1 >= context.sentences[closes][1] - 1 and self._follows(s)]
        before = [s for k in range(BACK + 1) for s in reversed(self.by_sentence.get(opens - k, ())) if s.cue < first]
        within = [s for k in range(opens, closes + 1) for s in self.by_sentence.get(k, ()) if not self.quoted[s.cue]]
        before = [] if block else before
        return next((s for s in (*within, *after, *before) if s.form != "claiming" and not self.quoted[s.cue]), None)

    def _follows(self, speech: Speech) -> bool:
        """Whether a sentence opens with a saying: `..." Rami said.`"""
        return speech.cue - self.context.sentences[speech.sentence][0] <= FOLLOWS

    def _quotation(self, trigger: int) -> tuple[int, int]:
        """First and last token of the quotation around a token, its marks left out."""
        marks, first, last = self.quoted, trigger, trigger
        while first > 0 and marks[first - 1] and trigger - first < LONGEST_QUOTATION:
            first -= 1
        while last + 1 < len(marks) and marks[last + 1] and last - trigger < LONGEST_QUOTATION:
            last += 1
        return first, last

    @cached_property
    def blocks(self) -> dict[int, Speech]:
        """Sentences that stand in a block of somebody's words: "The minister said:" and paragraphs, or a quotation of many sentences."""
        out: dict[int, Speech] = {}
        for colon, speech in self._openings():
            for sentence in self._block(colon, speech):
                out[sentence] = speech
        return out

    def _block(self, colon: int, speech: Speech) -> Iterator[int]:
        """The sentences behind a colon that are still its speaker's: to the end of the quotation it opens, else until another speaks."""
        context = self.context
        first = context.sentence[colon] + 1
        paragraph = not self._ends_line(colon)
        opening = next((j for j in range(colon + 1, min(colon + 4, len(context.lower))) if context.lower[j] in OPENING), None)
        closing = None
        if opening is not None:
            rest = range(opening + 1, min(opening + LONGEST_QUOTATION, len(context.lower)))
            closing = next((j for j in rest if context.lower[j] in CLOSING and not opens(context, j)), None)
        for sentence in range(first, min(first + LONGEST_BLOCK, len(context.sentences))):
            start = context.sentences[sentence][0]
            if start > closing if closing is not None else self._ends_block(sentence):
                return
            if closing is None and paragraph and "\n" in context.doc[max(0, start - 1)].text_with_ws:
                return
            yield sentence

    def _openings(self) -> Iterator[tuple[int, Speech]]:
        """The colons at the end of a line or before a quotation, with who speaks in what follows."""
        context = self.context
        for colon, word in enumerate(context.lower):
            if word != ":" or not self._opens_block(colon):
                continue
            stretch = self.stretch[context.sentence[colon]]
            at = bisect_left(self.all, colon, key=lambda speech: speech.cue)
            said = [s for s in self.all[max(0, at - NEAREST) : at] if self.stretch[s.sentence] == stretch and s.form == "saying"]
            if said:
                yield colon, said[-1]
            elif (speaker := self._actor_of(colon)) is not None:
                yield colon, Speech(colon, speaker, context.sentence[colon])

    def _opens_block(self, colon: int) -> bool:
        """Whether somebody's words begin behind a colon: it ends a line, stands before a quotation, or right behind a verb of saying."""
        context = self.context
        if colon + 1 >= len(context.lower):
            return False
        said = any(s.cue == colon - 1 and s.form == "saying" for s in self.by_sentence.get(context.sentence[colon], ()))
        return said or self._ends_line(colon) or context.lower[colon + 1] in OPENING

    def _ends_line(self, i: int) -> bool:
        doc = self.context.doc
        return "\n" in doc[i].text_with_ws or (i + 1 < len(doc) and "\n" in doc[i + 1].text)

    def _actor_of(self, colon: int) -> int | None:
        """The party that is the subject of the main verb of a sentence that ends in a colon."""
        context = self.context
        start = max(context.sentences[context.sentence[colon]][0], colon - STRETCH)
        for i in range(start, colon):
            if (
                context.dep[i] == "nsubj"
                and context.head[context.head[i]] == context.head[i]
                and (head := phrase_head(context, i)) is not None
            ):
                return head if context.classes[context.phrase_at[head]] in "AH" else None
        return None

    def _ends_block(self, sentence: int) -> bool:
        """Whether somebody else is heard again: a saying by another than the block's own voice, or a closing line."""
        context = self.context
        start, end = context.sentences[sentence]
        first = next((j for j in range(start, min(end, start + STRETCH)) if context.pos[j] not in ("SPACE", "PUNCT")), start)
        if context.lower[first] in speech_words()["ends"] and first > 0 and "\n" in context.doc[first - 1].text_with_ws:
            return True
        others = (s for s in self.by_sentence.get(sentence, ()) if s.form == "saying" and not self.quoted[s.cue])
        return any(s.cue - start <= FOLLOWS and context.pos[s.speaker] == "PROPN" for s in others)
