"""Group claims that report the same event. The result does not depend on the order of the claims."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from heldby.events.blocking import candidate_pairs, word_rarity
from heldby.events.event_builder import build_event
from heldby.events.features import Features, Spot, extract_features, spot_of
from heldby.events.linkage import Links, average_linkage
from heldby.events.pair_scores import score
from heldby.model import Claim, Event, family_of
from heldby.reference.sides import ActorLookup, SideOverrides, SideResolver

CASUALTIES = frozenset({"killed", "wounded"})
"""Figures that report an event even if their sentence names no act."""
JUDGED = 1e6
"""Log-odds of a pair that a person judged: greater than the sum of all other log-odds."""

JudgedPairs = Mapping[tuple[str, str], bool]
"""Judgements of pairs of claims, by the ids of the two claims: whether both report the same event."""


def build_events(
    claims: Iterable[Claim], *, families: Mapping[str, str] | None = None, published: Mapping[str, dt.date | None] | None = None,
    sides: SideOverrides | None = None, actors: ActorLookup | None = None, judged_pairs: JudgedPairs | None = None,
    among: Collection[str] | None = None,
) -> list[Event]:  # fmt: skip
    """Return the events that claims report, in order of time, each with all of its claims.

    Claims of kind `event` report events, and so do figures of dead and wounded whose sentence names no act. The order of the claims does
    not matter. Claims far apart in time, place and wording are never compared, so a new report changes only events near it.

    Args:
        claims: the claims of all reports.
        families: the family of each report or claim, by id; a report that is missing is a family of its own.
        published: the publication date of each report, by report id.
        sides: the user's own assignment of actors to sides, which takes precedence (see `SideResolver`).
        actors: the actors and their sides; by default those that ship with heldby.
        judged_pairs: judgements of which claims report the same event.
        among: ids of the claims that events are made from. The others are only the context of the claims of their report. If None, events
            are made from all claims.
    """
    # Claim ids are hashes that cover actors' names. Sorting by report and position first keeps the names from deciding ties between pairs.
    order = sorted(claims, key=lambda claim: (claim.report, claim.start, claim.end, claim.type, claim.id))
    found = _features(order, families or {}, published or {}, SideResolver(actors, sides, order))
    items = [item for item in found if among is None or item.claim.id in among]
    events = [build_event([items[index] for index in group], why) for group, why in cluster_claims(items, judged_pairs or {})]
    return sorted(events, key=lambda event: (event.when.first if event.when and event.when.first else dt.date.max, event.id))


def _features(
    claims: Sequence[Claim], families: Mapping[str, str], published: Mapping[str, dt.date | None], sides: SideResolver
) -> Iterator[Features]:  # fmt: skip
    """Yield the features of the claims that report events."""
    figures: dict[str, list[Claim]] = defaultdict(list)
    acts: dict[str, list[Claim]] = defaultdict(list)
    places: dict[str, dict[str, Spot]] = defaultdict(dict)
    for claim in claims:
        places[claim.report].update({one.key: one for one in map(spot_of, claim.place)})
        if claim.kind == "figure":
            figures[claim.report].append(claim)
        elif claim.kind == "event":
            acts[claim.report].append(claim)
    only = {report: next(iter(named.values())) for report, named in places.items() if len(named) == 1}
    for claim in claims:
        alone = claim.type in CASUALTIES and claim.status in ("happened", "ongoing") and not _overlapping(claim, acts[claim.report])
        if claim.kind == "event" or alone:
            day, own = published.get(claim.report), _overlapping(claim, figures[claim.report])
            yield extract_features(claim, family_of(claim, families), day, sides, figures=own, only_place=only.get(claim.report))


def _overlapping(claim: Claim, others: Iterable[Claim]) -> list[Claim]:
    """Return those of a report's claims whose quotes overlap the quote of a claim."""
    return [one for one in others if one.start < claim.end and claim.start < one.end]


def cluster_claims(items: Sequence[Features], judged_pairs: JudgedPairs | None = None) -> list[tuple[list[int], str]]:
    """Return groups of indexes of claims that report one event, each with the reason why its claims were joined.

    In each step, the two groups with the greatest mean log-odds between their claims are joined. The steps end when no mean is positive.
    """
    rarity = word_rarity(items)
    links: dict[int, dict[int, float]] = defaultdict(dict)
    for one, other in candidate_pairs(items, rarity):
        links[one][other] = links[other][one] = score(items[one], items[other], rarity).total
    judged = _judged_indexes(items, judged_pairs or {})
    for (one, other), same in judged.items():
        links[one][other] = links[other][one] = JUDGED if same else -JUDGED

    def why(one: int, other: int) -> str:
        return "a person's word" if (one, other) in judged else score(items[one], items[other], rarity).explained()

    return [(group, _reason(group, links, why)) for group in average_linkage(len(items), links)]


def _judged_indexes(items: Sequence[Features], judged_pairs: JudgedPairs) -> dict[tuple[int, int], bool]:
    """Return the judgements by pairs of indexes, the smaller index first. Pairs with claims that are not in `items` are left out."""
    at = {item.claim.id: index for index, item in enumerate(items)} if judged_pairs else {}
    pairs = {(at[one], at[other]): same for (one, other), same in judged_pairs.items() if one in at and other in at and one != other}
    return {(min(pair), max(pair)): same for pair, same in pairs.items()}


def _reason(group: Sequence[int], links: Links, why: Callable[[int, int], str]) -> str:
    """Return why the likeliest pair of a group was joined; empty for a group of one."""
    inside = set(group)
    pairs = [(value, -one, -other) for one in group for other, value in links.get(one, {}).items() if one < other and other in inside]
    value, one, other = max(pairs, default=(0.0, 0, 0))
    return why(-one, -other) if value > 0 else ""
