"""Find the provinces and countries whose statements count, with less strength, for the places inside them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from heldby.control.evidence.place_summaries import PlaceSummary
from heldby.reference.place_keys import bare_area_name


def areas_by_place(summaries: Mapping[str, PlaceSummary]) -> dict[str, tuple[str, ...]]:
    """Return, for each place that is not an area, the keys of the areas around it that have statements to pass on."""
    named = areas_by_name(summaries)
    found: dict[tuple[str | None, str | None], tuple[str, ...]] = {}
    for summary in summaries.values():
        where = (summary.place.within, summary.place.country)
        if where not in found:
            found[where] = tuple(enclosing_areas(*where, named))
    return {key: found[one.place.within, one.place.country] for key, one in summaries.items() if not one.place.area}


def areas_by_name(summaries: Mapping[str, PlaceSummary]) -> dict[tuple[str, str | None], list[str]]:
    """Return the keys of the areas that have statements to pass on, by bare name (empty for a country) and country code."""
    named: dict[tuple[str, str | None], list[str]] = defaultdict(list)
    for key, one in summaries.items():
        if one.place.area and one.passes_on:
            named["" if one.place.precision == "country" else bare_area_name(one.place.name), one.place.country].append(key)
    return named


def enclosing_areas(within: str | None, country: str | None, named: Mapping[tuple[str, str | None], Sequence[str]]) -> Iterator[str]:
    """Yield the keys of the areas in `named` (see `areas_by_name`) that enclose a place with the given `within` and `country`."""
    names = dict.fromkeys(["", *(bare_area_name(part) for part in (within or "").split(","))])
    return (area for name in names if country or name for area in named.get((name, country), ()))
