"""How far two or more reviewers agree: Krippendorff's alpha of their verdicts on the same items, with its interval."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from heldby.model.base import Record
from heldby.store import Dossier
from heldby.store.ledger import ledger

RESAMPLES = 1000
"""Number of bootstrap samples of the items behind an interval."""
LEVEL = 0.95
JUDGED = {"accept": "right", "reject": "wrong", "correct": "wrong"}
"""What a judgement of a claim says about its reading."""

Labels = Mapping[str, str]
"""The verdict of each person on one item."""


class Agreement(Record):
    """The agreement of the people who judged the same items.

    Attributes:
        people: the people who judged at least one of these items.
        items: number of items that two or more people judged.
        same: number of these on which all agreed.
        alpha: Krippendorff's alpha for nominal data: 1 if all agree, 0 if they agree as often as by chance. Null if no two people judged
            the same item, or if all verdicts are the same, since it is then undefined.
        low, high: its 95 % bootstrap interval over the items; null as for `alpha`.
    """

    people: tuple[str, ...]
    items: int
    same: int
    alpha: float | None
    low: float | None
    high: float | None


def agreement(verdicts: Mapping[str, Labels]) -> Agreement:
    """Return the agreement of verdicts, given by item and person. Items with one verdict do not count. The result is always the same."""
    shared = {item: labels for item, labels in sorted(verdicts.items()) if len(labels) > 1}
    units = [Counter(labels.values()) for labels in shared.values()]
    alpha = krippendorff_alpha(units)
    low, high = _interval(units) if alpha is not None else (None, None)
    people = tuple(sorted({person for labels in shared.values() for person in labels}))
    return Agreement(people=people, items=len(units), same=sum(len(unit) == 1 for unit in units), alpha=alpha, low=low, high=high)


def krippendorff_alpha(units: Iterable[Counter[str]]) -> float | None:
    """Return Krippendorff's alpha for nominal data (Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability").

    Args:
        units: for each item, how many people gave each verdict. Items with fewer than two verdicts do not count.

    Returns:
        alpha, or None if it is undefined because all verdicts are the same.
    """
    totals: Counter[str] = Counter()
    observed = 0.0
    for unit in units:
        size = unit.total()
        if size > 1:
            totals.update(unit)
            observed += (size * size - sum(count * count for count in unit.values())) / (size - 1)
    values = totals.total()
    expected = values * values - sum(count * count for count in totals.values())
    return 1.0 - (values - 1) * observed / expected if expected else None


def _interval(units: Sequence[Counter[str]]) -> tuple[float, float]:
    """Return the percentiles of alpha over bootstrap samples of the items. A sample in which all verdicts are the same agrees fully."""
    draw = random.Random("heldby agreement")
    alphas = (krippendorff_alpha(draw.choices(units, k=len(units))) for _ in range(RESAMPLES))
    found = sorted(1.0 if alpha is None else alpha for alpha in alphas)
    cut = round((1 - LEVEL) / 2 * RESAMPLES)
    return found[cut], found[RESAMPLES - 1 - cut]


def reviewer_agreement(dossier: Dossier, of: str) -> Agreement:
    """Return the agreement of the people who audited or, for claims, judged the same items.

    The latest verdict of each person on an item counts. "Unclear" counts as no verdict, and a corrected claim as one that was wrong.

    Args:
        dossier: the dossier.
        of: "claims", "events" or "places".
    """
    found: dict[str, dict[str, str]] = {}
    with dossier.database.reading() as connection:
        audits = [entry for entry in ledger.entries(connection, actions=("audit",)) if entry.payload and entry.payload.get("of") == of]
    dated = [
        (entry.at, entry.who, id, str(verdict)) for entry in audits for id, verdict in (entry.payload or {}).get("verdicts", {}).items()
    ]
    if of == "claims":
        judged = (one for one in dossier.judgements() if one.kind == "claim" and not one.undone and not one.doubtful)
        dated += [(one.at, one.who, one.now, JUDGED[one.verdict]) for one in judged]
    for _, who, id, verdict in sorted(dated, key=lambda one: one[0]):
        labels = found.setdefault(id, {})
        labels.pop(who, None)
        if verdict != "unclear":
            labels[who] = verdict
    return agreement(found)
