"""The places of a claim: those that fill its place role, without the speaker's seat and without areas that only contain another place."""

from __future__ import annotations

from collections.abc import Collection

from heldby.model import PlaceRef
from heldby.reading.attribution.speech_act import SpeechAct
from heldby.reading.claims.analysed_report import AnalysedReport
from heldby.reading.claims.calibration import TERRITORY
from heldby.reading.claims.candidates import Candidate
from heldby.reading.claims.constructions.tree_walk import child_of
from heldby.reading.claims.most_specific_place import most_specific
from heldby.reading.claims.phrase_index import PhraseIndex
from heldby.reading.parse.parsed_report import ParsedReport

ALWAYS_PLACED = frozenset(
    {"event/capture", "event/withdraw", "event/besiege", "control/holds", "control/lost", "control/contests", "control/besieged"}
)
"""Labels of claims that always concern a place. Such a claim without a place takes the one place that the report's title names, if any."""
TOWARDS = frozenset({"to", "toward", "towards", "into", "onto"})
"""Prepositions before the place that somebody withdraws to."""
ROADS = frozenset({"road", "highway", "route", "motorway", "track", "way", "bridge", "corridor"})
LEADING = frozenset({"to", "towards", "between", "from", "into"})
MOST = 8
"""Largest number of places of a claim."""


def claim_places(
    index: PhraseIndex, candidate: Candidate, fillers: list[tuple[int, float]], act: SpeechAct | None
) -> tuple[PlaceRef, ...]:  # fmt: skip
    """Return the distinct places of a claim.

    `fillers` are the phrases in its place role, with their probabilities. `act` is the speech act that covers the claim, if any.
    """
    parsed = index.parsed
    kept = [n for n, _ in fillers[:MOST] if not (act and _is_speakers_seat(parsed, act.speaker, parsed.phrases[n].head))]
    if candidate.label == "event/withdraw":
        kept = [n for n in kept if not _is_destination(parsed, candidate.trigger, parsed.phrases[n].head)]
    if candidate.label in TERRITORY:
        kept = [n for n in kept if not _is_end_of_road(parsed, parsed.phrases[n].head)]
        kept = [n for n in kept if not _measures_from(index, n, candidate.trigger)]
    kept = [_own_words(index, n, candidate.trigger) for n in kept]
    kept = _without_dateline(index.analysed, kept)
    kept = [n for n in kept if not _only_describes_another(parsed, parsed.phrases[n].head, [parsed.phrases[k].head for k in kept])]
    kept = _with_whole(index, candidate, kept)
    places = [index.place(n) for n in kept]
    heads = {parsed.phrases[n].head for n in kept}
    listed = frozenset(
        place.start for n, place in zip(kept, places, strict=True) if place.start and _is_coordinated(parsed, parsed.phrases[n].head, heads)
    )
    distinct: dict[str, PlaceRef] = {}
    for place in places:  # after "shelled the outskirts of Ghazni and took the city", all of Ghazni
        key = place.id or place.text.casefold()
        if key not in distinct or (distinct[key].relative and place.anaphor and not place.relative):
            distinct[key] = place
    return most_specific(tuple(distinct.values()), listed)


def place_from_title(index: PhraseIndex, candidate: Candidate) -> PlaceRef | None:
    """Return the place in the report's title for a claim that always concerns a place, else None.

    If the claim's sentence names that place itself, the place has another part in the sentence, and the result is None.
    """
    if candidate.label not in ALWAYS_PLACED:
        return None
    place = index.title_place()
    return place if place and not _is_named_in_sentence(index.analysed, candidate.trigger, place) else None


def _is_coordinated(parsed: ParsedReport, head: int, others: Collection[int]) -> bool:
    """Check whether a phrase is coordinated with one of the others."""
    return (parsed.dep[head] == "conj" and parsed.head[head] in others) or any(
        parsed.dep[child] == "conj" and child in others for child in parsed.children[head]
    )


def _is_speakers_seat(parsed: ParsedReport, speaker: int, head: int) -> bool:
    """Check whether a phrase only says where the speaker is based: "the ministry in Moscow said"."""
    return head != speaker and speaker in parsed.ancestors(head)


def _with_whole(index: PhraseIndex, candidate: Candidate, kept: list[int]) -> list[int]:
    """Add "the city" if it is what was taken and is the town whose outskirts are told: "entered the outskirts of X and took the city"."""
    parsed = index.parsed
    taken = child_of(parsed, candidate.trigger, "obj")
    row = parsed.phrase_at.get(taken) if taken is not None else None
    if row is None or row in kept or not kept or candidate.label != "event/capture" or parsed.classes[row] != "P":
        return kept
    whole = index.place(row)
    same = whole.id is not None and not whole.relative and whole.id in {index.place(n).id for n in kept}
    return [*kept, row] if same else kept


def _is_end_of_road(parsed: ParsedReport, head: int) -> bool:
    """Check for a place that a road leads to: who controls "the roads to Mellit, Kutum and Nyala" does not control these towns."""
    while parsed.dep[head] == "conj" and parsed.head[head] != head:
        head = parsed.head[head]
    case = next((c for c in parsed.children[head] if parsed.dep[c] == "case" and parsed.lower[c] in LEADING), 0)
    return case > 0 and parsed.lemma[case - 1] in ROADS


def _measures_from(index: PhraseIndex, row: int, trigger: int) -> bool:
    """Check for a town from which another sentence only measures a distance: "30 km from X"."""
    relative, head = index.place(row).relative, index.parsed.phrases[row].head
    return relative is not None and relative.km is not None and index.parsed.sentence[head] != index.parsed.sentence[trigger]


def _own_words(index: PhraseIndex, row: int, trigger: int) -> int:
    """Return the phrase of the claim's own sentence for a part or site of a town that another sentence names.

    After "took the airport at X", "left the town" is about X itself. After "At Y, troops were encircled", "held the town" is about Y, even
    if no gazetteer has it.
    """
    parsed, other = index.parsed, index.place(row)
    here = parsed.sentence[trigger]
    if other.id is None:
        return row
    own = (n for n in parsed.in_sentence[here] if parsed.classes[n] == "P" and (ref := index.place(n)).id == other.id and not ref.relative)
    mine = row if parsed.sentence[parsed.phrases[row].head] == here else next(own, None)
    if mine is None:
        return row
    place = index.place(mine)
    nearer = _nearer_unlisted(index, mine, place.start) if place.anaphor and place.start is not None else None
    return nearer if nearer is not None else mine if other.relative is not None else row


def _nearer_unlisted(index: PhraseIndex, row: int, named: int) -> int | None:
    """Return the place of the sentence before that "the town" stands for although no gazetteer has it, or None.

    `named` is the offset of the listed place for which the description was taken. It must lie farther back.
    """
    parsed, doc = index.parsed, index.analysed.doc
    here = parsed.sentence[parsed.phrases[row].head]
    if here == 0 or doc[parsed.sentences[here - 1][0]].idx <= named:
        return None
    first = parsed.sentences[here - 1][0]
    fronted = (n for n in parsed.in_sentence[here - 1] if parsed.phrases[n].left == first + 1 and parsed.lower[first] in ("at", "in"))
    found = (n for n in fronted if parsed.classes[n] in "PH" and n not in parsed.anaphors)
    return next((n for n in found if (ref := index.place(n)).id is None and ref.text[:1].isupper()), None)


def _without_dateline(analysed: AnalysedReport, kept: list[int]) -> list[int]:
    """Return the phrases without the place of filing, if the claim has another place."""
    start, end = analysed.dateline
    inside = [n for n in kept if start <= analysed.doc[analysed.parsed.phrases[n].head].idx < end]
    return [n for n in kept if n not in inside] if len(inside) < len(kept) else kept


def _is_destination(parsed: ParsedReport, trigger: int, head: int) -> bool:
    """Check whether a place is where somebody withdraws to, not from."""
    return parsed.case(head) in TOWARDS and trigger in parsed.ancestors(head)


def _only_describes_another(parsed: ParsedReport, head: int, others: Collection[int]) -> bool:
    """Check whether a place only says where another lies: Damascus in "the Damascus suburb of Douma"."""
    noun = parsed.head[head]
    if parsed.dep[head] not in ("compound", "nmod:poss", "nmod", "amod") or parsed.pos[noun] != "NOUN" or noun in others:
        return False
    return any(other != head and parsed.head[other] == noun and parsed.case(other) == "of" for other in others)


def _is_named_in_sentence(analysed: AnalysedReport, trigger: int, place: PlaceRef) -> bool:
    doc, (first, last) = analysed.doc, analysed.parsed.sentences[analysed.parsed.sentence[trigger]]
    start, end = doc[first].idx, doc[last - 1].idx
    return any(start <= p.start <= end and p.ref.id == place.id for p in analysed.places if not p.nominal)
