"""Who holds what on the last day of the period, area by area."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from heldby.presentation.map_picture import MappedPlace
from heldby.presentation.wording import counted, day, name, probability, sentence
from heldby.sitrep.annex import Draft, newest_first
from heldby.sitrep.material import Material
from heldby.views import Holding

AREA_PRECISIONS = frozenset({"country", "admin1", "admin2"})
AREAS = "Provinces and countries as a whole"
NO_AREA = "Area not known"


def reported_by_area(material: Material) -> dict[str, list[Holding]]:
    """Return the places with a reported holder, grouped by the area that they lie in: large groups first, whole areas last."""
    groups: dict[str, list[Holding]] = defaultdict(list)
    for one in material.holdings:
        if not one.inferred:
            groups[AREAS if is_area(material, one) else one.within or one.country or NO_AREA].append(one)
    ordered = sorted(groups.items(), key=lambda pair: (pair[0] == AREAS, -len(pair[1]), pair[0]))
    return {area: sorted(holdings, key=lambda one: (one.place, one.id)) for area, holdings in ordered}


def is_area(material: Material, holding: Holding) -> bool:
    """Check whether a place is a province, district or country. Its centre is not a point that anybody holds."""
    # If only its area is known, a place has the precision of the area too, but no id of the gazetteer.
    return material.controls[holding.id].precision in AREA_PRECISIONS and "|" not in holding.id


def holder_draft(holding: Holding) -> Draft:
    """Return a draft that says who holds a place, since when and how sure that is."""
    place, holder = name(holding.place), name(holding.holder) if holding.holder else "an unknown party"
    if holding.status == "contested":
        text = f"{place} has been contested{_since(holding)}" + (f"; the last holder known is {holder}" if holding.holder else "")
    else:
        text = f"{place} has been held by {holder}{_since(holding)}" + ("; it is besieged" if holding.status == "besieged" else "")
    text = f"{text} ({probability(holding.p or 0)}; {counted(holding.families, 'independent report')})"
    return Draft(sentence(text), newest_first(holding.sentences))


def _since(holding: Holding) -> str:
    if holding.since is None:
        return ", no report says since when"
    return f" since {day(holding.since)}{' at the latest' if holding.onset == 'by' else ''}"


def mapped(material: Material, holdings: Sequence[Holding]) -> tuple[list[MappedPlace], list[str]]:
    """Return the places that have a point, for a map, and the names of those that have none. Whole areas are in neither."""
    shown, missing = [], []
    for one in holdings:
        if is_area(material, one):
            continue
        if one.lat is None or one.lon is None:
            missing.append(name(one.place))
        else:
            exact = material.controls[one.id].precision == "point"
            shown.append(MappedPlace(one.place, one.lat, one.lon, one.side, one.status, one.inferred, exact))
    return shown, missing
