"""The map as WebGL draws it: what is seen first, what is chosen, and the land beyond what was first in sight."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from seeing import Colour, colour_at, share_of  # type: ignore[import-not-found]

from heldby.presentation.schema import PagePlace, Version
from heldby.report import PageData
from page_sample import IRAQ, IS, sample, span

if TYPE_CHECKING:
    from playwright.sync_api import Page

Open = Callable[..., "Page"]
Write = Callable[[PageData, Path], Path]
expect = pytest.importorskip("playwright.sync_api").expect
HOLDER = (220, 128, 54)
"""The second side's orange, as sure as the page is of Hawija, on land."""
LAND, SEA = (0xF5, 0xF1, 0xE8), (0xD6, 0xE2, 0xE8)
RING_PX = range(15, 21)
"""Where the ring is met, going from the middle of what is chosen."""
HAWIJA, INDIA, ARABIAN_SEA = (43.772, 35.326), (77.0, 22.0), (62.0, 15.0)
ENCLAVE = (42.004, 35.0)


def seen(page: Page, place: tuple[float, float]) -> Colour:
    return colour_at(page, *share_of(page, *place))


def test_the_first_whole_picture_has_the_holders_colours(show_drawn: Open) -> None:
    page = show_drawn("on=2017-11-12&theme=light&hide=fronts.advances")
    assert max(abs(one - other) for one, other in zip(seen(page, HAWIJA), HOLDER, strict=True)) < 12


def test_what_is_chosen_stays_marked_in_other_colours(show_drawn: Open) -> None:
    page = show_drawn("on=2017-11-12&theme=light&hide=fronts.advances&place=hawija")
    assert min(map(max, along_ring(page))) < 0x60, "the light theme rings what is chosen in dark"
    page.get_by_role("button", name="Dark mode").click()
    page.locator("html[data-theme=dark] [data-ready=true]").wait_for()
    assert max(map(min, along_ring(page))) > 0xA0, "and the dark theme in light"


def along_ring(page: Page) -> list[Colour]:
    x, y = share_of(page, *HAWIJA)
    width = page.locator(".map").evaluate("map => map.clientWidth")
    return [colour_at(page, x + far / width, y) for far in RING_PX]


def test_land_out_of_sight_is_there_for_whoever_looks_farther(show_drawn: Open) -> None:
    page = show_drawn("theme=light&hide=fronts.advances")
    for _ in range(4):
        page.get_by_role("button", name="Zoom out").click()
    page.wait_for_timeout(1500)
    assert seen(page, INDIA) == LAND
    assert seen(page, ARABIAN_SEA) == SEA


def crowd() -> PageData:
    """Thousands of places of one side, and in their middle, beside one of them, one of another side."""
    held, other = (Version(intervals=(span("2017-11-01", None, side, 0.95),)) for side in (IRAQ, IS))
    spots = [(33 + 0.05 * (n // 81), 40 + 0.05 * (n % 81)) for n in range(81 * 81)]
    places = [*((at, held) for at in spots), ((ENCLAVE[1], ENCLAVE[0]), other)]
    made = tuple(
        PagePlace(id=f"p{n}", name=f"Town {n}", lat=lat, lon=lon, precision="point", versions=(version,))
        for n, ((lat, lon), version) in enumerate(places)
    )
    return sample().model_copy(update={"places": made, "claims": (), "reports": (), "disputes": (), "rivers": (), "landmarks": ()})


def test_of_a_crowd_one_is_seen_on_each_spot_and_all_from_closer(show_drawn: Open, write: Write, tmp_path: Path) -> None:
    page = show_drawn("theme=light", path=write(crowd(), tmp_path / "report.html"))
    note = page.get_by_text("Zoom in to see all places")
    expect(note).to_be_visible()
    assert not is_orange(seen(page, ENCLAVE)), "the place beside it stands for both"
    page.get_by_role("button", name="Zoom in").click()
    expect(note).to_have_count(0)
    assert is_orange(seen(page, ENCLAVE))


def is_orange(colour: Colour) -> bool:
    return colour[0] > colour[2] + 60
