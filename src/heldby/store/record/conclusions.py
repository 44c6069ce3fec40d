"""The tables of conclusions: families, events, control and contradictions."""

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
    """Everything derived from the claims.

    Attributes:
        families: the family of each report, by report id.
        events: events in order of time.
        controls: who holds each place over time, one object for each place.
        contradictions: claims that contradict one another or the record.
        explain_context: what the explanations of all places share (`heldby.control.ExplainContext`), as JSON; None if it was not stored.
    """

    families: Mapping[str, str] = {}
    events: Sequence[Event] = ()
    controls: Sequence[Control] = ()
    contradictions: Sequence[Contradiction] = ()
    explain_context: str | None = None


def save(connection: Connection, found: Conclusions, *, through: int, by: str) -> bool:
    """Replace the stored conclusions and return True.

    If the stored conclusions rest on a newer ledger entry than `through`, change nothing and return False. `by` is the version of heldby.
    """
    kept = settings.get(connection, settings.CONCLUDED)
    if kept and int(kept.split()[0]) > through:
        return False
    _replace_families(connection, found.families)
    _replace(connection, events, map(_event_row, found.events))
    _replace(connection, controls, map(_control_row, found.controls))
    _replace(connection, contradictions, ({"id": one.id, "payload": one.model_dump_json()} for one in found.contradictions))
    settings.put(connection, settings.CONCLUDED, f"{through} {by}")
    settings.put(connection, settings.EXPLAIN_CONTEXT, found.explain_context or "")
    return True


def save_explain_context(connection: Connection, context: str, mark: str) -> None:
    """Store the shared context of explanations if the stored conclusions still have this mark."""
    if settings.get(connection, settings.CONCLUDED) == mark:
        settings.put(connection, settings.EXPLAIN_CONTEXT, context)


def load(connection: Connection) -> Conclusions:
    """Load the stored conclusions."""
    return Conclusions(
        families=_families(connection),
        events=[Event.model_validate_json(payload) for payload in _payloads(connection, events)],
        controls=[Control.model_validate_json(payload) for payload in _payloads(connection, controls)],
        contradictions=[Contradiction.model_validate_json(payload) for payload in _payloads(connection, contradictions)],
        explain_context=settings.get(connection, settings.EXPLAIN_CONTEXT) or None,
    )


def load_packed(connection: Connection) -> Conclusions:
    """Load the stored conclusions as packed sequences, which parse a record when it is used."""
    return Conclusions(
        families=_families(connection),
        events=PackedSequence(Event, _payloads(connection, events)),
        controls=PackedSequence(Control, _payloads(connection, controls)),
        contradictions=PackedSequence(Contradiction, _payloads(connection, contradictions)),
        explain_context=settings.get(connection, settings.EXPLAIN_CONTEXT) or None,
    )


def pack(found: Conclusions) -> Conclusions:
    """Return conclusions as packed sequences, in about a hundredth of the memory."""
    return found._replace(
        events=pack_records(Event, found.events),
        controls=pack_records(Control, found.controls),
        contradictions=pack_records(Contradiction, found.contradictions),
    )


def _families(connection: Connection) -> dict[str, str]:
    rows = connection.execute(sa.select(reports.c.id, sa.func.coalesce(reports.c.family, reports.c.id)).order_by(reports.c.num))
    return {row[0]: row[1] for row in rows}


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
