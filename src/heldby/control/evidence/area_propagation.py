"""Areas: what is said of a province or country speaks, weakly, for the places in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from heldby.control.evidence.place_summaries import PlaceSummary
from heldby.reference.place_keys import bare


def areas_of(sheets: Mapping[str, PlaceSummary]) -> dict[str, tuple[str, ...]]:
    """For each place that is no area the areas it lies in of which something is told that they pass on to it."""
    named = named_areas(sheets)
    found: dict[tuple[str | None, str | None], tuple[str, ...]] = {}
    for sheet in sheets.values():
        where = (sheet.site.within, sheet.site.country)
        if where not in found:
            found[where] = tuple(around(*where, named))
    return {key: found[sheet.site.within, sheet.site.country] for key, sheet in sheets.items() if not sheet.site.area}


def named_areas(sheets: Mapping[str, PlaceSummary]) -> dict[tuple[str, str | None], list[str]]:
    """The areas of which something is told that they pass on, by bare name (a country's is empty) and country."""
    named: dict[tuple[str, str | None], list[str]] = defaultdict(list)
    for key, sheet in sheets.items():
        if sheet.site.area and sheet.passed_on:
            named["" if sheet.site.precision == "country" else bare(sheet.site.name), sheet.site.country].append(key)
    return named


def around(within: str | None, country: str | None, named: Mapping[tuple[str, str | None], Sequence[str]]) -> Iterator[str]:
    """Those of the named areas that a place so described lies in."""
    names = dict.fromkeys(["", *(bare(part) for part in (within or "").split(","))])
    return (area for name in names if country or name for area in named.get((name, country), ()))
