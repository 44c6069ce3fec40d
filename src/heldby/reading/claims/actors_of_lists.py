"""Finds the actor of the strikes in a list.

If a report begins with "The coalition flew 23 strikes", the coalition is the actor of "Near Mosul, three strikes hit a bridge".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from heldby.reading.claims.candidates import Candidate
from heldby.reading.parse.parsed_report import ParsedReport
from heldby.reference.lexicon import Lexicon

LEAST = 3
"""Smallest number of sentences in a list."""
CARRY_OUT = frozenset({"conduct", "carry", "launch", "perform", "stage", "mount", "deliver", "make", "execute", "fly", "undertake"})
"""Verbs whose subject is the actor of the act that their object names ("carried out a strike")."""
UP = 3
"""How many ancestors of a figure's number are searched for the noun and the verb of the act that the figure is about."""


class ListActors:
    """The lists of counted strikes in a report, and the party that carried out the strikes.

    A press release names the actor once, at its top. The items of its list ("five strikes engaged ...") have a number but no actor of their
    own. If the report names only one party as the actor of such strikes, that party is the actor of the items. `keys` gives the entity of
    each phrase.
    """

    def __init__(self, parsed: ParsedReport, lexicon: Lexicon, keys: Sequence[str]) -> None:
        self.parsed, self.keys, self.acts = parsed, keys, lexicon.classes["blow"]
        self.actor_of_item = self._find_items()
        """Maps the noun of each counted strike in a list to the phrase of its actor: a token index to a phrase index."""

    def _find_items(self) -> dict[int, int]:
        parsed = self.parsed
        counted: dict[str, list[int]] = {}
        actors: dict[str, list[int]] = {}
        for i, lemma in enumerate(parsed.lemma):
            if lemma in self.acts and parsed.pos[i] == "NOUN":
                found = [n for head in self._actor_heads(i) if (n := parsed.phrase_at.get(head)) is not None and parsed.classes[n] in "AF"]
                actors.setdefault(_without_air(lemma), []).extend(found)
                if not found and self._is_counted_subject(i):
                    counted.setdefault(_without_air(lemma), []).append(i)
        out: dict[int, int] = {}
        for act, nouns in counted.items():
            by = actors.get(act, [])
            if by and len({parsed.sentence[i] for i in nouns}) >= LEAST and len({self.keys[n] for n in by}) == 1:
                out |= {i: by[0] for i in nouns if parsed.phrases[by[0]].head < i}
        return out

    def actor_of(self, candidate: Candidate) -> int | None:
        """Return the phrase of the party that carried out the strike of a candidate, or None if the strike is not in a list."""
        parsed = self.parsed
        above = [i for i in parsed.ancestors(candidate.trigger)[:UP] if candidate.quantity >= 0]
        verbs = [i for i in (candidate.trigger, *above) if parsed.pos[i] == "VERB"][:1]
        while verbs and parsed.dep[verbs[-1]] == "conj":
            verbs.append(parsed.head[verbs[-1]])
        near = (candidate.trigger, *above, *(c for verb in verbs for c in parsed.children[verb] if parsed.dep[c] == "nsubj"))
        return next((self.actor_of_item[i] for i in near if i in self.actor_of_item), None)

    def _is_counted_subject(self, i: int) -> bool:
        """Check whether a noun is a subject and has a number."""
        parsed = self.parsed
        return parsed.dep[i] == "nsubj" and any(parsed.dep[c] == "nummod" for c in parsed.children[i])

    def _actor_heads(self, i: int) -> Iterator[int]:
        """Yield the tokens that name the actor of an act: a modifier of its noun, the noun after "by", or the subject of "carried out"."""
        parsed = self.parsed
        for child in parsed.children[i]:
            if parsed.dep[child] in ("compound", "amod", "nmod:poss") or (parsed.dep[child] == "nmod" and parsed.case(child) == "by"):
                yield child
        verb = parsed.head[i]
        if parsed.lemma[verb] in CARRY_OUT and parsed.dep[i] in ("obj", "nsubj:pass"):
            relation = "nsubj" if parsed.dep[i] == "obj" else "obl:agent"
            yield from (child for child in parsed.children[verb] if parsed.dep[child] == relation)


def _without_air(lemma: str) -> str:
    """Return "strike" for "airstrike", so that both count as one act."""
    return lemma.removeprefix("air")
