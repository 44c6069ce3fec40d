"""Records: the answer about one place as the public format gives it, each interval with the claims it rests on."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from heldby.control.evidence.statements import Statement
from heldby.control.hmm.batch import SOMEONE_ELSE, Case
from heldby.control.parameters import Parameters
from heldby.control.results.interval_evidence import SLACK, besieged, day, holder, onset, speaks_for, tells_from
from heldby.control.results.intervals import BANDS, Piece, spells
from heldby.model import ActorRef, Control, Interval
from heldby.reference.place_keys import TrackedPlace
from heldby.reference.sides import SideResolver

REACH = 360
"""Days of the record's end for which a place is inferred once; in these, after the last news, each tick is a piece, to be cut at."""


class Inferred(NamedTuple):
    """A place's record up to the last day looked at, and where it may be cut before: the first day (ordinal) and probability of the pieces
    that its later intervals were joined of."""

    record: Control
    steps: tuple[tuple[int, float], ...] = ()


def record(
    site: TrackedPlace, case: Case, cut: list[Piece], said: Sequence[Statement], camps: SideResolver, parameters: Parameters
) -> Inferred:
    """The record of a place, up to the last day looked at, from the pieces of its posterior and the statements about it."""
    cut = [_named(piece, case) for piece in cut]
    found: list[Interval] = []
    for spell in spells(cut):
        new = list(_spell(spell, site, case, said, camps, parameters, _standing(found)))
        if not found and new[0].side is not None and all(one.inferred for one in new):
            # What rests on whose land it is, or on an area, began no more on the record's first day than on another.
            new[0] = new[0].model_copy(update={"first": None})
        found += new
    runs: list[list[Interval]] = []
    for one in found:
        if runs and _one_answer(runs[-1][-1], one):
            runs[-1].append(one)
        else:
            runs.append([one])
    steps = tuple((_first(one), one.p) for run in runs if len(run) > 1 for one in run)
    return Inferred(control(site, [_joined(run) for run in runs]), steps)


def until(found: Inferred, end: int) -> Control:
    """A record that goes on to a later day than `end`, cut there: its last interval is open."""
    kept = [one for one in found.record.intervals if _first(one) <= end]
    if not kept:
        return found.record.model_copy(update={"intervals": ()})
    begin = _first(kept[-1])
    p = min((p for day, p in found.steps if begin <= day <= end), default=kept[-1].p)
    kept[-1] = kept[-1].model_copy(update={"last": None, "p": p})
    return found.record.model_copy(update={"intervals": tuple(kept)})


def sure(one: Interval, steps: Sequence[tuple[int, float]], on: int) -> float:
    """How probable the answer of an interval is on one of its days."""
    begin = _first(one)
    return next((p for day, p in reversed(steps) if begin <= day <= on), one.p)


def _joined(run: list[Interval]) -> Interval:
    return run[0] if len(run) == 1 else run[0].model_copy(update={"last": run[-1].last, "p": min(one.p for one in run)})


def _first(one: Interval) -> int:
    return one.first.toordinal() if one.first else 0


def _one_answer(one: Interval, other: Interval) -> bool:
    """Whether two intervals differ in their days alone, and in certainty by no more than one interval may."""
    same = (one.side, one.holder, one.status, one.inferred, one.claims) == (
        other.side,
        other.holder,
        other.status,
        other.inferred,
        other.claims,
    )
    return same and (one.status == "unknown" or bisect(BANDS, one.p) == bisect(BANDS, other.p))


def _named(piece: Piece, case: Case) -> Piece:
    """A piece whose answer is a side that no one named is one of which nothing is known."""
    if piece.side is not None and case.seen.sides[piece.side] == SOMEONE_ELSE:
        return piece._replace(status="unknown", side=None)
    return piece


def control(site: TrackedPlace, intervals: Sequence[Interval]) -> Control:
    """A site with its intervals."""
    return Control(
        place=site.name, id=site.key, lat=site.lat, lon=site.lon, within=site.within, country=site.country,
        precision=site.precision, intervals=tuple(intervals),
    )  # fmt: skip


def _standing(before: Sequence[Interval]) -> str | None:
    """The side whose hold, told of, a fight interrupts; null if there is none. Where the fight leaves it, it goes on."""
    last = next((one for one in reversed(before) if one.status != "contested"), None)
    return last.side if last is not None and not last.inferred and last is not before[-1] else None


def _told_from(spell: Sequence[Piece], side: str | None, own: Sequence[Statement], standing: str | None) -> int | None:
    """The first day (ordinal) of a spell that a reason tells of; null if none does. What is told of an earlier spell says nothing of this
    one, unless it was but a fight that came between."""
    first, last, status = spell[0].first, spell[-1].last, spell[0].status
    near = [one for one in own if side == standing or (one.last or 0) >= first - SLACK]
    days = [day for one in near if (day := tells_from(one, status, side)) is not None]
    return max(first, min(*days, last)) if days else None


def _split(spell: Sequence[Piece], at: int | None) -> Iterator[tuple[Piece, bool]]:
    """The pieces of a spell, each wholly before the day `at` or from it on, and whether it is before (null: all are)."""
    for piece in spell:
        if at is None or piece.last < at:
            yield piece, True
        elif piece.first >= at:
            yield piece, False
        else:
            yield piece._replace(last=at - 1), True
            yield piece._replace(first=at), False


def _spell(
    spell: list[Piece],
    site: TrackedPlace,
    case: Case,
    said: Sequence[Statement],
    camps: SideResolver,
    parameters: Parameters,
    standing: str | None,
) -> Iterator[Interval]:
    """The intervals of a spell: those before the first day that a reason tells of are inferred, by hindsight; they cite what it is."""
    first, last, status = spell[0].first, spell[-1].last, spell[0].status
    side = case.seen.sides[spell[0].side] if spell[0].side is not None else None
    reasons = [one for one in said if speaks_for(one, status, side, first, last)]
    sieges = [one for one in said if one.form == "siege"]
    named = holder(said, side, first, last) if side else None
    if side and named is None:
        named = _stand_in(side, site, said, camps)
    own = [one for one in reasons if not one.area]
    at = _told_from(spell, side, own, standing)
    begun = onset(own, side, at) if side is not None and at is not None else None
    for piece, early in _split(spell, at):
        shut = status == "held" and side is not None and besieged(sieges, piece, side, parameters.chain["siege_half_life"])
        yield Interval(
            first=day(piece.first), last=day(piece.last), holder=_name(camps.party(named)) if named else None, side=side,
            status="besieged" if shut else status,  # type: ignore[arg-type]
            p=piece.p, inferred=early and status != "unknown",
            claims=tuple(dict.fromkeys(one.claim.id for one in reasons)), onset=begun if piece.first == at else None,
        )  # fmt: skip


def _name(ref: ActorRef) -> str:
    return ref.name or ref.text


def _stand_in(side: str, site: TrackedPlace, said: Sequence[Statement], camps: SideResolver) -> ActorRef | None:
    """Where no claim names who holds for a side: the state whose land it is, if that is its side, else one said to lose or fight there.

    Nobody told that this or that division or minister holds the place, so none of them is named for its state.
    """
    state = camps.sovereign(site.country)
    if state and camps.side(state, None, site.country) == side:
        return state
    told = (ref for one in said for ref in (*one.claim.target, *one.claim.actor))
    return next((ref for ref in told if camps.side(ref, None, site.country) == side), None)
