"""Clusters of event claims: which of them tell of one event."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from heldby.events.features import Features, features
from heldby.model import Claim, Event, When


def build_events(
    claims: Iterable[Claim], *, families: Mapping[str, str] | None = None, published: Mapping[str, dt.date | None] | None = None
) -> list[Event]:
    """The events that claims of kind `event` tell of, in order of time, each with all claims that tell of it.

    The same whatever the claims' order. `families` names each report's voice (a report not named is its own), `published` its day.
    """
    voice, day = families or {}, published or {}
    told = [
        features(claim, voice.get(claim.report, claim.report), day.get(claim.report))
        for claim in sorted(claims, key=lambda claim: claim.id)
        if claim.kind == "event"
    ]
    blocks: dict[tuple[str, str], list[Features]] = defaultdict(list)
    for item in told:
        place = item.spots[0].key if item.spots else f"?{item.claim.report}"
        blocks[(item.claim.type, place)].append(item)
    events = [assemble(group) for block in blocks.values() for group in _apart(block)]
    return sorted(events, key=lambda event: (event.when.first if event.when and event.when.first else dt.date.max, event.id))


def _apart(block: Sequence[Features]) -> Iterable[list[Features]]:
    """Splits a block where time leaves a gap or the status differs."""
    dated = sorted((item for item in block if item.first is not None), key=lambda item: (item.first or 0, item.claim.id))
    group: list[Features] = []
    end = 0
    for item in dated:
        if group and (item.first or 0) > end:
            yield group
            group, end = [], 0
        group.append(item)
        end = max(end, item.last or 0)
    if group:
        yield group
    undated = [item for item in block if item.first is None]
    if undated:
        yield undated


def assemble(group: Sequence[Features]) -> Event:
    """One event out of the claims that tell of it; what most of them say stands for it."""
    claims = [item.claim for item in group]
    lead = max(claims, key=lambda claim: (len(claim.actor) + len(claim.target) + len(claim.place), claim.confidence, claim.id))
    first = max((item.first for item in group if item.first is not None), default=None)
    last = min((item.last for item in group if item.last is not None), default=None)
    when = None
    if first is not None and last is not None:
        early, late = sorted((first, last))
        estimated = not any(item.stated for item in group)
        when = When(
            first=dt.date.fromordinal(early), last=dt.date.fromordinal(late),
            precision="day" if early == late else "vague", text=lead.when.text if lead.when else "", estimated=estimated,
        )  # fmt: skip
    ids = tuple(sorted(claim.id for claim in claims))
    voices = len({item.family for item in group})
    return Event(
        id=hashlib.sha256("\n".join(ids).encode()).hexdigest()[:16],
        type=lead.type,  # type: ignore[arg-type]
        actor=lead.actor, target=lead.target, place=lead.place, when=when,
        status=Counter(claim.status for claim in claims).most_common(1)[0][0],
        claims=ids, reports=tuple(sorted({claim.report for claim in claims})), families=voices,
        score=round(1 - 0.5**voices, 3), explanation=f"{len(ids)} claims by {voices} independent voices",
    )  # fmt: skip
