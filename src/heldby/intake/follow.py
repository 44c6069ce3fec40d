"""Download the pages that a list names: a sitemap or a list of articles. Only if the user asked for it, and only so many."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from heldby.errors import Unreadable
from heldby.intake.item import Item, Link
from heldby.intake.limits import Limits
from heldby.intake.results import Accepted, Refused


class PageSource(Protocol):
    """What downloads pages, such as a `Fetcher`."""

    @property
    def keeps(self) -> bool:
        """Whether pages are kept for the next run."""
        ...

    def item(self, url: str, limits: Limits) -> Item:
        """Download an address. Raises Unreadable if that fails."""
        ...

    def kept_item(self, url: str, since: str | None, limits: Limits) -> Item | None:
        """Return what is kept of an address since a day, without asking the server."""
        ...


class Follower:
    """Downloads up to `most` pages in one run. Pages that are kept from an earlier run do not count."""

    def __init__(self, pages: PageSource, most: int) -> None:
        self._pages = pages
        self.left = most
        self._seen: set[str] = set()

    def page(self, link: Link, limits: Limits) -> Item | None:
        """Return a page; None if it was already returned in this run, or if no more pages may be downloaded (`left` is then 0).

        Raises:
            Unreadable: it cannot be downloaded.
        """
        if link.url in self._seen:
            return None
        found = None if link.is_list else self._pages.kept_item(link.url, link.changed, limits)
        if found is None and self.left > 0:
            self.left -= 1
            found = self._pages.item(link.url, limits)
        if found is not None:
            self._seen.add(link.url)
        return found

    @property
    def keeps(self) -> bool:
        """Whether pages are kept for the next run."""
        return self._pages.keeps

    def knows(self, url: str) -> bool:
        """Check whether a page was returned in this run."""
        return url in self._seen


class Links:
    """The addresses of one list: those that are followed, and the number of those that are not."""

    def __init__(self, name: str, follower: Follower | None) -> None:
        self.follower = follower
        self._name = name
        self._not_followed = 0
        self._with_words = 0

    def page(self, link: Link, limits: Limits) -> Item | Refused | None:
        """Return a page, the refusal of one that cannot be downloaded, or None if it is not downloaded."""
        if self.follower is not None:
            if self.follower.knows(link.url):
                return None
            try:
                if (found := self.follower.page(link, limits)) is not None:
                    return found
            except Unreadable as reason:
                return Refused(link.url, str(reason))
        self._not_followed += 1
        self._with_words += link.headline is not None
        return None

    def left_out(self) -> list[Refused]:
        """Return a refusal that says how many pages were not downloaded; none if all were."""
        if not self._not_followed:
            return []
        read = "; only their headlines are read" if self._with_words == self._not_followed else ""
        more = "to download up to 100 of them, add --follow 100"
        if self.follower:
            more = "run it again to go on" if self.follower.keeps else "a larger number after --follow downloads more"
        return [Refused(self._name, f"the pages that it lists are not downloaded: {self._not_followed}{read}; {more}")]

    @staticmethod
    def dated(found: Accepted, link: Link) -> Accepted:
        """Return the report of a page with the date that the list states, if the page has none of its own."""
        report = found.report
        if report.published is not None or link.date.day is None:
            return found
        update = {"published": link.date.day, "published_how": link.date.how, "published_doubt": link.date.doubt}
        return replace(found, report=report.model_copy(update=update))
