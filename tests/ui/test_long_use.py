"""Long use in a few rounds: the browser releases what was closed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from served import serving  # type: ignore[import-not-found]

from heldby.store import Dossier

if TYPE_CHECKING:
    from playwright.sync_api import Browser, CDPSession, Page

VIEWS = ("Timeline", "Review")
ROUNDS = 3
STRAY = 40
"""Tolerance for the browser's count of nodes; a leaked map has hundreds."""


def go_round(page: Page) -> None:
    """Open a place and its sentence, move the map, and visit two views."""
    page.locator("#panel button[data-row]").first.click()
    page.locator("article.claim .link").first.click()
    page.locator("dialog mark").first.wait_for()
    page.keyboard.press("Escape")
    page.locator("dialog").wait_for(state="detached")
    page.get_by_role("button", name="Zoom in").click()
    for view in VIEWS:
        page.get_by_role("link", name=view, exact=True).click()
        page.locator("main.page h2").first.wait_for()
        page.get_by_role("link", name="Map", exact=True).click()
        page.locator("[data-bounds*=' ']").wait_for(timeout=90_000)


def count_nodes(client: CDPSession) -> int:
    """Return how many nodes the browser holds, attached or not, after garbage collection."""
    client.send("HeapProfiler.collectGarbage")
    metrics = client.send("Performance.getMetrics")["metrics"]
    return int(next(one["value"] for one in metrics if one["name"] == "Nodes"))


@pytest.fixture
def address(record: Dossier) -> Iterator[str]:
    with serving(record) as found:
        yield found


def test_closed_views_release_their_elements(browser: Browser, address: str, visit: Callable[..., Page]) -> None:
    page = visit(browser, address)
    client = page.context.new_cdp_session(page)
    client.send("Performance.enable")
    # Two rounds first: the browser allocates some things on first use.
    go_round(page)
    go_round(page)
    before = count_nodes(client)
    for _ in range(ROUNDS):
        go_round(page)
    assert count_nodes(client) - before < STRAY
