"""Measure how often a spelling that the gazetteer lacks still finds its place.

usage: python -m evaluation.spellings [COUNTRY ...] [--show]

The test takes the places of the pack in the countries (default IQ SY YE LY) that have two or more spellings, and removes one spelling of
each, chosen by a hash of the place's name. It is removed from every row near the place, in the pack and in tier 0, and then looked up as in
a report that names the country. A result within 25 km is right. The first rows show the effect of each look-up step added to those before
it; the later rows show which step answered.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from heldby.base.geo import distance_km
from heldby.reading.mentions.places import fuzzy_match
from heldby.reading.mentions.places.disambiguate import Name
from heldby.reading.mentions.places.fuzzy_match import resolve_names
from heldby.reference.gazetteer import Gazetteer, Hit
from heldby.reference.gazetteer.cache import write_index
from heldby.reference.gazetteer.curated_pack import read_pack
from heldby.reference.gazetteer.geonames_cities import read_towns
from heldby.reference.gazetteer.index import fill_index
from heldby.reference.gazetteer.merge_pack import merge
from heldby.reference.gazetteer.name_keys import fold_name
from heldby.reference.gazetteer.rows import PlaceRow

RIGHT_KM = 25.0
STEPS = ("exact", "variant", "skeleton", "fuzzy")
Removed = tuple[str, str, tuple[float, float]]
"""A removed spelling, its country, and the latitude and longitude of its place."""


def choose_spelling(row: PlaceRow) -> str | None:
    """Return the spelling to remove from a place, or None if it has only one or no coordinates."""
    latin = [name for name in row.names if name.isascii()]
    if row.lat is None or len({fold_name(name) for name in latin}) < 2:
        return None
    return latin[int(sha256(row.names[0].encode()).hexdigest(), 16) % len(latin)]


def without(rows: Iterator[PlaceRow], removed: Sequence[Removed]) -> Iterator[PlaceRow]:
    """Yield the rows without the spellings removed near them. Rows without any other name are left out."""
    by_key: dict[str, list[tuple[float, float]]] = {}
    for spelling, _, point in removed:
        by_key.setdefault(fold_name(spelling), []).append(point)

    def near(row: PlaceRow, name: str) -> bool:
        reach = {
            "town": RIGHT_KM,
            "quarter": RIGHT_KM,
            "area1": 2 * row.radius_or_typical_km,
            "area2": RIGHT_KM + row.radius_or_typical_km,
        }.get(row.rank, 0.0)
        points = by_key.get(fold_name(name), ()) if row.lat is not None and row.lon is not None else ()
        return any(distance_km((row.lat or 0.0, row.lon or 0.0), p) <= reach for p in points)

    for row in rows:
        row.names = [name for name in row.names if not near(row, name)]
        row.also = [name for name in row.also if not near(row, name)]
        row.names = row.names or row.also[:1]
        if row.names:
            yield row


class StepwiseGazetteer(Gazetteer):
    """A gazetteer that uses only some of the look-up steps."""

    def __init__(self, path: Path, steps: Sequence[str]) -> None:
        super().__init__([path])
        self.steps = steps

    def _by_variant(self, name: str) -> tuple[Hit, ...]:
        return super()._by_variant(name) if "variant" in self.steps else ()

    def _by_skeleton(self, name: str) -> tuple[Hit, ...]:
        return super()._by_skeleton(name) if "skeleton" in self.steps else ()

    def fuzzy(self, name: str, country: str, most: int = 3) -> tuple[Hit, ...]:
        return super().fuzzy(name, country, most) if "fuzzy" in self.steps else ()


def resolve(spelling: str, country: str, gazetteer: Gazetteer) -> tuple[str, tuple[float, float] | None]:
    """Look up a spelling as in a report that names the country; return the step that answered and its coordinates, or ("none", None)."""
    hits = gazetteer.named(spelling) or gazetteer.by_variant(spelling)
    land = gazetteer.get(country)
    around = Name("land", tuple(hit for hit in gazetteer.named(land.name if land else country) if hit.entry.rank == "country"), 2.0)
    names = {"land": around, fold_name(spelling): Name(fold_name(spelling), hits, 1.0)}
    best = next(iter(resolve_names(names, {country: 1.0}, gazetteer).get(fold_name(spelling), ())), None)
    if best is None or best.hit.entry.lat is None or best.hit.entry.lon is None:
        return "none", None
    return best.hit.step, (best.hit.entry.lat, best.hit.entry.lon)


def removed_spellings(countries: Sequence[str]) -> Iterator[Removed]:
    """Yield one spelling of each place of the pack in these countries that has two or more."""
    at = {row.id: (row.lat, row.lon) for row in read_towns() if row.lat is not None and row.lon is not None}
    for row in read_pack():
        spelling = choose_spelling(row) if row.rank == "town" and row.countries[0] in countries else None
        point = at.get(row.id) or ((row.lat, row.lon) if row.lat is not None and row.lon is not None else None)
        if spelling and point:
            yield spelling, row.countries[0], point


def count_answers(removed: Sequence[Removed], gazetteer: Gazetteer, show: bool) -> tuple[Counter[str], Counter[str]]:
    """Count the right and the wrong answers by step. `none` among the wrong counts the spellings without an answer."""
    right, wrong = Counter[str](), Counter[str]()
    for spelling, country, point in removed:
        step, found = resolve(spelling, country, gazetteer)
        good = found is not None and distance_km(found, point) <= RIGHT_KM
        (right if good else wrong)[step] += 1
        if show and not good:
            print(json.dumps({"spelling": spelling, "country": country, "step": step, "found": found}))
    return right, wrong


def count_by_step(removed: Sequence[Removed], path: Path) -> Iterator[tuple[str, Counter[str], Counter[str]]]:
    """Yield the counts for each number of look-up steps, with isolated places; then those for all steps without them, as in reading."""
    least, fuzzy_match.MIN_SUPPORT = fuzzy_match.MIN_SUPPORT, -1.0
    for k, step in enumerate(STEPS):
        yield step, *count_answers(removed, StepwiseGazetteer(path, STEPS[: k + 1]), False)
    fuzzy_match.MIN_SUPPORT = least
    yield "no isolated", *count_answers(removed, StepwiseGazetteer(path, STEPS), False)


def line(title: str, right: int, wrong: int, total: int) -> str:
    """Return a row of the table."""
    return f"{title:>14}  right {right / total:.3f}  wrong {wrong / total:.3f}"


def main() -> None:
    """Read the options and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("countries", nargs="*", default=["IQ", "SY", "YE", "LY"])
    parser.add_argument("--show", action="store_true", help="print each spelling with a wrong answer or none")
    options = parser.parse_args()
    removed = list(removed_spellings(options.countries))
    total = max(1, len(removed))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "held-out.sqlite"
        write_index(path, lambda base: fill_index(base, without(merge(list(read_pack()), read_towns()), removed), {"complete": "yes"}))
        print("With each step added:")
        for step, right, wrong in count_by_step(removed, path):
            print(line(step, right.total(), wrong.total() - wrong["none"], total))
        right, wrong = count_answers(removed, Gazetteer([path]), options.show)
    print("Which step answered:")
    for step in STEPS:
        print(line(step, right[step], wrong[step], total))
    missed = wrong.pop("none", 0)
    shares = {"right": right.total() / total, "wrong": wrong.total() / total, "none": missed / total}
    print(json.dumps({"places": len(removed), **{name: round(share, 3) for name, share in shares.items()}}))


if __name__ == "__main__":
    main()
