"""The source of a claim: the speaker of the speech act that covers it, under the best name that the report gives for the speaker."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from heldby.model import SourceRef
from heldby.model.mention import SourceKind
from heldby.reading.attribution.speech_act import SpeechAct
from heldby.reading.attribution.speech_index import FIRST_PERSON
from heldby.reading.attribution.speech_scope import SpeechScope
from heldby.reading.claims.phrase_index import PhraseIndex
from heldby.reading.claims.speaker_name import name_beside, speaker_text, statement_maker
from heldby.reference import actors as actor_file
from heldby.reference.actors.word_keys import fold_words
from heldby.reference.lexicon import speech as speech_words

BACK = 4
"""Number of sentences before a pronoun that are searched for the speaker it stands for."""
PLAIN = frozenset({"label", "claiming"})
"""Forms of speech acts whose speaker is the source even if the network names none."""
MOST_STEPS = 3
"""Number of steps up the parse from a phrase to the speaker that it describes."""
EARLIER = 12
"""Number of earlier speech acts that are searched for the name of a speaker who is only described, such as "the ministry"."""


class SpeakerResolver:
    """Turns the speakers of one report into sources.

    A pronoun stands for the last speaker before it that agrees with it in number. If there is none, the source has the kind `lost`. "We"
    and "I" stand for the speaker of the block around them; outside a block, they stand for the report itself. A description such as "the
    monitor" or "the minister" is replaced with the name of the speaker, if another speech act of the report gives this name.
    """

    def __init__(self, index: PhraseIndex, scope: SpeechScope) -> None:
        self.index, self.scope = index, scope
        self.parsed, self.speech = index.parsed, scope.index

    def source_of(self, row: int | None, trigger: int) -> SourceRef | None:
        """Return the source of a claim whose speaker is the phrase `row`, or None if that is the report itself.

        Without a row, the source is only that of a plain speech act (`_source_without_row`).
        """
        covering = self.scope.covering(trigger)
        if row is None:
            return self._source_without_row(covering, trigger) if covering else None
        head = self.parsed.phrases[row].head
        act = covering if covering and self._describes_speaker(head, covering) else self._act_of(head, trigger)
        if act is None:
            return self._phrase_reference(row, self.speech.quoted[trigger], covering)
        return self._source_of_act(self._cited_by(act) or act, trigger)

    def _cited_by(self, act: SpeechAct) -> SpeechAct | None:
        """Return the speech act that an outlet cites in the same sentence: that of the residents in "the BBC said, quoting residents"."""
        citing = speech_words()["citing"]
        cited = next((one for one in self._beside(act) if one.cue > act.cue and self.parsed.lemma[one.cue] in citing), None)
        return cited if cited and self._is_outlet(act) else None

    def _beside(self, act: SpeechAct) -> Iterator[SpeechAct]:
        """Yield the other speech acts near an act in its sentence."""
        at = self.speech.position.get(act.cue, 0)
        near = self.speech.acts[max(0, at - EARLIER) : at + EARLIER]
        return (one for one in near if one.sentence == act.sentence and one.cue != act.cue and one.speaker != act.speaker)

    def _is_outlet(self, act: SpeechAct) -> bool:
        """Check whether a speaker bears the name of an outlet, whoever else bears it."""
        known, keys = actor_file.load_actors(), tuple(word.key for word in fold_words(speaker_text(self.index, act)))
        return any(known.by_id[one.id].kind == "outlet" for one in known.names.lookup(keys))

    def _source_without_row(self, act: SpeechAct, trigger: int) -> SourceRef | None:
        """Return the speaker of a label ("Defence Ministry: ..."), of a claim of responsibility, an outlet, or a pronoun for nobody."""
        if act.form in PLAIN or self._is_outlet(act):
            return self._source_of_act(act, trigger)
        source = self._source_of_act(act, trigger) if self.parsed.pos[act.speaker] == "PRON" else None
        return source if source and source.kind == "lost" else None

    def _describes_speaker(self, head: int, act: SpeechAct) -> bool:
        """Check for a phrase that only describes the speaker: "Anbar" in "a security source from Anbar", or the office beside a name."""
        if self.parsed.dep[head] == "appos" and self.parsed.head[head] == act.speaker:
            return self.parsed.pos[act.speaker] == "PROPN"
        inside = act.speaker in self.parsed.ancestors(head)[:MOST_STEPS]
        return inside and self.parsed.dep[head] not in ("conj", "appos")

    def _act_of(self, head: int, trigger: int) -> SpeechAct | None:
        """Return the speech act of a speaker that covers a trigger, else the nearest one, or None if the speaker has none."""
        covering = self.scope.covering(trigger)
        if covering and covering.speaker == head:
            return covering
        return min((act for act in self.acts_by_speaker.get(head, ())), key=lambda act: abs(act.cue - trigger), default=None)

    @cached_property
    def acts_by_speaker(self) -> dict[int, list[SpeechAct]]:
        """The speech acts of each speaker's head token."""
        out: dict[int, list[SpeechAct]] = {}
        for act in self.speech.acts:
            out.setdefault(act.speaker, []).append(act)
        return out

    def _phrase_reference(self, row: int, direct: bool, covering: SpeechAct | None) -> SourceRef:
        """Return a phrase that speaks in no speech act as a source: "a military source" in "Reuters reported, citing a military source"."""
        start, end = self.index.own_span(row)
        text = self.index.analysed.phrase_text(row) if row in self.parsed.anaphors else self.index.analysed.report.text[start:end]
        entry = actor_file.resolve_actor(actor_file.load_actors(), text)
        head = self.parsed.phrases[row].head
        between = range(covering.cue, head) if covering and self.parsed.sentence[head] == covering.sentence else range(0)
        cited = any(self.parsed.lemma[i] in speech_words()["citing"] for i in between)
        via = self._outlet(covering.speaker) if cited and covering and self._is_outlet(covering) else None
        hidden: SourceKind = "anonymous" if self.parsed.lemma[head] in speech_words()["hidden"] else "named"
        kind: SourceKind = "outlet" if entry and entry.kind == "outlet" else hidden
        return SourceRef(text=text, id=self._identity(text), kind=kind, via=via, direct=direct)

    def _source_of_act(self, act: SpeechAct, trigger: int) -> SourceRef | None:
        """Return the source of a claim that belongs to a speech act, or None if the report itself is the source."""
        direct = self.speech.quoted[trigger]
        if self.parsed.lower[act.speaker] in FIRST_PERSON:
            outer = self.scope.blocks.get(act.sentence)
            return self._reference(outer, direct) if outer and self.parsed.lower[outer.speaker] not in FIRST_PERSON else None
        if self.parsed.pos[act.speaker] == "PRON":
            antecedent = self._antecedent(act)
            if antecedent is None:
                return SourceRef(text=self.parsed.doc[act.speaker].text, kind="lost", direct=direct)
            act = antecedent
        return self._reference(self._named(act) or act, direct)

    def _reference(self, act: SpeechAct, direct: bool) -> SourceRef:
        text = speaker_text(self.index, act)
        return SourceRef(text=text, id=self._identity(text), kind=self._kind(text, act), via=self._via(act), direct=direct)

    def _antecedent(self, act: SpeechAct) -> SpeechAct | None:
        """Return the nearest earlier act with a speaker that is not a pronoun and agrees in number with this act's pronoun."""
        sentence = self.speech.text_sentence
        pronoun = self.parsed.lower[act.speaker]
        for earlier in self._before(act):
            if sentence[act.sentence] - sentence[earlier.sentence] > BACK:
                return None
            plural = self.parsed.tag[earlier.speaker] in ("NNS", "NNPS")
            if self.parsed.pos[earlier.speaker] != "PRON" and plural == (pronoun == "they"):
                return earlier
        return None

    def _before(self, act: SpeechAct) -> Iterator[SpeechAct]:
        """Yield the speech acts before a speech act, the nearest first."""
        at = self.speech.position.get(act.cue, 0)
        yield from reversed(self.speech.acts[max(0, at - EARLIER) : at])

    def _named(self, act: SpeechAct) -> SpeechAct | None:
        """Return another act that names the speaker whom this act only describes. None if this act has a name or no other act fits."""
        parsed, words = self.parsed, speech_words()
        lemma = parsed.lemma[act.speaker]
        own = set(self._own_lemmas(act))
        if parsed.pos[act.speaker] == "PROPN" or own & words["hidden"] or name_beside(parsed, act) is not None:
            return None
        if lemma in words["reports"]:
            return None if statement_maker(parsed, act.speaker) is not None else next(self._with_names(self._before(act)), None)
        if own & words["monitors"] and self._only_monitor is not None:
            return self._only_monitor
        if not self._is_definite(act.speaker) or lemma not in words["bodies"] | words["persons"]:
            return None
        return next((other for other in self._with_names(self._before(act)) if lemma in self._lemmas_around(other)), None)

    @cached_property
    def _only_monitor(self) -> SpeechAct | None:
        """The first act of the one conflict monitor that speaks by name in the report; None if there are none or several."""
        found: dict[str, SpeechAct] = {}
        for act in self._with_names(self.speech.acts):
            identity = self._identity(speaker_text(self.index, act))
            actor = actor_file.load_actors().get(identity) if identity else None
            if actor is not None and actor.kind == "monitor":
                found.setdefault(actor.id, act)
        return next(iter(found.values())) if len(found) == 1 else None

    def _with_names(self, acts: Iterable[SpeechAct]) -> Iterator[SpeechAct]:
        """Yield the acts with a named speaker: a name, a description beside a name, or a statement whose maker is known."""
        parsed = self.parsed
        for act in acts:
            made = parsed.lemma[act.speaker] in speech_words()["reports"] and statement_maker(parsed, act.speaker) is not None
            if made or parsed.pos[act.speaker] == "PROPN" or name_beside(parsed, act) is not None:
                yield act

    def _own_lemmas(self, act: SpeechAct) -> list[str]:
        phrase = self.parsed.phrases[self.parsed.phrase_at[act.speaker]]
        return self.parsed.lemma[phrase.left : phrase.right + 1]

    def _lemmas_around(self, act: SpeechAct) -> set[str]:
        """Return the lemmas of a speaker's phrase and its neighbours ("Defence Secretary Ann Lee", "Ann Lee, a spokesman")."""
        phrase = self.parsed.phrases[self.parsed.phrase_at[act.speaker]]
        start, end = self.parsed.sentences[act.sentence]
        return {w.lower() for w in self.parsed.lemma[max(start, phrase.left - 6) : min(end, phrase.right + 6)]}

    def _is_definite(self, speaker: int) -> bool:
        left = self.parsed.phrases[self.parsed.phrase_at[speaker]].left
        return left > 0 and self.parsed.lower[left - 1] in ("the", "this", "that", "its", "his", "her", "their")

    def _identity(self, text: str) -> str | None:
        entry = actor_file.resolve_actor(actor_file.load_actors(), text, self.index.analysed.report.published)
        return entry.id if entry else None

    def _kind(self, text: str, act: SpeechAct) -> SourceKind:
        if act.anonymous:
            return "anonymous"
        entry = actor_file.resolve_actor(actor_file.load_actors(), text)
        return "outlet" if entry and entry.kind == "outlet" else "named"

    def _via(self, act: SpeechAct) -> SourceRef | None:
        """Return the outlet that the speaker spoke to ("told Reuters"), or that cites the speaker ("Reuters reported, citing a source")."""
        outlet = act.addressee if act.addressee is not None else self._citing_outlet(act)
        return None if outlet is None else self._outlet(outlet)

    def _outlet(self, head: int) -> SourceRef | None:
        if head not in self.parsed.phrase_at:
            return None
        start, end = self.index.analysed.phrase_span(self.parsed.phrase_at[head])
        text = self.index.analysed.report.text[start:end]
        return SourceRef(text=text, id=self._identity(text), kind="outlet")

    def _citing_outlet(self, act: SpeechAct) -> int | None:
        """Return the head token of the outlet that cites the speaker of an act, or None."""
        if self.parsed.lemma[act.cue] not in speech_words()["citing"]:
            return None
        return next((one.speaker for one in self._beside(act) if one.cue < act.cue and self._is_outlet(one)), None)
