"""Looking up current claims by id, by report or by the name of a place or actor, each with what is known about its report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import sqlalchemy as sa

from heldby.base.text import fold
from heldby.model import Claim
from heldby.store.db.schema import claim_actors, claim_places, claims, judgements, ledger, reports
from heldby.store.ledger.ledger import SILENT_ACTIONS
from heldby.store.query.record_reader import RecordReader

AT_ONCE = 500
"""Greatest number of values in one query."""


class FoundClaim(NamedTuple):
    """A current claim of a report that is not retracted, with the report's date of publication and outlet."""

    claim: Claim
    published: dt.date | None
    outlet: str | None


def claims_by_id(reader: RecordReader, ids: Iterable[str]) -> Iterator[FoundClaim]:
    """Yield the current claims with some ids."""
    return _find(reader, claims.c.id, ids)


def claims_of_reports(reader: RecordReader, ids: Iterable[str]) -> Iterator[FoundClaim]:
    """Yield the current claims of some reports."""
    return _find(reader, reports.c.id, ids)


def claims_at_name(reader: RecordReader, name: str) -> Iterator[FoundClaim]:
    """Yield the current claims of which a place is written with a name, in any spelling of case and accents."""
    numbers = sa.select(claim_places.c.claim).where(claim_places.c.written == fold(name))
    return _rows(reader, claims.c.num.in_(numbers))


def claims_naming(reader: RecordReader, names: Iterable[str]) -> list[str]:
    """Return the ids of the claims of which an actor, target or source has one of some names."""
    folded = {fold(name) for name in names}
    named = sa.or_(claim_actors.c.folded.in_(folded), claim_actors.c.written.in_(folded))
    query = sa.select(claims.c.id).where(claims.c.num.in_(sa.select(claim_actors.c.claim).where(named)))
    with reader.database.reading() as connection:
        return list(connection.execute(query).scalars())


def names_of_places(reader: RecordReader, report: str) -> set[str]:
    """Return the names, folded, with which all claims of a report write places, including claims that are superseded."""
    joined = claim_places.join(claims, claim_places.c.claim == claims.c.num).join(reports, claims.c.report == reports.c.num)
    query = sa.select(claim_places.c.written).select_from(joined).where(reports.c.id == report)
    with reader.database.reading() as connection:
        return set(connection.execute(query).scalars())


def report_outlets(reader: RecordReader, ids: Iterable[str]) -> dict[str, str | None]:
    """Return the outlet of each of some reports by id. Reports that are retracted or not there are left out."""
    found: dict[str, str | None] = {}
    with reader.database.reading() as connection:
        for part in _parts(ids):
            query = sa.select(reports.c.id, reports.c.source).where(reports.c.id.in_(part), sa.not_(reports.c.retracted))
            found.update((row.id, row.source) for row in connection.execute(query))
    return found


def all_report_ids(reader: RecordReader) -> list[str]:
    """Return the ids of all reports that are not retracted, in the order in which they were added."""
    query = sa.select(reports.c.id).where(sa.not_(reports.c.retracted)).order_by(reports.c.num)
    with reader.database.reading() as connection:
        return list(connection.execute(query).scalars())


def entry_hash(reader: RecordReader, seq: int) -> str | None:
    """Return the hash of a ledger entry, or None if there is none with this number."""
    with reader.database.reading() as connection:
        return connection.execute(sa.select(ledger.c.hash).where(ledger.c.seq == seq)).scalar()


def actions_after(reader: RecordReader, seq: int) -> list[tuple[str, str]]:
    """Return the action and the subject of each ledger entry after a number that can change conclusions."""
    query = sa.select(ledger.c.action, ledger.c.subject).where(ledger.c.seq > seq, ledger.c.action.not_in(SILENT_ACTIONS))
    with reader.database.reading() as connection:
        return [(row.action, row.subject) for row in connection.execute(query.order_by(ledger.c.seq))]


def judged_reports(reader: RecordReader, subjects: Iterable[str], undone: Iterable[int]) -> set[str] | None:
    """Return the reports of the claims that judgements are about.

    Returns None if one of the judgements is not about a claim, or gives a claim other places.

    Args:
        reader: the record.
        subjects: the subjects of new judgements.
        undone: the numbers of judgements that were undone.
    """
    wanted, numbers = set(subjects), list(undone)
    rows = sa.select(judgements.c.kind, judgements.c.subject, judgements.c.correction)
    with reader.database.reading() as connection:
        found = list(connection.execute(rows.where(sa.or_(judgements.c.subject.in_(wanted), judgements.c.seq.in_(numbers)))))
        if any(row.kind != "claim" or '"place"' in (row.correction or "") for row in found):
            return None
        wanted.update(row.subject for row in found)
        joined = claims.join(reports, claims.c.report == reports.c.num)
        return set(connection.execute(sa.select(reports.c.id).select_from(joined).where(claims.c.id.in_(wanted))).scalars())


def _find(reader: RecordReader, column: sa.Column[Any], values: Iterable[str]) -> Iterator[FoundClaim]:
    for part in _parts(values):
        yield from _rows(reader, column.in_(part))


def _rows(reader: RecordReader, condition: sa.ColumnElement[bool]) -> Iterator[FoundClaim]:
    query = sa.select(claims.c.payload, reports.c.published, reports.c.source).join(reports, claims.c.report == reports.c.num)
    with reader.database.reading() as connection:
        for row in connection.execute(query.where(condition, claims.c.current, sa.not_(reports.c.retracted))):
            yield FoundClaim(Claim.model_validate_json(row.payload), row.published, row.source)


def _parts(values: Iterable[str]) -> Iterator[list[str]]:
    wanted = sorted(set(values))
    return (wanted[start : start + AT_ONCE] for start in range(0, len(wanted), AT_ONCE))
