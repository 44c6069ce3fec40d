"""Motion of the map and the clock, with and without reduced motion.

The tests control the page's clock, so that they can look at the middle of an animation of a quarter of a second on any machine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from served import serving  # type: ignore[import-not-found]

from heldby.store import Dossier

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

Open = Callable[..., "Page"]
FRAME_MS, FRAMES = 17, 12
"""Together less than the animation of a zoom step."""
LOADING_MS = 500
"""Real time that each frame waits for the thread in which the map loads its data."""
MOTION = pytest.mark.parametrize("motion", ["no-preference", "reduce"])


@pytest.fixture
def address(record: Dossier) -> Iterator[str]:
    with serving(record) as found:
        yield found


@pytest.fixture
def stopped(browser: Browser, address: str, visit: Open) -> Callable[[str], Page]:
    """Return a function that opens the app and stops its clock once the map is drawn."""

    def start(motion: str) -> Page:
        page = visit(browser, address, reduced_motion=motion)
        page.clock.install()
        page.reload()
        page.locator("[data-bounds*=' ']").wait_for(timeout=90_000)
        page.clock.pause_at(page.evaluate("Date.now()") + 1000)
        return page

    return start


def rests_soon(page: Page) -> bool:
    """Check whether the map comes to rest within a few frames."""
    for _ in range(FRAMES):
        page.clock.run_for(FRAME_MS)
        page.wait_for_timeout(LOADING_MS)
        if page.locator("[data-bounds*=' ']").count():
            return True
    return False


@MOTION
def test_map_moves_at_once_with_reduced_motion(stopped: Callable[[str], Page], motion: str) -> None:
    page = stopped(motion)
    page.get_by_role("button", name="Zoom in").click()
    assert rests_soon(page) is (motion == "reduce")
    page.clock.resume()
    page.locator("[data-bounds*=' ']").wait_for(timeout=90_000)


@MOTION
def test_playing_is_slower_with_reduced_motion(stopped: Callable[[str], Page], motion: str) -> None:
    page = stopped(motion)
    day = page.locator(".date strong")
    page.get_by_role("button", name="Play").click()
    begin = day.inner_text()
    page.clock.run_for(700)
    assert (day.inner_text() == begin) is (motion == "reduce")
    page.clock.run_for(500)
    assert day.inner_text() != begin
