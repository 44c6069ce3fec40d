"""Say which name of a filter the record does not know, and which names are close to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, get_args

import typer

if TYPE_CHECKING:
    from heldby.store import ClaimFilter, Conclusions, Dossier

MOST = 3
"""Number of close names that are listed."""
MIN_SIMILARITY = 60.0
"""Least similarity (rapidfuzz ratio, 0 to 100) of a close name."""


def close_names(name: str, names: Iterable[str]) -> list[str]:
    """Return up to `MOST` names that are written much like a name, the closest first."""
    from rapidfuzz import fuzz, process

    from heldby.base.text import fold

    folded: dict[str, str] = {}
    for one in filter(None, names):
        folded.setdefault(fold(one), one)
    keys, wanted = list(folded), fold(name)
    found = process.extract(wanted, keys, scorer=fuzz.ratio, limit=MOST, score_cutoff=MIN_SIMILARITY)
    # A part of a name, such as "Assad" of "assad-government", is not similar to the whole.
    parts = process.extract(wanted, keys, scorer=fuzz.partial_ratio, limit=MOST, score_cutoff=90) if len(wanted) > 3 else []
    return [folded[key] for key in dict.fromkeys(key for key, _, _ in (*found, *parts))][:MOST]


def check_choices(wanted: ClaimFilter) -> None:
    """Check the kind, type and status of a filter, which only have certain values.

    Raises:
        BadParameter: one of them does not exist. The message lists close ones, or all.
    """
    from heldby.model.claim import TYPES, Status

    types = [type for of_kind in TYPES.values() for type in of_kind]
    for option, value, known in (
        ("kind", wanted.kind, list(TYPES)),
        ("type", wanted.type, types),
        ("status", wanted.status, get_args(Status)),
    ):
        if value is not None and value not in known:
            close = close_names(value, known) or sorted(set(known))
            raise typer.BadParameter(f"there is no {option} {value!r}; {_listed(close, len(close) <= MOST)}", param_hint=f"--{option}")


def unknown_names(dossier: Dossier, snapshot: Conclusions, wanted: ClaimFilter) -> Iterator[str]:
    """Yield a sentence for each name in a filter that the record does not know."""
    from heldby import views
    from heldby.base.text import fold
    from heldby.store import ClaimFilter

    everything = ClaimFilter()
    known: list[tuple[str, str | None, list[str]]] = []
    if wanted.place or wanted.area:
        places = list(views.places(dossier, snapshot, everything))
        known.append(("place", wanted.place, [name for one in places for name in (one.name, *one.spellings, one.id or "")]))
        areas = {part.strip() for one in places for part in (one.name, *(one.within or "").split(","), one.country or "")}
        known.append(("area", wanted.area, sorted(areas - {""})))
    if wanted.actor:
        actors = views.actors(dossier, snapshot, everything)
        known.append(("actor", wanted.actor, [name for one in actors for name in (one.name, *one.spellings, one.id or "")]))
    if wanted.side:
        known.append(("side", wanted.side, [one.side for one in views.members(dossier)]))
    if wanted.source:
        spoken = {claim.source.text for claim in dossier.claims(everything) if claim.source}
        known.append(("source", wanted.source, sorted(spoken | {one.source for one in dossier.reports() if one.source})))
    if wanted.type:
        known.append(("claim of the type", wanted.type, sorted({claim.type for claim in dossier.claims(everything)})))
    for what, name, names in known:
        if name and fold(name) not in {fold(one) for one in names}:
            yield f"The record has no {what} “{name}”; {_listed(close_names(name, names), True)}."


def _listed(names: list[str], close: bool) -> str:
    if not names:
        return "no name in it is close"
    return f"{'close to it' if close else 'choose'}: {', '.join(names)}"
