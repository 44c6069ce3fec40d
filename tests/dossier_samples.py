"""A small dossier made by hand: three towns, three reports, and their conclusions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dossier_making import PLACES, capture_reading, make_report
from heldby import pipeline
from heldby.model import Claim, Control, Event, Interval
from heldby.model.contradiction import Contradiction
from heldby.store import Conclusions, Dossier

RAWA = "Iraqi forces took Rawa from IS. The town fell within hours."
QAIM = "Iraqi forces entered and retook al-Qaim from IS. Engineers cleared mines."
KAMAL = "The Syrian army took Albu Kamal from IS. Fighting went on outside."


def add_capture(
    dossier: Dossier, text: str, where: str, day: str | None, *, who: str = "Iraqi forces", id: str | None = None, **more: object
) -> bool:
    """Add a report whose first sentence says that a place was captured on the publication date; return whether it is new."""
    report, original = make_report(text, id=id, published=day, **more)
    new = dossier.assign_id(report)
    if new is None:
        return False
    return dossier.add(new, original, capture_reading(new, who=who, where=where, day=day), given_id=report.id)


def fill(dossier: Dossier) -> None:
    """Add three reports of three outlets with one claim each."""
    add_capture(dossier, RAWA, "Rawa", "2017-11-17", source="Agency A")
    add_capture(dossier, QAIM, "al-Qaim", "2017-11-03", source="Agency B")
    add_capture(dossier, KAMAL, "Albu Kamal", "2017-11-09", who="Syrian army", source="Agency C")


@contextmanager
def concluded(folder: Path) -> Iterator[Dossier]:
    """Yield a dossier of the three reports with the conclusions of the pipeline."""
    with Dossier.open(folder, create=True, who="tester") as opened:
        fill(opened)
        pipeline.conclude(opened)
        yield opened


def conclude(dossier: Dossier) -> Conclusions:
    """Store simple conclusions: the captor holds each place since its capture, and Islamic State held it before."""
    claims = list(dossier.claims())
    families = {report.id: report.id for report in dossier.reports()}
    contradiction = Contradiction(
        id="con-1", kind="two_holders", reason="Two claims name different holders.", place="Rawa", claims=(claims[0].id,)
    )
    found = Conclusions(families, [_event(claim) for claim in claims], [_control(claim) for claim in claims], [contradiction])
    dossier.save_conclusions(found, through=dossier.ledger_position(), by="by hand")
    return found


def _event(claim: Claim) -> Event:
    fields = claim.model_dump(include={"type", "actor", "target", "place", "when", "status"})
    return Event(id=f"ev-{claim.id}", **fields, claims=(claim.id,), reports=(claim.report,), families=1, score=1.0, explanation="one claim")


def _control(claim: Claim) -> Control:
    place, taken = claim.place[0], claim.when.first if claim.when else None
    assert taken is not None
    before = Interval(
        first=None,
        last=taken - dt.timedelta(days=1),
        holder="Islamic State",
        side="islamic-state",
        status="held",
        p=0.8,
        claims=(claim.id,),
    )
    after = Interval(first=taken, last=None, holder=claim.actor[0].name, side=claim.actor[0].id, status="held", p=0.93, claims=(claim.id,))
    return Control(
        place=place.name or place.text,
        id=place.id or place.text,
        lat=place.lat,
        lon=place.lon,
        within=place.within,
        country=place.country,
        precision=place.precision,
        intervals=(before, after),
    )


__all__ = ["KAMAL", "PLACES", "QAIM", "RAWA", "add_capture", "conclude", "concluded", "fill"]
