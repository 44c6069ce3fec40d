"""Who dealt the blows of a list that counts them: "the coalition flew 23 strikes", then "Near Mosul, three strikes destroyed a bridge"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from heldby.reading.claims.candidates import Candidate
from heldby.reading.parse.parsed_report import Context
from heldby.reference.lexicon import Lexicon

LEAST = 3
"""Sentences that make a list."""
CARRY_OUT = frozenset({"conduct", "carry", "launch", "perform", "stage", "mount", "deliver", "make", "execute", "fly", "undertake"})
"""Verbs whose subject did what their object names."""
UP = 3
"""How far above a number in the parse stands the verb whose subject did it."""


class ListActors:
    """The lists of counted blows in a report, and who is told above them to have dealt such blows.

    A release names who acted once, at its top. Its items ("five strikes engaged ...") leave it out, and no item's own words can tell it. An
    item's blow has a number and no doer of its own; where one party alone is told to have carried out such blows, they are that party's.
    `keys`: of each phrase, the party that it speaks of.
    """

    def __init__(self, context: Context, lexicon: Lexicon, keys: Sequence[str]) -> None:
        self.context, self.keys, self.blows = context, keys, lexicon.classes["blow"]
        self.items: dict[int, int] = {}
        """Noun of a counted blow -> the phrase of who dealt it."""
        counted: dict[str, list[int]] = {}
        doers: dict[str, list[int]] = {}
        for i, lemma in enumerate(context.lemma):
            if lemma in self.blows and context.pos[i] == "NOUN":
                found = [n for doer in self._doers(i) if (n := context.phrase_at.get(doer)) is not None and context.classes[n] in "AF"]
                doers.setdefault(_plain(lemma), []).extend(found)
                if not found and self._is_counted_subject(i):
                    counted.setdefault(_plain(lemma), []).append(i)
        for blow, nouns in counted.items():
            dealt = doers.get(blow, [])
            if dealt and len({context.sentence[i] for i in nouns}) >= LEAST and len({keys[n] for n in dealt}) == 1:
                self.items |= {i: dealt[0] for i in nouns if context.phrases[dealt[0]].head < i}

    def of(self, proposal: Candidate) -> int | None:
        """The phrase of the party that did what a claim tells, if a list tells it."""
        context = self.context
        above = [i for i in context.ancestors(proposal.trigger)[:UP] if proposal.quantity >= 0]
        verbs = [i for i in (proposal.trigger, *above) if context.pos[i] == "VERB"][:1]
        while verbs and context.dep[verbs[-1]] == "conj":
            verbs.append(context.head[verbs[-1]])
        near = (proposal.trigger, *above, *(c for verb in verbs for c in context.children[verb] if context.dep[c] == "nsubj"))
        return next((self.items[i] for i in near if i in self.items), None)

    def _is_counted_subject(self, i: int) -> bool:
        context = self.context
        return context.dep[i] == "nsubj" and any(context.dep[c] == "nummod" for c in context.children[i])

    def _doers(self, i: int) -> Iterator[int]:
        """Heads of those who dealt the blow of a noun: before it, by, or as the subject of the verb of doing that it is the object of."""
        context = self.context
        for child in context.children[i]:
            if context.dep[child] in ("compound", "amod", "nmod:poss") or (context.dep[child] == "nmod" and context.case(child) == "by"):
                yield child
        verb = context.head[i]
        if context.lemma[verb] in CARRY_OUT and context.dep[i] in ("obj", "nsubj:pass"):
            role = "nsubj" if context.dep[i] == "obj" else "obl:agent"
            yield from (child for child in context.children[verb] if context.dep[child] == role)


def _plain(lemma: str) -> str:
    """An airstrike is a strike."""
    return lemma.removeprefix("air")
