"""What later stages conclude from the record: families, events, control, contradictions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from heldby.base.text import fold
from heldby.model import Control, Event
from heldby.model.contradiction import Contradiction
from heldby.store import settings
from heldby.store.db.schema import contradictions, controls, events, reports
from heldby.store.record.packed_sequence import PackedSequence, pack_records


class Conclusions(NamedTuple):
    """What follows from claims across reports: report id to family, events in order of time, control place by place, contradictions.

    `common` is what the answers about all places have in common (`heldby.control.Common`), as JSON; null where that was not kept.
    """

    families: Mapping[str, str] = {}
    events: Sequence[Event] = ()
    controls: Sequence[Control] = ()
    contradictions: Sequence[Contradiction] = ()
    common: str | None = None


def save(connection: Connection, found: Conclusions, *, through: int, by: str) -> bool:
    """Keep conclusions drawn from the ledger's rows up to `through`, unless those kept were drawn from more."""
    kept = settings.get(connection, settings.CONCLUDED)
    if kept and int(kept.split()[0]) > through:
        return False
    _replace_families(connection, found.families)
    _replace(connection, events, map(_event_row, found.events))
    _replace(connection, controls, map(_control_row, found.controls))
    _replace(connection, contradictions, ({"id": one.id, "payload": one.model_dump_json()} for one in found.contradictions))
    settings.put(connection, settings.CONCLUDED, f"{through} {by}")
    settings.put(connection, settings.EXPLAIN_CONTEXT, found.common or "")
    return True


def save_explain_context(connection: Connection, common: str, mark: str) -> None:
    """Keep what is common to the answers about all places beside the conclusions of that mark, if they are still those kept."""
    if settings.get(connection, settings.CONCLUDED) == mark:
        settings.put(connection, settings.EXPLAIN_CONTEXT, common)


def load(connection: Connection) -> Conclusions:
    """What was last concluded."""
    return Conclusions(
        families=_families(connection),
        events=[Event.model_validate_json(payload) for payload in _payloads(connection, events)],
        controls=[Control.model_validate_json(payload) for payload in _payloads(connection, controls)],
        contradictions=[Contradiction.model_validate_json(payload) for payload in _payloads(connection, contradictions)],
        common=settings.get(connection, settings.EXPLAIN_CONTEXT) or None,
    )


def load_packed(connection: Connection) -> Conclusions:
    """What was last concluded, packed: nothing is read until it is asked for."""
    return Conclusions(
        families=_families(connection),
        events=PackedSequence(Event, _payloads(connection, events)),
        controls=PackedSequence(Control, _payloads(connection, controls)),
        contradictions=PackedSequence(Contradiction, _payloads(connection, contradictions)),
        common=settings.get(connection, settings.EXPLAIN_CONTEXT) or None,
    )


def pack(found: Conclusions) -> Conclusions:
    """Conclusions in a hundredth of the room."""
    return Conclusions(
        found.families, pack_records(Event, found.events), pack_records(Control, found.controls), pack_records(Contradiction, found.contradictions),
        found.common,
    )  # fmt: skip


def _families(connection: Connection) -> dict[str, str]:
    voices = connection.execute(sa.select(reports.c.id, sa.func.coalesce(reports.c.family, reports.c.id)).order_by(reports.c.num))
    return {row[0]: row[1] for row in voices}


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
    query = sa.select(table.c.payload).order_by(table.c.position)
    return connection.execute(query, execution_options={"yield_per": 1000}).scalars()
