"""What follows from the ledger: the record's rows, and what later stages conclude from them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from heldby.model import Claim, Control, Event, Mention, Report
from heldby.model.contradiction import Contradiction
from heldby.store import keeping
from heldby.store.folding import fold
from heldby.store.tables import contradictions, controls, events, reports, settings

if TYPE_CHECKING:
    from heldby.store.dossier import ReadingLike

CONCLUDED = "concluded"
"""Setting that says from which ledger row, and by which version, the conclusions kept were drawn: "412 0.1.0"."""


class Conclusions(NamedTuple):
    """What follows from claims across reports: report id to family, events in order of time, control place by place, contradictions."""

    families: Mapping[str, str] = {}
    events: Sequence[Event] = ()
    controls: Sequence[Control] = ()
    contradictions: Sequence[Contradiction] = ()


def ingest_payload(report: Report, reading: ReadingLike, *, given_id: str, intake_notes: Sequence[str]) -> dict[str, Any]:
    """What the ledger keeps of a report being read in: all that its rows are made from."""
    return {
        "given_id": given_id,
        "report": report.model_dump(mode="json"),
        "reader": reading.claims[0].reader if reading.claims else "",
        "claims": [claim.model_dump(mode="json") for claim in reading.claims],
        "mentions": [mention.model_dump(mode="json") for mention in reading.mentions],
        "notes": [*intake_notes, *reading.notes],
    }


def apply_ingest(connection: Connection, payload: Mapping[str, Any], at: str) -> None:
    """Write the rows of a report that was read in at a time."""
    report = Report.model_validate(payload["report"])
    read_on = dt.datetime.fromisoformat(at).date()
    num = keeping.add_report(connection, report, read_on=read_on, read_by=payload["reader"], notes=payload["notes"])
    keeping.add_claims(connection, num, map(Claim.model_validate, payload["claims"]))
    keeping.add_mentions(connection, num, payload["reader"], map(Mention.model_validate, payload["mentions"]))


def conclude(connection: Connection, found: Conclusions, *, through: int, by: str) -> bool:
    """Keep conclusions drawn from the ledger's rows up to `through`, unless those kept were drawn from more."""
    kept = setting(connection, CONCLUDED)
    if kept and int(kept.split()[0]) > through:
        return False
    _replace_families(connection, found.families)
    _replace(connection, events, map(_event_row, found.events))
    _replace(connection, controls, map(_control_row, found.controls))
    _replace(connection, contradictions, ({"id": one.id, "payload": one.model_dump_json()} for one in found.contradictions))
    put_setting(connection, CONCLUDED, f"{through} {by}")
    return True


def conclusions(connection: Connection) -> Conclusions:
    """What was last concluded."""
    voices = connection.execute(sa.select(reports.c.id, sa.func.coalesce(reports.c.family, reports.c.id)).order_by(reports.c.num))
    return Conclusions(
        families={row[0]: row[1] for row in voices},
        events=[Event.model_validate_json(payload) for payload in _payloads(connection, events)],
        controls=[Control.model_validate_json(payload) for payload in _payloads(connection, controls)],
        contradictions=[Contradiction.model_validate_json(payload) for payload in _payloads(connection, contradictions)],
    )


def setting(connection: Connection, name: str) -> str | None:
    """The value of a setting."""
    return connection.execute(sa.select(settings.c.value).where(settings.c.name == name)).scalar()


def put_setting(connection: Connection, name: str, value: str) -> None:
    """Set a setting."""
    connection.execute(settings.delete().where(settings.c.name == name))
    connection.execute(settings.insert().values(name=name, value=value))


def _replace_families(connection: Connection, families: Mapping[str, str]) -> None:
    connection.execute(reports.update().values(family=None))
    rows = [{"report_id": id, "new_family": family} for id, family in families.items()]
    if rows:
        update = reports.update().where(reports.c.id == sa.bindparam("report_id")).values(family=sa.bindparam("new_family"))
        connection.execute(update, rows)


def _event_row(event: Event) -> dict[str, Any]:
    days = {"first": event.when and event.when.first, "last": event.when and event.when.last}
    return {"id": event.id, "type": event.type, **days, "payload": event.model_dump_json()}


def _control_row(control: Control) -> dict[str, Any]:
    where = {"folded": fold(control.place), "lat": control.lat, "lon": control.lon}
    return {"id": control.id, **where, "payload": control.model_dump_json()}


def _replace(connection: Connection, table: sa.Table, rows: Iterable[dict[str, Any]]) -> None:
    connection.execute(table.delete())
    numbered = [{**row, "position": position} for position, row in enumerate(rows)]
    if numbered:
        connection.execute(table.insert(), numbered)


def _payloads(connection: Connection, table: sa.Table) -> Iterable[str]:
    return connection.execute(sa.select(table.c.payload).order_by(table.c.position)).scalars()
