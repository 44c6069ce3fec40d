"""Average-linkage clustering over sparse links."""

from __future__ import annotations

import heapq
from collections.abc import Mapping
from dataclasses import dataclass

UNLINKED = -1.5
"""Log-odds of two claims that were not compared because they share no key."""

Links = Mapping[int, Mapping[int, float]]
"""The log-odds of each compared pair, in both directions."""


@dataclass(slots=True)
class Groups:
    """Groups of items with, for each pair of linked groups, the sum of the log-odds and the number of the links between them."""

    members: dict[int, list[int]]
    sums: dict[int, dict[int, float]]
    counts: dict[int, dict[int, int]]

    def mean(self, one: int, other: int) -> float:
        """Return the mean log-odds between the items of two groups. Pairs without a link count as `UNLINKED`."""
        if other not in self.sums[one]:
            return UNLINKED
        pairs = len(self.members[one]) * len(self.members[other])
        return (self.sums[one][other] + UNLINKED * (pairs - self.counts[one][other])) / pairs

    def join(self, one: int, other: int) -> None:
        """Move the items of the group `other` into the group `one`."""
        self.members[one] += self.members.pop(other)
        for table in (self.sums, self.counts):
            rows: dict[int, dict[int, float]] = table  # type: ignore[assignment]
            gone = rows.pop(other)
            rows[one].pop(other, None)
            gone.pop(one, None)
            for third, value in gone.items():
                rows[third].pop(other)
                rows[one][third] = rows[third][one] = rows[one].get(third, 0) + value


def average_linkage(count: int, links: Links) -> list[list[int]]:
    """Group the items 0 to `count` - 1, and return the items of each group in order.

    In each step, the two groups with the greatest mean log-odds are joined. The steps end when no mean is positive.
    """
    sums = {index: dict(links.get(index, {})) for index in range(count)}
    groups = Groups({index: [index] for index in range(count)}, sums, {index: dict.fromkeys(row, 1) for index, row in sums.items()})
    heap = [(-value, one, other) for one, row in sums.items() for other, value in row.items() if one < other and value > 0]
    heapq.heapify(heap)
    while heap:
        value, one, other = heapq.heappop(heap)
        if one not in groups.members or other not in groups.members or abs(groups.mean(one, other) + value) > 1e-9:
            continue
        groups.join(one, other)
        for third in groups.sums[one]:
            mean = groups.mean(one, third)
            if mean > 0:
                heapq.heappush(heap, (-mean, min(one, third), max(one, third)))
    return [sorted(group) for group in groups.members.values()]
