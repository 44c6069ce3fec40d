"""Build the record of one place from its posterior: intervals in the public format, each with the claims that it rests on."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from heldby.control.evidence.statements import Statement
from heldby.control.hmm.batch import OTHER_SIDE, Case
from heldby.control.parameters import Parameters
from heldby.control.results.interval_evidence import (
    SLACK,
    StatementIndex,
    attested_from,
    find_handover,
    find_holder,
    find_onset,
    supports,
    to_date,
)
from heldby.control.results.intervals import BANDS, Segment, spells
from heldby.control.results.sieges import Sieges
from heldby.model import ActorRef, Control, Interval
from heldby.reference.place_keys import TrackedPlace
from heldby.reference.sides import SideResolver


class Inferred(NamedTuple):
    """A place's record up to the horizon, with what is needed to cut it at an earlier day.

    `steps` has the first day (ordinal) and the probability of each part of those intervals that were joined from several parts.
    """

    record: Control
    steps: tuple[tuple[int, float], ...] = ()


@dataclass(frozen=True)
class PlaceCase:
    """A place, its case for the model, the dated statements about it, and the sides and parameters used to interpret them."""

    place: TrackedPlace
    case: Case
    statements: Sequence[Statement]
    sides: SideResolver
    parameters: Parameters

    @cached_property
    def index(self) -> StatementIndex:
        """The statements by their days."""
        return StatementIndex(self.statements)

    @cached_property
    def has_sieges(self) -> bool:
        """Whether a siege of the place is told."""
        return any(one.form == "siege" for one in self.statements)

    def sieges(self, side: str) -> Sieges:
        """Return what is told of the sieges of a side."""
        if side not in self._sieges:
            self._sieges[side] = Sieges(self.statements, side, self.parameters)
        return self._sieges[side]

    @cached_property
    def _sieges(self) -> dict[str, Sieges]:
        return {}


def build_record(one: PlaceCase, rows: Sequence[Segment]) -> Inferred:
    """Build the record of a place, up to the horizon, from the segments of its posterior."""
    found: list[Interval] = []
    for spell in spells([_without_other_side(segment, one.case) for segment in rows]):
        new = list(_intervals(spell, one, _interrupted_side(found)))
        if not found and new[0].side is not None and new[0].onset is None and _is_timeless(new, one):
            # An answer that rests on sovereignty or an area did not begin on the first day of the record, so it gets no first day. Nor do
            # the days before those that a report attests.
            new[0] = new[0].model_copy(update={"first": None})
        found += new
    runs: list[list[Interval]] = []
    for each in found:
        if runs and _is_same_answer(runs[-1][-1], each):
            runs[-1].append(each)
        else:
            runs.append([each])
    steps = tuple((_first(each), each.p) for run in runs if len(run) > 1 for each in run)
    return Inferred(make_control(one.place, [_joined(run) for run in runs]), steps)


def _is_timeless(opening: Sequence[Interval], one: PlaceCase) -> bool:
    """Check whether the inferred answer with which a record opens reaches back without a limit.

    It does if it is the state's or rests on claims. A side that the model only prefers to the other sides named there, for want of claims,
    is not taken to have been there in all years before.
    """
    sovereign = opening[0].side == one.case.sovereign
    return all(each.inferred for each in opening) and (sovereign or any(each.claims for each in opening))


def cut_record(found: Inferred, end: int) -> Control:
    """Cut a record at the day `end` (ordinal), and leave its last interval open."""
    kept = [one for one in found.record.intervals if _first(one) <= end]
    if not kept:
        return found.record.model_copy(update={"intervals": ()})
    begin = _first(kept[-1])
    p = min((p for day, p in found.steps if begin <= day <= end), default=kept[-1].p)
    kept[-1] = kept[-1].model_copy(update={"last": None, "p": p})
    return found.record.model_copy(update={"intervals": tuple(kept)})


def make_control(place: TrackedPlace, intervals: Sequence[Interval]) -> Control:
    """Return the control record of a place with the given intervals."""
    return Control(
        place=place.name, id=place.key, lat=place.lat, lon=place.lon, within=place.within, country=place.country,
        precision=place.precision, intervals=tuple(intervals),
    )  # fmt: skip


def _joined(run: list[Interval]) -> Interval:
    return run[0] if len(run) == 1 else run[0].model_copy(update={"last": run[-1].last, "p": min(one.p for one in run)})


def _first(interval: Interval) -> int:
    return interval.first.toordinal() if interval.first else 0


def _is_same_answer(one: Interval, other: Interval) -> bool:
    """Check whether two intervals differ only in their days and, within one band of `BANDS`, in their probability.

    The probability of an unknown answer may differ by any amount.
    """
    same = all(getattr(one, name) == getattr(other, name) for name in ("side", "holder", "status", "inferred", "claims"))
    return same and (one.status == "unknown" or bisect(BANDS, one.p) == bisect(BANDS, other.p))


def _without_other_side(segment: Segment, case: Case) -> Segment:
    """Return the segment, marked as unknown if its side is the one that stands for everyone else."""
    if segment.side is not None and case.seen.sides[segment.side] == OTHER_SIDE:
        return segment._replace(status="unknown", side=None)
    return segment


def _interrupted_side(before: Sequence[Interval]) -> str | None:
    """Return the side whose attested hold was interrupted by the fight with which the intervals in `before` end; None if there is none.

    If that side holds the place after the fight, too, its hold counts as unbroken.
    """
    last = next((one for one in reversed(before) if one.status != "contested"), None)
    return last.side if last is not None and not last.inferred and last is not before[-1] else None


def _first_attested(spell: Sequence[Segment], side: str | None, own: Sequence[Statement], interrupted: str | None) -> int | None:
    """Return the earliest day (an ordinal) on which a statement attests a spell; None if no statement does.

    Statements about an earlier spell of the same side count only if nothing except a fight came between the two spells.
    """
    first, last, status = spell[0].first, spell[-1].last, spell[0].status
    near = [one for one in own if side == interrupted or (one.last or 0) >= first - SLACK]
    days = [day for one in near if (day := attested_from(one, status, side)) is not None]
    return max(first, min(*days, last)) if days else None


def _split(spell: Sequence[Segment], day: int | None) -> Iterator[tuple[Segment, bool]]:
    """Yield the segments of a spell, divided at a day, and whether each lies before that day. If the day is None, all of them do."""
    for segment in spell:
        if day is None or segment.last < day:
            yield segment, True
        elif segment.first >= day:
            yield segment, False
        else:
            yield segment._replace(last=day - 1), True
            yield segment._replace(first=day), False


def _cut_at(spell: Sequence[Segment], day: int | None) -> list[Segment]:
    """Return the segments of a spell, divided at a day."""
    return [segment for segment, _ in _split(spell, day)]


def _intervals(spell: Sequence[Segment], one: PlaceCase, interrupted: str | None) -> Iterator[Interval]:
    """Yield the intervals of a spell. Those before its first attested day are marked as inferred and cite the same claims as the others."""
    first, last, status = spell[0].first, spell[-1].last, spell[0].status
    side = one.case.seen.sides[spell[0].side] if spell[0].side is not None else None
    near = one.index.near(first, last)
    reasons = [each for each in near if supports(each, status, side, first, last)]
    holder = (find_holder(near, side, first, last) or _representative(side, one)) if side else None
    handed = find_handover(near, side, first, last)
    own = [each for each in reasons if not each.from_area]
    day = _first_attested(spell, side, own, interrupted)
    onset = find_onset(own, side, day) if side is not None and day is not None else None
    for segment, early in _split(_cut_at(spell, handed.last if handed else None), day):
        holder = handed.holder if handed and handed.last is not None and segment.first >= handed.last else holder
        for part, besieged in _parts(segment, side, one):
            yield Interval(
                first=to_date(part.first), last=to_date(part.last), holder=_name(one.sides.party(holder)) if holder else None, side=side,
                status="besieged" if besieged else status,  # type: ignore[arg-type]
                p=part.p, inferred=status != "unknown" and (early or _is_deduced(own, side)),
                claims=tuple(dict.fromkeys(each.claim.id for each in reasons)), onset=onset if part.first == day else None,
            )  # fmt: skip


def _parts(segment: Segment, side: str | None, one: PlaceCase) -> Iterator[tuple[Segment, bool]]:
    """Yield the parts of a segment, and whether its side is besieged in each."""
    if segment.status != "held" or side is None or not one.has_sieges:
        yield segment, False
        return
    for first, last, besieged in one.sieges(side).spans(segment.first, segment.last):
        yield segment._replace(first=first, last=last), besieged


def _is_deduced(own: Sequence[Statement], side: str | None) -> bool:
    """Check whether no statement about the place names the side as its holder, so that the answer rests on who spoke."""
    gains = [each for each in own if each.gainer == side]
    return side is not None and bool(gains) and all(each.deduced for each in gains)


def _name(ref: ActorRef) -> str:
    return ref.name or ref.text


def _representative(side: str, one: PlaceCase) -> ActorRef | None:
    """Return the actor to name as the holder if no claim names one: the side's sovereign state, else an actor of the side in a claim.

    A division or a minister does not stand for the state, since no claim says that they hold the place.
    """
    country = one.place.country
    state = one.sides.sovereign(country)
    if state and one.sides.side(state, None, country) == side:
        return state
    named = (ref for each in one.statements for ref in (*each.claim.target, *each.claim.actor))
    return next((ref for ref in named if one.sides.side(ref, None, country) == side), None)
