"""Clusters of event claims: which of them tell of one event, whatever their order."""

from __future__ import annotations

import datetime as dt
import heapq
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from heldby.events.blocking import candidates, rarity
from heldby.events.event_builder import assemble
from heldby.events.features import Features, Spot, features, spot
from heldby.events.pair_scores import score
from heldby.model import Claim, Event, family_of
from heldby.reference.sides import ActorLookup, SideResolver, SideOverrides

APART = -1.5
"""Log-odds taken for two claims that nothing made worth comparing."""
TOLLS = frozenset({"killed", "wounded"})
"""Figures that tell of an event even where no act is named."""
SAID_SO = 1e6
"""Log-odds of what a person said of two claims: more than all others together can outweigh."""

Pairs = Mapping[tuple[str, str], bool]
"""A person's word on pairs of claims, by their ids: whether the two tell of one event."""


def build_events(
    claims: Iterable[Claim], *, families: Mapping[str, str] | None = None, published: Mapping[str, dt.date | None] | None = None,
    sides: SideOverrides | None = None, actors: ActorLookup | None = None, said: Pairs | None = None,
) -> list[Event]:  # fmt: skip
    """The events that claims tell of, in order of time, each with all claims that tell of it.

    Claims of kind `event` tell of events, and so do figures of dead and wounded whose sentence names no act that did it.

    The same whatever the claims' order. `families` names each report's voice (a report not named is its own), `published` its day;
    `sides` as in `SideResolver`; `said` joins and parts claims as a person said.

    Claims that lie apart in time, place and words never meet, so a new report changes its neighbourhood only.
    """
    # Ids hash the names of the parties: by report and text first, no side's name decides between pairs that are equally alike.
    told = sorted(claims, key=lambda claim: (claim.report, claim.start, claim.end, claim.type, claim.id))
    items = list(_features(told, families or {}, published or {}, SideResolver(actors, sides, told)))
    events = [assemble([items[index] for index in group], how) for group, how in cluster(items, said or {})]
    return sorted(events, key=lambda event: (event.when.first if event.when and event.when.first else dt.date.max, event.id))


def _features(
    claims: Sequence[Claim], families: Mapping[str, str], published: Mapping[str, dt.date | None], camps: SideResolver
) -> Iterator[Features]:  # fmt: skip
    figures: dict[str, list[Claim]] = defaultdict(list)
    acts: dict[str, list[Claim]] = defaultdict(list)
    places: dict[str, dict[str, Spot]] = defaultdict(dict)
    for claim in claims:
        places[claim.report].update({one.key: one for one in map(spot, claim.place)})
        if claim.kind == "figure":
            figures[claim.report].append(claim)
        elif claim.kind == "event":
            acts[claim.report].append(claim)
    only = {report: next(iter(named.values())) for report, named in places.items() if len(named) == 1}
    for claim in claims:
        alone = claim.type in TOLLS and claim.status in ("happened", "ongoing") and not _beside(claim, acts[claim.report])
        if claim.kind == "event" or alone:
            own = _beside(claim, figures[claim.report])
            yield features(claim, family_of(claim, families), published.get(claim.report), camps, own, only.get(claim.report))


def _beside(claim: Claim, others: Iterable[Claim]) -> list[Claim]:
    """Those of a report's other claims that share words with one."""
    return [one for one in others if one.start < claim.end and claim.start < one.end]


def cluster(items: Sequence[Features], said: Pairs | None = None) -> list[tuple[list[int], str]]:
    """Groups of indexes that tell of one event, each with why its claims were joined.

    Pairs are joined from the likeliest down, by the mean log-odds between the groups, as long as that is above even.
    """
    rare = rarity(items)
    links: dict[int, dict[int, float]] = defaultdict(dict)
    for one, other in candidates(items, rare):
        links[one][other] = links[other][one] = score(items[one], items[other], rare).total
    told = _told_of(items, said or {})
    for (one, other), same in told.items():
        links[one][other] = links[other][one] = SAID_SO if same else -SAID_SO

    def why(one: int, other: int) -> str:
        return "a person's word" if (one, other) in told else score(items[one], items[other], rare).explained()

    return [(group, _reason(group, links, why)) for group in _merge(len(items), links)]


def _told_of(items: Sequence[Features], said: Pairs) -> dict[tuple[int, int], bool]:
    """A person's pairs as indexes, the smaller first; pairs with a claim that is not among these are left out."""
    at = {item.claim.id: index for index, item in enumerate(items)} if said else {}
    known = {(at[one], at[other]): same for (one, other), same in said.items() if one in at and other in at and one != other}
    return {(min(pair), max(pair)): same for pair, same in known.items()}


def _merge(count: int, links: Mapping[int, Mapping[int, float]]) -> list[list[int]]:
    """Average linkage over sparse links: pairs without a link count `APART`."""
    members = {index: [index] for index in range(count)}
    sums = {index: dict(links.get(index, {})) for index in members}
    heap = [(-value, one, other) for one, row in sums.items() for other, value in row.items() if one < other and value > 0]
    heapq.heapify(heap)
    linked = {index: dict.fromkeys(row, 1) for index, row in sums.items()}
    while heap:
        value, one, other = heapq.heappop(heap)
        if one not in members or other not in members or abs(_mean(one, other, members, sums, linked) + value) > 1e-9:
            continue
        _join(one, other, members, sums, linked)
        for third in sums[one]:
            mean = _mean(one, third, members, sums, linked)
            if mean > 0:
                heapq.heappush(heap, (-mean, min(one, third), max(one, third)))
    return [sorted(group) for group in members.values()]


def _mean(
    one: int, other: int, members: Mapping[int, list[int]], sums: Mapping[int, Mapping[int, float]], linked: Mapping[int, Mapping[int, int]]
) -> float:  # fmt: skip
    if other not in sums[one]:
        return APART
    pairs = len(members[one]) * len(members[other])
    return (sums[one][other] + APART * (pairs - linked[one][other])) / pairs


def _join(
    one: int, other: int, members: dict[int, list[int]], sums: dict[int, dict[int, float]], linked: dict[int, dict[int, int]]
) -> None:  # fmt: skip
    """Makes `other` part of `one`."""
    members[one] += members.pop(other)
    for table in (sums, linked):
        rows: dict[int, dict[int, float]] = table  # type: ignore[assignment]
        gone = rows.pop(other)
        rows[one].pop(other, None)
        gone.pop(one, None)
        for third, value in gone.items():
            rows[third].pop(other)
            rows[one][third] = rows[third][one] = rows[one].get(third, 0) + value


def _reason(group: Sequence[int], links: Mapping[int, Mapping[int, float]], why: Callable[[int, int], str]) -> str:
    """Why the likeliest pair of a group was joined."""
    inside = set(group)
    pairs = [(value, -one, -other) for one in group for other, value in links.get(one, {}).items() if one < other and other in inside]
    value, one, other = max(pairs, default=(0.0, 0, 0))
    return why(-one, -other) if value > 0 else ""
