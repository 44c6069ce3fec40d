"""Areas: what is said of a province or country speaks, weakly, for the places in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from heldby.control.sheets import Sheet
from heldby.reference.sites import Site, bare


def areas_of(sheets: Mapping[str, Sheet]) -> dict[str, tuple[str, ...]]:
    """For each place that is no area the areas it lies in of which something is told that they pass on to it."""
    named: dict[tuple[str, str | None], list[str]] = defaultdict(list)
    for key, sheet in sheets.items():
        if sheet.site.area and sheet.passed_on:
            named[("" if sheet.site.precision == "country" else bare(sheet.site.name), sheet.site.country)].append(key)
    found: dict[tuple[str | None, str | None], tuple[str, ...]] = {}
    for sheet in sheets.values():
        where = (sheet.site.within, sheet.site.country)
        if where not in found:
            found[where] = tuple(_around(sheet.site, named))
    return {key: found[sheet.site.within, sheet.site.country] for key, sheet in sheets.items() if not sheet.site.area}


def _around(site: Site, named: Mapping[tuple[str, str | None], list[str]]) -> Iterable[str]:
    names = dict.fromkeys(["", *(bare(part) for part in (site.within or "").split(","))])
    return (area for name in names if site.country or name for area in named.get((name, site.country), ()))
