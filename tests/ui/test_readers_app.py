"""The app for readers, who cannot change the record."""

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
CHANGING = ("Review", "Accuracy check", "Add reports")


@pytest.fixture
def address(record: Dossier) -> Iterator[str]:
    with serving(record, cut=ReleasePolicy(), token="owners", readers_token="readers") as found:
        yield found


def test_readers_have_no_views_that_change_the_record(plain_browser: Browser, address: str, visit: Callable[..., Page]) -> None:
    page = visit(plain_browser, address, "token=readers&view=review")
    expect(page.get_by_role("link", name="Map", exact=True)).to_have_attribute("aria-current", "page")
    expect(page.get_by_role("link", name="Timeline", exact=True)).to_be_visible()
    for view in CHANGING:
        expect(page.get_by_role("link", name=view, exact=True)).to_have_count(0)


def test_owner_has_the_views_that_change_the_record(plain_browser: Browser, address: str, visit: Callable[..., Page]) -> None:
    page = visit(plain_browser, address, "token=owners&view=review")
    for view in CHANGING:
        expect(page.get_by_role("link", name=view, exact=True)).to_be_visible()
