"""Measures how a spelling that the gazetteer lacks still finds its place: one spelling of each place is taken out and asked for.

usage: python evaluation/spellings.py [COUNTRY ...] [--show]

Places are those of the pack with two spellings or more in the countries (default IQ SY YE LY); which spelling is taken out is decided by
a hash of the place's name. It goes from every row near the place, the pack's and tier 0's alike, into an index of its own, and is then
looked for in the steps of a reading, in a report that names its country. Right: within 25 km. Each step's row says what it found.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from heldby.reading.places.choose import Name
from heldby.reading.places.widen import settled
from heldby.reference.gazetteer import Gazetteer, distance_km
from heldby.reference.gazetteer.cache import write_whole
from heldby.reference.gazetteer.fold import fold
from heldby.reference.gazetteer.index import fill
from heldby.reference.gazetteer.merge import merge
from heldby.reference.gazetteer.pack_files import read_pack
from heldby.reference.gazetteer.rows import Row
from heldby.reference.gazetteer.towns import read_towns

RIGHT_KM = 25.0
Taken = tuple[str, str, tuple[float, float]]
"""A spelling that was taken out, its country and the point of its place."""


def choose_spelling(row: Row) -> str | None:
    """The spelling to take out of a place; none where it has one alone or no point."""
    latin = [name for name in row.names if name.isascii()]
    if row.lat is None or len({fold(name) for name in latin}) < 2:
        return None
    return latin[int(sha256(row.names[0].encode()).hexdigest(), 16) % len(latin)]


def without(rows: Iterator[Row], taken: Sequence[Taken]) -> Iterator[Row]:
    """The rows without the spellings that were taken out near them; a row that has no other name goes."""
    by_key: dict[str, list[tuple[float, float]]] = {}
    for spelling, _, point in taken:
        by_key.setdefault(fold(spelling), []).append(point)

    def near(row: Row, name: str) -> bool:
        reach = {"town": RIGHT_KM, "quarter": RIGHT_KM, "area1": 2 * row.reach, "area2": RIGHT_KM + row.reach}.get(row.rank, 0.0)
        points = by_key.get(fold(name), ()) if row.lat is not None and row.lon is not None else ()
        return any(distance_km((row.lat or 0.0, row.lon or 0.0), p) <= reach for p in points)

    for row in rows:
        row.names = [name for name in row.names if not near(row, name)]
        row.also = [name for name in row.also if not near(row, name)]
        row.names = row.names or row.also[:1]
        if row.names:
            yield row


def resolve(spelling: str, country: str, gazetteer: Gazetteer) -> tuple[str, tuple[float, float] | None]:
    """The step that answered and the point it gave, as a report that names the country would have it; ("none", None) where none did."""
    hits = gazetteer.named(spelling) or gazetteer.by_variant(spelling)
    land = gazetteer.get(country)
    around = Name("land", tuple(hit for hit in gazetteer.named(land.name if land else country) if hit.entry.rank == "country"), 2.0)
    names = {"land": around, fold(spelling): Name(fold(spelling), hits, 1.0)}
    best = settled(names, {country: 1.0}, gazetteer).get(fold(spelling), ())
    place = best[0].hit.entry if best else None
    return (best[0].hit.step, (place.lat, place.lon)) if place and place.lat is not None and place.lon is not None else ("none", None)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("countries", nargs="*", default=["IQ", "SY", "YE", "LY"])
    parser.add_argument("--show", action="store_true", help="print each spelling that went wrong or was not found")
    options = parser.parse_args()
    pack, towns = list(read_pack()), list(read_towns())
    at = {row.id: (row.lat, row.lon) for row in towns if row.lat is not None and row.lon is not None}
    taken: list[Taken] = []
    for row in pack:
        spelling = choose_spelling(row) if row.rank == "town" and row.countries[0] in options.countries else None
        point = at.get(row.id) or ((row.lat, row.lon) if row.lat is not None and row.lon is not None else None)
        if spelling and point:
            taken.append((spelling, row.countries[0], point))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "held-out.sqlite"
        write_whole(path, lambda base: fill(base, without(merge(pack, towns), taken), {"complete": "yes"}))
        gazetteer, right, wrong = Gazetteer([path]), Counter[str](), Counter[str]()
        for spelling, country, point in taken:
            step, found = resolve(spelling, country, gazetteer)
            good = found is not None and distance_km(found, point) <= RIGHT_KM
            (right if good else wrong)[step] += 1
            if options.show and not good:
                print(json.dumps({"spelling": spelling, "country": country, "step": step, "found": found}))
    total = max(1, len(taken))
    for step in ("exact", "variant", "skeleton", "fuzzy"):
        print(f"{step:>10}  right {right[step] / total:.3f}  wrong {wrong[step] / total:.3f}")
    missed = wrong.pop("none", 0)
    print(
        json.dumps(
            {
                "places": len(taken),
                "right": round(right.total() / total, 3),
                "wrong": round(wrong.total() / total, 3),
                "none": round(missed / total, 3),
            }
        )
    )


if __name__ == "__main__":
    main()
