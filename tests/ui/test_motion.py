"""Motion on the map and of the clock, and less of it for whoever asked for that.

The page's time is turned by hand, so that what takes a quarter of a second can be looked at in its middle on any machine.
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
"""Together less than the map takes to come closer, where it flies."""
LOADING_MS = 500
"""How long in our own time each frame waits for what the map loads in its own thread."""
MOTION = pytest.mark.parametrize("motion", ["no-preference", "reduce"])


@pytest.fixture
def address(record: Dossier) -> Iterator[str]:
    with serving(record) as found:
        yield found


@pytest.fixture
def stopped(browser: Browser, address: str, visit: Open) -> Callable[[str], Page]:
    """The app, whose time stands once its map is drawn."""

    def start(motion: str) -> Page:
        page = visit(browser, address, reduced_motion=motion)
        page.clock.install()
        page.reload()
        page.locator("[data-bounds*=' ']").wait_for(timeout=90_000)
        page.clock.pause_at(page.evaluate("Date.now()") + 1000)
        return page

    return start


def rests_soon(page: Page) -> bool:
    """Whether the map comes to rest within a few frames."""
    for _ in range(FRAMES):
        page.clock.run_for(FRAME_MS)
        page.wait_for_timeout(LOADING_MS)
        if page.locator("[data-bounds*=' ']").count():
            return True
    return False


@MOTION
def test_the_map_flies_or_is_there_at_once(stopped: Callable[[str], Page], motion: str) -> None:
    page = stopped(motion)
    page.get_by_role("button", name="Zoom in").click()
    assert rests_soon(page) is (motion == "reduce")
    page.clock.resume()
    page.locator("[data-bounds*=' ']").wait_for(timeout=90_000)


@MOTION
def test_days_are_played_more_slowly_for_whoever_wants_less_motion(stopped: Callable[[str], Page], motion: str) -> None:
    page = stopped(motion)
    day = page.locator(".date strong")
    page.get_by_role("button", name="Play").click()
    begin = day.inner_text()
    page.clock.run_for(700)
    assert (day.inner_text() == begin) is (motion == "reduce")
    page.clock.run_for(500)
    assert day.inner_text() != begin
