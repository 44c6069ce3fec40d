"""Places that no report says anything about."""

from __future__ import annotations

from heldby.control import (
    ControlInput,
    impute_places,
    infer_control,
)
from heldby.reference.place_keys import tracked_places
from heldby.reference.sides import SideResolver
from sample_claims import IRAQ, RAWA, STATE, claim, day

CLAIMS = [
    claim("a", "holds", STATE),
    claim("b", "capture", IRAQ, target=(STATE,), when="2017-11-03"),
    claim("c", "capture", IRAQ, target=(STATE,), when="2017-11-03"),
    claim("d", "holds", STATE, place=RAWA),
    claim("e", "capture", STATE, target=(IRAQ,), when="2017-11-03"),
]
DAYS = {"a": day("2017-10-20"), "b": day("2017-11-03"), "c": day("2017-11-05"), "d": day("2017-11-05"), "e": day("2017-11-03")}


def test_unreported_places_are_imputed_from_near_ones_and_marked_inferred():
    village = RAWA.model_copy(update={"id": "village", "name": "Village", "lat": 34.37, "lon": 41.13})
    far = RAWA.model_copy(update={"id": "far", "name": "Far", "lat": 36.3, "lon": 43.1})
    strikes = [claim("a", "kill", IRAQ, place=place, when="2017-11-06") for place in (village, far)]
    controls = infer_control(ControlInput([*CLAIMS[:3], *strikes], published=DAYS))
    (row,) = impute_places(controls, tracked_places(strikes).values())
    assert row.id == "village" and all(i.inferred and i.p <= 0.8 and not i.claims for i in row.intervals)
    assert row.intervals[-1].holder == "Government of Iraq"


def test_neighbour_across_a_river_counts_less():
    village = RAWA.model_copy(update={"id": "village", "name": "Village", "lat": 34.37, "lon": 41.2})
    strikes = [claim("a", "kill", IRAQ, place=village, when="2017-11-06")]
    controls = infer_control(ControlInput(CLAIMS[:3], published=DAYS))
    (open_land,) = impute_places(controls, tracked_places(strikes).values())
    river = [((34.0, 41.15), (34.8, 41.15))]
    across = impute_places(controls, tracked_places(strikes).values(), rivers=river)
    assert not across or across[0].intervals[-1].p < open_land.intervals[-1].p
    assert impute_places(controls, tracked_places(strikes).values(), rivers=[((34.0, 41.3), (34.8, 41.3))]) == [open_land]


def test_place_without_neighbours_is_shown_with_its_sovereign():
    far = RAWA.model_copy(update={"id": "far", "name": "Far", "lat": 36.3, "lon": 43.1})
    (row,) = impute_places([], tracked_places([claim("a", "kill", IRAQ, place=far)]).values(), sides=SideResolver())
    (held,) = row.intervals
    assert (held.side, held.inferred, held.p, held.claims, held.first, held.last) == ("government-of-iraq", True, 0.5, (), None, None)
