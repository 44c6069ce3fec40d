"""The pixels of the WebGL map: the first frame, the chosen place, and the land beyond the first view."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from map_pixels import Colour, colour_at, share_of  # type: ignore[import-not-found]

from heldby.presentation.schema import PagePlace, Version
from heldby.report import PageData
from page_sample import IRAQ, IS, sample, span

if TYPE_CHECKING:
    from playwright.sync_api import Page

Open = Callable[..., "Page"]
Write = Callable[[PageData, Path], Path]
expect = pytest.importorskip("playwright.sync_api").expect
HOLDER = (220, 128, 54)
"""The orange of the second side over land, at the opacity for the probability of Hawija."""
LAND, SEA = (0xF5, 0xF1, 0xE8), (0xD6, 0xE2, 0xE8)
RING_PX = range(15, 21)
"""Distances from the centre of the chosen place at which its ring is drawn."""
HAWIJA, INDIA, ARABIAN_SEA = (43.772, 35.326), (77.0, 22.0), (62.0, 15.0)
ENCLAVE = (42.004, 35.0)


def colour_of(page: Page, place: tuple[float, float]) -> Colour:
    return colour_at(page, *share_of(page, *place))


def test_first_complete_frame_has_the_colours_of_the_holders(show_drawn: Open) -> None:
    page = show_drawn("on=2017-11-12&theme=light&hide=fronts.advances")
    assert max(abs(one - other) for one, other in zip(colour_of(page, HAWIJA), HOLDER, strict=True)) < 12


def test_chosen_place_stays_marked_when_the_theme_changes(show_drawn: Open) -> None:
    page = show_drawn("on=2017-11-12&theme=light&hide=fronts.advances&place=hawija")
    assert min(map(max, along_ring(page))) < 0x60, "the ring is dark in the light theme"
    page.get_by_role("button", name="Dark mode").click()
    page.locator("html[data-theme=dark] [data-ready=true]").wait_for()
    assert max(map(min, along_ring(page))) > 0xA0, "the ring is light in the dark theme"


def along_ring(page: Page) -> list[Colour]:
    x, y = share_of(page, *HAWIJA)
    width = page.locator(".map").evaluate("map => map.clientWidth")
    return [colour_at(page, x + far / width, y) for far in RING_PX]


def test_zooming_out_shows_the_land_beyond(show_drawn: Open) -> None:
    page = show_drawn("theme=light&hide=fronts.advances")
    for _ in range(4):
        page.get_by_role("button", name="Zoom out").click()
    page.wait_for_timeout(1500)
    assert colour_of(page, INDIA) == LAND
    assert colour_of(page, ARABIAN_SEA) == SEA


def crowd() -> PageData:
    """Return thousands of places of one side with one place of another side among them."""
    held, other = (Version(intervals=(span("2017-11-01", None, side, 0.95),)) for side in (IRAQ, IS))
    spots = [(33 + 0.05 * (n // 81), 40 + 0.05 * (n % 81)) for n in range(81 * 81)]
    places = [*((at, held) for at in spots), ((ENCLAVE[1], ENCLAVE[0]), other)]
    made = tuple(
        PagePlace(id=f"p{n}", name=f"Town {n}", lat=lat, lon=lon, precision="point", versions=(version,))
        for n, ((lat, lon), version) in enumerate(places)
    )
    return sample().model_copy(update={"places": made, "claims": (), "reports": (), "disputes": (), "rivers": (), "landmarks": ()})


def test_crowded_places_are_thinned_out_until_zoomed_in(show_drawn: Open, write: Write, tmp_path: Path) -> None:
    page = show_drawn("theme=light", path=write(crowd(), tmp_path / "report.html"))
    note = page.get_by_text("Zoom in to see all places")
    expect(note).to_be_visible()
    assert not is_orange(colour_of(page, ENCLAVE)), "the place beside it is shown for both"
    page.get_by_role("button", name="Zoom in").click()
    expect(note).to_have_count(0)
    assert is_orange(colour_of(page, ENCLAVE))


def is_orange(colour: Colour) -> bool:
    return colour[0] > colour[2] + 60
