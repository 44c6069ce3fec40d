"""Finding places: spans, judgement, choice, and what cannot be placed put inside the smallest area that the text names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from heldby.model import Candidate, PlaceRef
from heldby.model.mention import Method, Precision
from heldby.reading.places.choose import Chosen, Name, choose
from heldby.reading.places.features import survey
from heldby.reading.places.judge import judge
from heldby.reading.places.mention import PlaceMention
from heldby.reading.places.spans import Span, Words, find_spans, words_of
from heldby.reading.places.words import vocabulary
from heldby.reference.gazetteer import Entry, Gazetteer, Hit, open_gazetteer
from heldby.reference.gazetteer.fold import fold

THRESHOLD = 0.0
"""Log-odds from which a span counts as a place."""
RUNNERS_UP = 4


@dataclass(slots=True)
class Found:
    """A span taken for a place, the word of type behind it, and the token after all of it."""

    span: Span
    type: str
    last: int
    score: float
    grounds: str
    key: str
    chosen: Sequence[Chosen] = ()


def find_places(
    doc: Doc, *, actors: Sequence[tuple[int, int]] = (), title: str | None = None, outlet: str | None = None, gazetteer: Gazetteer | None = None
) -> list[PlaceMention]:
    """All places that a parsed document names, in order. `actors` are character spans that belong to actors' names.

    Every mention resolves on its own: one that cannot be placed never takes another down. Raises CacheError where no gazetteer was given
    and none can be opened.
    """
    known = gazetteer or open_gazetteer()
    words = words_of(doc)
    found = judged(words, find_spans(words, known, actors))
    names = grouped(words, found)
    answers = choose(names, favoured(words, known))
    for one in found:
        one.chosen = answers.get(one.key, ())
    return [mention(words, one, enclosing(words, found, k), known) for k, one in enumerate(found)]


def judged(words: Words, spans: Sequence[Span]) -> list[Found]:
    """The spans that are places, each with the grounds."""
    seen = survey(words, spans)
    out = []
    for span in spans:
        score, grounds = judge(words, span, seen)
        if score >= THRESHOLD:
            kind, last = typed(words, span)
            out.append(Found(span, kind, last, score, grounds, ""))
    return out


def typed(words: Words, span: Span) -> tuple[str, int]:
    """The noun of type right behind a name ("Anbar province", "Euphrates River") and where the whole ends."""
    i = span.last
    if (
        i < len(words.text)
        and words.lower[i] in vocabulary().place_types
        and words.sentence[i] == words.sentence[span.first]
        and words.start[i] == words.start[i - 1] + len(words.text[i - 1]) + 1
    ):
        return words.lower[i], i + 1
    return "", span.last


def fitting(hits: tuple[Hit, ...], kind: str) -> tuple[Hit, ...]:
    """The candidates that the noun of type allows: a province is no village. All of them where it allows none of the towns."""
    if kind in vocabulary().area_types:
        fit = tuple(h for h in hits if h.entry.rank in ("area1", "area2", "country"))
        return fit if fit or kind not in ("county", "parish", "province", "governorate", "oblast") else ()
    if kind in vocabulary().settlement_types:
        return tuple(h for h in hits if h.entry.rank in ("town", "quarter")) or hits
    return hits


def grouped(words: Words, found: Sequence[Found]) -> dict[str, Name]:
    """The names of a report, each once, with their candidates and the names that directly follow them."""
    names: dict[str, Name] = {}
    for one in found:
        one.key = fold(one.span.name) + (f" {one.type}" if one.type in vocabulary().area_types else "")
        name = names.setdefault(one.key, Name(one.key, fitting(one.span.hits, one.type), 0.0))
        name.weight += 1.0
    for one, other in zip(found, found[1:], strict=False):
        gap = words.lower[one.last : other.span.first]
        if gap in ([","], ["("], [",", "in"], ["in"], ["in", "the"], ["of"]) or (gap in (["'s"], ["’s"])):
            names[one.key].linked.add(other.key)
    return names


def favoured(words: Words, gazetteer: Gazetteer) -> dict[str, float]:
    """Countries whose people the text names ("Syrian"), by how often: they speak for their towns."""
    counts: dict[str, float] = {}
    for i, capital in enumerate(words.capital):
        if capital and (place := gazetteer.demonym(words.text[i])) is not None and place.country:
            counts[place.country] = counts.get(place.country, 0.0) + 1.0
    return {country: min(1.5, 0.5 + 0.25 * count) for country, count in counts.items()}


def enclosing(words: Words, found: Sequence[Found], k: int) -> Entry | None:
    """The smallest area that the text puts around the k-th place: one right behind it in its sentence, else the sentence's last area before it."""
    one = found[k]
    sentence = words.sentence[one.span.first]
    after = [f for f in found[k + 1 : k + 5] if words.sentence[f.span.first] == sentence]
    before = [f for f in reversed(found[max(0, k - 4) : k]) if words.sentence[f.span.first] == sentence]
    areas = [f.chosen[0].hit.entry for f in (*after, *before) if f.chosen and f.chosen[0].hit.entry.rank in ("area1", "area2", "country")]
    return min(areas, key=lambda e: {"area2": 0, "area1": 1}.get(e.rank, 2)) if areas else None


def mention(words: Words, one: Found, around: Entry | None, gazetteer: Gazetteer) -> PlaceMention:
    """A span with its answer as the public type."""
    start = words.start[one.span.first]
    end = words.start[one.last - 1] + len(words.text[one.last - 1])
    text = words.doc.text[start:end]
    ref = placed(text, start, end, one.chosen[0].hit, gazetteer) if one.chosen else unplaced(text, start, end, around, gazetteer)
    runners = tuple(
        Candidate(id=c.hit.entry.id, name=c.hit.entry.name, lat=c.hit.entry.lat, lon=c.hit.entry.lon, score=round(c.score, 3))
        for c in one.chosen[: RUNNERS_UP + 1] if c.hit.entry.lat is not None and c.hit.entry.lon is not None
    )  # fmt: skip
    return PlaceMention(start, end, one.span.last - 1, ref, runners, round(one.score, 2), one.grounds)


def placed(text: str, start: int, end: int, hit: Hit, gazetteer: Gazetteer) -> PlaceRef:
    """A reference to a known place."""
    place = hit.entry
    return PlaceRef(
        text=text, start=start, end=end, id=place.id, name=place.name, within=gazetteer.within(place), country=place.country, lat=place.lat,
        lon=place.lon, precision=precision_of(place), radius_km=place.radius_km, method=method_of(hit),
    )  # fmt: skip


def unplaced(text: str, start: int, end: int, around: Entry | None, gazetteer: Gazetteer) -> PlaceRef:
    """A reference to a place that is only known by name, inside the smallest known area; it has no point."""
    if around is None:
        return PlaceRef(text=text, start=start, end=end, name=text)
    inside = ", ".join(filter(None, (around.name, gazetteer.within(around))))
    return PlaceRef(text=text, start=start, end=end, name=text, within=inside, country=around.country, precision=precision_of(around), method="enclosing-area")


def precision_of(place: Entry) -> Precision:
    """How exact a place's point is, by its rank and size."""
    ranks: dict[str, Precision] = {"country": "country", "area1": "admin1", "area2": "admin2", "course": "line"}
    if place.rank in ranks:
        return ranks[place.rank]
    return "point" if place.radius_km <= 10.0 or place.rank == "town" else "area"


def method_of(hit: Hit) -> Method:
    """The step of matching in the public format's words."""
    if hit.entry.rank == "course":
        return "course"
    if hit.step in ("variant", "skeleton"):
        return "variant"
    if hit.step == "fuzzy":
        return "fuzzy"
    return "curated" if hit.entry.curated else "exact"
