"""What a dossier can be asked: its reports, claims, mentions and judgements, and what was concluded from them."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace

import sqlalchemy as sa

from heldby.base.text import fold
from heldby.judgements import carry_over, judgement
from heldby.judgements.judgement import Judgement, Standing, Subject
from heldby.model import Claim, Event, Mention, Report
from heldby.store import actions, settings
from heldby.store.db.database import Database
from heldby.store.db.schema import claims, mentions, names, readings, reports
from heldby.store.ledger import ledger
from heldby.store.query import claim_filter, claim_query
from heldby.store.query.claim_filter import ClaimFilter
from heldby.store.query.post_filter import PostFilter
from heldby.store.record import conclusions, write
from heldby.store.record.conclusions import Conclusions
from heldby.store.record.judgement_rows import all_judgements

IDS_AT_ONCE = 5000
"""Ids in one query; both engines take more parameters than that, SQLite's own default is 32,766."""


class RecordReader:
    """What is asked of a dossier's record; nothing here changes it. Iterators read as they go, in one still picture."""

    database: Database

    def reports(self, *, retracted: bool = False) -> Iterator[Report]:
        """Every report, in the order in which they were added; retracted ones only when asked for."""
        query = sa.select(reports.c.payload, reports.c.text).order_by(reports.c.num)
        if not retracted:
            query = query.where(sa.not_(reports.c.retracted))
        with self.database.reading() as connection:
            for row in connection.execute(query, execution_options={"yield_per": 200}):
                yield write.read_report(row)

    def report(self, id: str) -> Report | None:
        """One report by its id."""
        with self.database.reading() as connection:
            row = connection.execute(sa.select(reports.c.payload, reports.c.text).where(reports.c.id == id)).one_or_none()
        return None if row is None else write.read_report(row)

    def published(self) -> dict[str, dt.date]:
        """Report id to the day from which it counts as known: its publication date, else the day it was read in."""
        return self._column(reports.c.known)

    def dated(self) -> dict[str, dt.date | None]:
        """Report id to its publication date, None where nothing trustworthy states one."""
        return self._column(reports.c.published)

    def place_keys(self, name: str) -> set[str]:
        """Ids of the places that some report spells so."""
        query = sa.select(names.c.key).where(names.c.kind == "place", names.c.folded == fold(name))
        with self.database.reading() as connection:
            return set(connection.execute(query).scalars())

    def place_names(self, key: str) -> set[str]:
        """How reports spell the place with this id, folded."""
        query = sa.select(names.c.folded).where(names.c.kind == "place", names.c.key == key)
        with self.database.reading() as connection:
            return set(connection.execute(query).scalars())

    def original_digests(self) -> Iterator[tuple[str, str]]:
        """The digest of every report's original, with the report's id."""
        with self.database.reading() as connection:
            query = sa.select(reports.c.sha256, reports.c.id).order_by(reports.c.num)
            for row in connection.execute(query, execution_options={"yield_per": 500}):
                yield row.sha256, row.id

    def sources(self) -> dict[str, str | None]:
        """Report id to its outlet."""
        return self._column(reports.c.source)

    def families(self) -> dict[str, str]:
        """Report id to the id of its family: copies and rewrites are one voice."""
        return {id: family or id for id, family in self._column(reports.c.family).items()}

    def _column(self, column: sa.Column) -> dict:  # type: ignore[type-arg]
        with self.database.reading() as connection:
            return {row[0]: row[1] for row in connection.execute(sa.select(reports.c.id, column).order_by(reports.c.num))}

    def claims(self, wanted: ClaimFilter | None = None, **filters: object) -> Iterator[Claim]:
        """The claims that a filter wants, in reading order; filters are the fields of `ClaimFilter`."""
        wanted = wanted or ClaimFilter(**filters)  # type: ignore[arg-type]
        sieve = PostFilter(wanted)
        with self.database.reading() as connection:
            for row in claim_query.in_reading_order(connection, wanted):
                claim = Claim.model_validate_json(row.payload)
                if sieve.lets_through(claim, row.published):
                    yield claim

    def numbered_claims(self, wanted: ClaimFilter, *, after: int = 0) -> Iterator[tuple[int, Claim, Report]]:
        """Wanted claims numbered above `after`, each with its number and its report (without text)."""
        sieve = PostFilter(wanted)
        with self.database.reading() as connection:
            for row in claim_query.numbered(connection, wanted, after):
                claim = Claim.model_validate_json(row.payload)
                if sieve.lets_through(claim, row.published):
                    yield row.num, claim, Report.model_validate({**json.loads(row.report), "text": ""})

    def numbered_reports(self, wanted: ClaimFilter, *, after: int = 0) -> Iterator[tuple[int, Report]]:
        """Reports whose words are wanted and of which some claim passes the other filters, numbered above `after`, with their numbers."""
        query, told = claim_filter.numbered_reports(self.database.engine, wanted, after), claim_filter.of_claims(wanted)
        with self.database.reading() as connection:
            for row in connection.execute(query, execution_options={"yield_per": 100}):
                report = write.read_report(row)
                if not (wanted.zone or wanted.side) or any(True for _ in self.claims(replace(told, report=report.id))):
                    yield row.num, report

    def claims_by_id(self, ids: Iterable[str]) -> dict[str, Claim]:
        """Claims by their ids, whatever became of them since."""
        wanted = sorted(set(ids))
        parts = (wanted[start : start + IDS_AT_ONCE] for start in range(0, len(wanted), IDS_AT_ONCE))
        found = (claim for part in parts for claim in self.claims(ids=tuple(part), superseded=True, retracted=True))
        return {claim.id: claim for claim in found}

    def readers(self) -> list[str]:
        """The readers' versions that made readings here, the newest last."""
        newest = sa.select(readings.c.reader).group_by(readings.c.reader).order_by(sa.func.max(readings.c.seq))
        with self.database.reading() as connection:
            return list(connection.execute(newest).scalars())

    def read_by(self, reader: str) -> set[str]:
        """Ids of the reports that a reader has read."""
        query = sa.select(reports.c.id).join(readings, readings.c.report == reports.c.num).where(readings.c.reader == reader)
        with self.database.reading() as connection:
            return set(connection.execute(query).scalars())

    def judgements(self, events: Iterable[Event] | None = None) -> list[Judgement]:
        """Every judgement in the order in which they were given, also those undone; those of events as they stand for `events`, else for
        the events last concluded."""
        with self.database.reading() as connection:
            given = all_judgements(connection)
            told = {claim for one in given if one.kind == "event" for claim in one.claims}
            if events is None and told:
                events = conclusions.conclusions(connection).events
            query = sa.select(claims.c.id).where(claims.c.current, claims.c.id.in_(told))
            return carry_over.over_events(given, events or (), set(connection.execute(query).scalars()))

    def standings(self, events: Iterable[Event] | None = None) -> dict[tuple[Subject, str], Standing]:
        """What people's judgements of each thing come to; `events` as in `judgements`."""
        with self.database.reading() as connection:
            second = settings.get(connection, "second-approval") == "yes"
        return judgement.standing(self.judgements(events), second_approval=second)

    def judged_claims(self, wanted: ClaimFilter | None = None, **filters: object) -> Iterator[Claim]:
        """Claims as people left them: without those rejected, with what was corrected."""
        return judgement.apply(self.claims(wanted, **filters), self.standings())

    def mentions(self, *, kind: str | None = None, report: str | None = None, known_on: dt.date | None = None) -> Iterator[Mention]:
        """Mentions in reading order."""
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
        """How many reports and claims there are."""
        with self.database.reading() as connection:
            return {
                table.name: connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one() for table in (reports, claims)
            }

    def through(self) -> int:
        """Number of the newest ledger row on which conclusions rest."""
        with self.database.reading() as connection:
            return ledger.newest(connection, silent=actions.SILENT)

    def concluded(self) -> str | None:
        """The mark under which what is derived was last kept; `conclude` says what it means."""
        with self.database.reading() as connection:
            return settings.get(connection, settings.CONCLUDED)

    def conclusions(self) -> Conclusions:
        """Families, events, control and contradictions as they were last concluded."""
        with self.database.reading() as connection:
            return conclusions.conclusions(connection)

    def shelved(self) -> Conclusions:
        """The same, packed: each is read when it is asked for."""
        with self.database.reading() as connection:
            return conclusions.shelved(connection)
