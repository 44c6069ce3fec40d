"""The read side of a dossier: reports, claims, mentions, judgements and conclusions."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from heldby.base.text import fold
from heldby.judgements.apply import apply_to_claims
from heldby.judgements.judgement import Judgement, Outcomes
from heldby.model import Claim, Event, Mention, Report
from heldby.store import settings
from heldby.store.db.database import Database
from heldby.store.db.schema import claims, mentions, names, readings, reports
from heldby.store.ledger import ledger
from heldby.store.query import claim_filter, claim_query
from heldby.store.query.claim_filter import ClaimFilter
from heldby.store.query.judgement_log import JudgementLog, load_judgement_log
from heldby.store.query.post_filter import PostFilter
from heldby.store.record import conclusions, write
from heldby.store.record.conclusions import Conclusions

IDS_AT_ONCE = 5000
"""Most ids in one query. Both engines accept more parameters than that; the default of SQLite is 32,766."""


class SingleTransaction(Database):
    """A database on which all reads share one open transaction."""

    def __init__(self, engine: Engine, connection: Connection) -> None:
        self.engine = engine
        self._connection = connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Yield the open transaction."""
        yield self._connection


class RecordReader:
    """Queries on a dossier's record. Nothing here changes it.

    Each method reads in a transaction of its own, which an iterator keeps open until it ends. With `in_one_transaction` several methods
    read from the same transaction.
    """

    database: Database

    @contextmanager
    def in_one_transaction(self) -> Iterator[RecordReader]:
        """Yield a reader whose methods all see the record as it is now, until the block ends."""
        with self.database.reading() as connection:
            reader = RecordReader()
            reader.database = SingleTransaction(self.database.engine, connection)
            yield reader

    def reports(self, *, retracted: bool = False) -> Iterator[Report]:
        """Yield the reports in the order in which they were added, including retracted ones if `retracted` is true."""
        query = sa.select(reports.c.payload, reports.c.text).order_by(reports.c.num)
        if not retracted:
            query = query.where(sa.not_(reports.c.retracted))
        with self.database.reading() as connection:
            for row in connection.execute(query, execution_options={"yield_per": 200}):
                yield write.report_from_row(row)

    def report(self, id: str) -> Report | None:
        """Return one report by its id, or None."""
        with self.database.reading() as connection:
            row = connection.execute(sa.select(reports.c.payload, reports.c.text).where(reports.c.id == id)).one_or_none()
        return None if row is None else write.report_from_row(row)

    def known_dates(self, ids: Collection[str] | None = None) -> dict[str, dt.date]:
        """Return, by report id, the day from which a report counts as known: its publication date, else the day on which it was added.

        `ids` names the reports; by default all.
        """
        return self._column(reports.c.known, ids)

    def publication_dates(self, ids: Collection[str] | None = None) -> dict[str, dt.date | None]:
        """Return the publication date of each report by its id, None if nothing reliable states one. For `ids`, see `known_dates`."""
        return self._column(reports.c.published, ids)

    def place_keys(self, name: str) -> set[str]:
        """Return the ids of the places that have this name in some report."""
        query = sa.select(names.c.key).where(names.c.kind == "place", names.c.folded == fold(name))
        with self.database.reading() as connection:
            return set(connection.execute(query).scalars())

    def place_names(self, key: str) -> set[str]:
        """Return the names that reports use for the place with this id, folded."""
        query = sa.select(names.c.folded).where(names.c.kind == "place", names.c.key == key)
        with self.database.reading() as connection:
            return set(connection.execute(query).scalars())

    def original_digests(self) -> Iterator[tuple[str, str]]:
        """Yield the digest of every report's original file, with the report's id."""
        with self.database.reading() as connection:
            query = sa.select(reports.c.sha256, reports.c.id).order_by(reports.c.num)
            for row in connection.execute(query, execution_options={"yield_per": 500}):
                yield row.sha256, row.id

    def outlets(self, ids: Collection[str] | None = None) -> dict[str, str | None]:
        """Return the outlet of each report by its id, None if the report names none. For `ids`, see `known_dates`."""
        return self._column(reports.c.source, ids)

    def families(self) -> dict[str, str]:
        """Return the family of each report by its id; a report in no family is its own."""
        return {id: family or id for id, family in self._column(reports.c.family).items()}

    def _column(self, column: sa.Column, ids: Collection[str] | None = None) -> dict:  # type: ignore[type-arg]
        query = sa.select(reports.c.id, column).order_by(reports.c.num)
        with self.database.reading() as connection:
            if ids is None:
                return {row[0]: row[1] for row in connection.execute(query)}
            wanted = sorted(ids)
            parts = (wanted[start : start + IDS_AT_ONCE] for start in range(0, len(wanted), IDS_AT_ONCE))
            return {row[0]: row[1] for part in parts for row in connection.execute(query.where(reports.c.id.in_(part)))}

    def claims(self, wanted: ClaimFilter | None = None, **filters: object) -> Iterator[Claim]:
        """Yield the claims that pass a filter, in reading order; `filters` are fields of `ClaimFilter`."""
        wanted = wanted or ClaimFilter(**filters)  # type: ignore[arg-type]
        post_filter = PostFilter(wanted)
        with self.database.reading() as connection:
            for row in claim_query.claims_in_reading_order(connection, wanted):
                claim = Claim.model_validate_json(row.payload)
                if post_filter.matches(claim, row.published):
                    yield claim

    def numbered_claims(self, wanted: ClaimFilter, *, after: int = 0) -> Iterator[tuple[int, Claim, Report]]:
        """Yield the claims that pass a filter and have a number above `after`: (number, claim, report without text)."""
        post_filter = PostFilter(wanted)
        with self.database.reading() as connection:
            for row in claim_query.claims_by_number(connection, wanted, after):
                claim = Claim.model_validate_json(row.payload)
                if post_filter.matches(claim, row.published):
                    yield row.num, claim, Report.model_validate({**json.loads(row.report), "text": ""})

    def numbered_reports(self, wanted: ClaimFilter, *, after: int = 0) -> Iterator[tuple[int, Report]]:
        """Yield the reports that pass a filter and have a number above `after`: (number, report).

        Text, days, outlet and retraction are those of the report; one of its claims must pass the other fields of the filter.
        """
        query, claim_part = claim_filter.report_query(self.database.engine, wanted, after), claim_filter.claim_part(wanted)
        with self.database.reading() as connection:
            for row in connection.execute(query, execution_options={"yield_per": 100}):
                report = write.report_from_row(row)
                if not (wanted.zone or wanted.side) or any(True for _ in self.claims(replace(claim_part, report=report.id))):
                    yield row.num, report

    def claims_by_id(self, ids: Iterable[str]) -> dict[str, Claim]:
        """Return claims by their ids, including claims that are superseded or of retracted reports. Unknown ids are left out."""
        wanted = sorted(set(ids))
        parts = (wanted[start : start + IDS_AT_ONCE] for start in range(0, len(wanted), IDS_AT_ONCE))
        found = (claim for part in parts for claim in self.claims(ids=tuple(part), superseded=True, retracted=True))
        return {claim.id: claim for claim in found}

    def reader_versions(self) -> list[str]:
        """Return the versions of the reader that read reports of this dossier, the most recently used last."""
        newest = sa.select(readings.c.reader).group_by(readings.c.reader).order_by(sa.func.max(readings.c.seq))
        with self.database.reading() as connection:
            return list(connection.execute(newest).scalars())

    def reports_read_by(self, reader: str) -> set[str]:
        """Return the ids of the reports that a version of the reader has read."""
        query = sa.select(reports.c.id).join(readings, readings.c.report == reports.c.num).where(readings.c.reader == reader)
        with self.database.reading() as connection:
            return set(connection.execute(query).scalars())

    def judgements(self, events: Iterable[Event] | None = None) -> list[Judgement]:
        """Return every judgement in order, including undone ones.

        Judgements of events are carried over to `events`, by default to the events of the last conclusions.
        """
        with self.database.reading() as connection:
            log = load_judgement_log(connection)
            if events is None and log.event_claims:
                events = conclusions.load(connection).events
        return log.over(events or ())

    def outcomes(self, events: Iterable[Event] | None = None) -> Outcomes:
        """Return the outcome of the judgements of each subject. For `events`, see `judgements`."""
        with self.database.reading() as connection:
            log = load_judgement_log(connection)
            if events is None and log.event_claims:
                events = conclusions.load(connection).events
        return log.outcomes(events or ())

    def judgement_log(self) -> JudgementLog:
        """Return every judgement, not yet carried over to current events."""
        with self.database.reading() as connection:
            return load_judgement_log(connection)

    def judged_claims(self, wanted: ClaimFilter | None = None, **filters: object) -> Iterator[Claim]:
        """Yield the claims that pass a filter, with judgements applied: rejected ones are left out, corrected ones are changed."""
        return apply_to_claims(self.claims(wanted, **filters), self.outcomes())

    def mentions(self, *, kind: str | None = None, report: str | None = None, known_on: dt.date | None = None) -> Iterator[Mention]:
        """Yield the mentions of current readings, without those of retracted reports, in reading order."""
        joined = mentions.join(reports, mentions.c.report == reports.c.num)
        query = sa.select(mentions.c.payload).select_from(joined).where(mentions.c.current, sa.not_(reports.c.retracted))
        if kind:
            query = query.where(mentions.c.kind == kind)
        if report:
            query = query.where(reports.c.id == report)
        if known_on:
            query = query.where(reports.c.known <= known_on)
        with self.database.reading() as connection:
            rows = connection.execute(
                query.order_by(mentions.c.report, mentions.c.start, mentions.c.num), execution_options={"yield_per": 500}
            )
            for row in rows:
                yield Mention.model_validate_json(row.payload)

    def counts(self) -> dict[str, int]:
        """Return the number of rows of the tables `reports` and `claims`, including superseded and retracted ones."""
        with self.database.reading() as connection:
            return {
                table.name: connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one() for table in (reports, claims)
            }

    def ledger_position(self) -> int:
        """Return the number of the newest ledger entry that can change conclusions."""
        with self.database.reading() as connection:
            return ledger.newest_change(connection)

    def conclusions_mark(self) -> str | None:
        """Return the mark of the stored conclusions, "POSITION VERSION": their ledger position and the heldby version that derived them."""
        with self.database.reading() as connection:
            return settings.get(connection, settings.CONCLUDED)

    def conclusions(self) -> Conclusions:
        """Return the stored families, events, control and contradictions."""
        with self.database.reading() as connection:
            return conclusions.load(connection)

    def packed_conclusions(self) -> Conclusions:
        """Return the stored conclusions as packed sequences, which parse a record when it is accessed."""
        with self.database.reading() as connection:
            return conclusions.load_packed(connection)
