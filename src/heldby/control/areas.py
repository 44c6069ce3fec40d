"""Areas: what is said of a province or country speaks, weakly, for the places in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from heldby.control.statements import Statement
from heldby.reference.sites import Site, bare


def from_areas(said: dict[str, list[Statement]], places: Mapping[str, Site], share: float) -> None:
    """Adds to each site's statements those of gains and losses in the areas it lies in, with `share` of their strength."""
    areas: dict[tuple[str, str | None], list[Site]] = defaultdict(list)
    for key in said:
        if places[key].area:
            areas[("" if places[key].precision == "country" else bare(places[key].name), places[key].country)].append(places[key])
    spoken = {key: [one for one in said[key] if one.form in ("change", "state")] for key in said if places[key].area}
    for key, group in said.items():
        site = places[key]
        if site.area:
            continue
        names = dict.fromkeys(["", *(bare(part) for part in (site.within or "").split(","))])
        for area in (area for name in names for area in areas.get((name, site.country), ()) if site.country or name):
            group += [replace(one, site=key, strength=one.strength * share, area=True) for one in spoken[area.key]]
        group.sort(key=lambda s: (s.first or 0, s.last or 0, s.claim.id))
