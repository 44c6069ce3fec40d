"""Writing reports, claims and mentions as rows. Called while reading in and, with the same payloads from the ledger, while rebuilding."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from heldby.model import Claim, Mention, Report
from heldby.store import dialect, removing
from heldby.store.canonical import canonical, digest
from heldby.store.folding import fold
from heldby.store.tables import claim_actors, claim_places, claims, mentions, reports


def identity(report: Report) -> str:
    """What makes two reports under one given id the same: text, title, publication date, outlet and address."""
    return digest(canonical([report.text, report.title, str(report.published), report.source, report.url]))


def own_id(connection: Connection, report: Report) -> str | None:
    """The id under which a report is to be kept, or None if it is kept already or was erased.

    An id made from the original's bytes is the report. A given id belongs to the first report that came with it; another report under the
    same id is kept apart as `id~` and eight digits of its identity, which every later run finds again.
    """
    kept = _kept(connection, report.id)
    if kept is None:
        return None if removing.is_erased(connection, report.id) else report.id
    mine = identity(report)
    if kept == mine or report.id == f"sha256:{report.sha256}":
        return None
    apart = f"{report.id}~{mine[:8]}"
    return None if _kept(connection, apart) is not None or removing.is_erased(connection, apart) else apart


def _kept(connection: Connection, id: str) -> str | None:
    return connection.execute(sa.select(reports.c.identity).where(reports.c.id == id)).scalar()


def add_report(connection: Connection, report: Report, *, read_on: dt.date, read_by: str, notes: Sequence[str]) -> int:
    """Write a report's row; its number. `read_on` dates what is undated, `read_by` is the reader's version."""
    facts = report.model_dump(mode="json", exclude={"text"})
    row = {
        "id": report.id,
        "identity": identity(report),
        "sha256": report.sha256,
        "published": report.published,
        "known": report.published or read_on,
        "title": report.title,
        "source": report.source,
        "text": report.text,
        "payload": canonical(facts),
        "notes": canonical(list(notes)),
        "read_by": read_by,
        "retracted": False,
    }
    num: int = connection.execute(reports.insert().values(row).returning(reports.c.num)).scalar_one()
    dialect.index_text(connection, reports, [{**row, "num": num}])
    return num


def add_claims(connection: Connection, report: int, found: Iterable[Claim]) -> None:
    """Write a report's claims with what questions filter them by; a claim this reader has made before stays as it is."""
    known = {(row.id, row.reader) for row in connection.execute(sa.select(claims.c.id, claims.c.reader).where(claims.c.report == report))}
    fresh = {(claim.id, claim.reader): claim for claim in found if (claim.id, claim.reader) not in known}
    if not fresh:
        return
    rows = [_claim_row(report, claim) for claim in fresh.values()]
    insert = claims.insert().returning(claims.c.num, sort_by_parameter_order=True)
    nums = [row.num for row in connection.execute(insert, rows)]
    dialect.index_text(connection, claims, [{**row, "num": num} for num, row in zip(nums, rows, strict=True)])
    places = [row for num, claim in zip(nums, fresh.values(), strict=True) for row in _place_rows(num, claim)]
    actors = [row for num, claim in zip(nums, fresh.values(), strict=True) for row in _actor_rows(num, claim)]
    if places:
        connection.execute(claim_places.insert(), places)
    if actors:
        connection.execute(claim_actors.insert(), actors)


def _claim_row(report: int, claim: Claim) -> dict[str, Any]:
    return {
        "id": claim.id,
        "report": report,
        "reader": claim.reader,
        "kind": claim.kind,
        "type": claim.type,
        "status": claim.status,
        "first": claim.when and claim.when.first,
        "last": claim.when and claim.when.last,
        "start": claim.start,
        "confidence": claim.confidence,
        "quote": claim.quote,
        "payload": claim.model_dump_json(),
        "current": True,
    }


def _place_rows(num: int, claim: Claim) -> Iterable[dict[str, Any]]:
    for position, place in enumerate(claim.place):
        names = {"folded": fold(place.name or place.text), "written": fold(place.text)}
        yield {"claim": num, "position": position, "key": place.id, **names, "lat": place.lat, "lon": place.lon}


def _actor_rows(num: int, claim: Claim) -> Iterable[dict[str, Any]]:
    for role, actors in (("actor", claim.actor), ("target", claim.target)):
        for position, actor in enumerate(actors):
            names = {"folded": fold(actor.name or actor.text), "written": fold(actor.text)}
            yield {"claim": num, "role": role, "position": position, "key": actor.id, **names}


def add_mentions(connection: Connection, report: int, reader: str, found: Iterable[Mention]) -> None:
    """Write a report's mentions."""
    rows = [
        {
            "report": report,
            "reader": reader,
            "kind": mention.kind,
            "key": mention.id,
            "start": mention.start,
            "payload": mention.model_dump_json(),
            "current": True,
        }
        for mention in found
    ]
    if rows:
        connection.execute(mentions.insert(), rows)


def read_report(row: Any) -> Report:
    """A report's row as the report that was kept."""
    return Report.model_validate({**json.loads(row.payload), "text": row.text})
