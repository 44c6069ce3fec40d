"""Sources: who says so, how much, and how far others bear it out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Literal

from heldby.control import Reliability
from heldby.model.base import Record
from heldby.reference.camps import fold
from heldby.store import Dossier
from heldby.store.given import given


class Voice(Record):
    """An outlet or a speaker whom reports name, and what its word on who holds what came to (of `side`; null: of any).

    `reports` it stands in or printed; `agreed` and `against` statements that others bear out or not; `estimate` the share of its word that
    is so, null where nothing could be judged; `fixed` a person's own, from sources.toml, which then counts instead. `lag` is the median
    days between a turn and its telling. `claims` are those not borne out.
    """

    source: str
    kind: Literal["outlet", "speaker"]
    side: str | None
    reports: int
    agreed: int
    against: int
    estimate: float | None
    fixed: float | None
    lag: float | None
    claims: tuple[str, ...]


def sources(dossier: Dossier, records: Sequence[Reliability]) -> list[Voice]:
    """Every outlet, also those that could not be judged, and every speaker that could, each also by side spoken of."""
    people = {fold(name): value for name, value in given(dossier).trust.items()}
    printed = Counter(outlet for outlet in dossier.sources().values() if outlet)
    judged = {one.source for one in records if one.kind == "outlet"}
    unjudged = [
        Reliability(source=name, kind="outlet", side=None, agreed=0, against=0, estimate=0, lag=None, claims=())
        for name in printed
        if name not in judged
    ]
    found = [
        Voice(
            source=one.source, kind=one.kind, side=one.side, reports=printed[one.source] if one.kind == "outlet" else 0,
            agreed=one.agreed, against=one.against, estimate=one.estimate if one.agreed + one.against else None,
            fixed=people.get(fold(one.source)), lag=one.lag, claims=one.claims,
        )
        for one in (*records, *unjudged)
    ]  # fmt: skip
    return sorted(found, key=lambda one: (one.kind, -one.agreed - one.against, one.source, one.side or ""))
