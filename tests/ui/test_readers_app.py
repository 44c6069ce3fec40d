"""What the app offers to readers, who may look and change nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from served import serving  # type: ignore[import-not-found]

from heldby.release.policy import ReleasePolicy
from heldby.store import Dossier

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

expect = pytest.importorskip("playwright.sync_api").expect
expect.set_options(timeout=30_000)
CHANGING = ("Review", "Audit", "Add reports")


@pytest.fixture
def address(record: Dossier) -> Iterator[str]:
    with serving(record, cut=ReleasePolicy(), token="owners", readers="readers") as found:
        yield found


def test_readers_are_offered_nothing_that_they_may_not_do(plain_browser: Browser, address: str, visit: Callable[..., Page]) -> None:
    page = visit(plain_browser, address, "token=readers&view=review")
    expect(page.get_by_role("link", name="Map", exact=True)).to_have_attribute("aria-current", "page")
    expect(page.get_by_role("link", name="Timeline", exact=True)).to_be_visible()
    for view in CHANGING:
        expect(page.get_by_role("link", name=view, exact=True)).to_have_count(0)


def test_the_owner_of_a_dossier_with_readers_may_do_all(plain_browser: Browser, address: str, visit: Callable[..., Page]) -> None:
    page = visit(plain_browser, address, "token=owners&view=review")
    for view in CHANGING:
        expect(page.get_by_role("link", name=view, exact=True)).to_be_visible()
