"""The dossier: the folder, or the folder and a database server, that holds one investigation."""

from __future__ import annotations

import datetime as dt
import getpass
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol, Self

import sqlalchemy as sa

from heldby.model import Claim, Event, Mention, Report
from heldby.store import acts, asking, derived, dialect, finding, following, indexes, judging, keeping, ledger, remembered, settings
from heldby.store.asking import Wanted
from heldby.store.canonical import digest
from heldby.store.correcting import judgeable
from heldby.store.database import Database
from heldby.store.derived import Conclusions
from heldby.store.errors import NoDossier, UnknownRecord, UnwritableDossier
from heldby.store.folding import fold
from heldby.store.judging import Judgement, Standing, Subject, Verdict
from heldby.store.originals import Originals
from heldby.store.sifting import Sieve
from heldby.store.tables import claims, mentions, names, readings, reports

DATABASE_FILE = "heldby.db"
IDS_AT_ONCE = 5000
"""Ids in one query; both engines take more parameters than that, SQLite's own default is 32,766."""


class ReadingLike(Protocol):
    """What a reader made of one report."""

    @property
    def report(self) -> Report: ...
    @property
    def mentions(self) -> Sequence[Mention]: ...
    @property
    def claims(self) -> Sequence[Claim]: ...
    @property
    def notes(self) -> Sequence[str]: ...


@dataclass(frozen=True, slots=True)
class Addition:
    """A report to keep: as `as_new` gave it (its claims carry its id), the bytes it came in, and what was read in it.

    `reader` is the version that read it, else that of its claims; `given_id` the id it came with, when `as_new` changed it; `notes` what
    was doubtful in taking it in.
    """

    report: Report
    original: bytes
    reading: ReadingLike
    reader: str = ""
    given_id: str | None = None
    notes: Sequence[str] = ()


class Dossier:
    """One investigation: originals, ledger, record. Open it with `Dossier.open`; it is a context manager."""

    def __init__(self, folder: Path, database: Database, who: str) -> None:
        self.folder = folder
        self.database = database
        self.who = who
        self.originals = Originals(folder / "originals")

    @classmethod
    def open(cls, folder: str | Path, *, create: bool = False, database: str | None = None, who: str | None = None) -> Self:
        """Open the dossier in a folder, its tables brought up to date.

        Args:
            folder: where originals and, without `database`, the record are.
            create: make the dossier if there is none.
            database: a PostgreSQL URL that holds the record instead of a file in the folder.
            who: the person whom the ledger names for what is done; else HELDBY_USER, else the login name.

        Raises:
            NoDossier: there is none and `create` is false.
            DossierError: it cannot be opened; the message says why.
        """
        folder = Path(folder)
        file = folder / DATABASE_FILE
        if not create and not (folder.is_dir() if database else file.is_file()):
            raise NoDossier(f"there is no dossier in {folder}; `heldby run PATH... --dossier {folder}` makes one")
        if create:
            _make(folder)
        opened = cls(folder, Database(dialect.server_url(database) if database else dialect.file_url(file)), who or login())
        opened.database.prepare()
        return opened

    def close(self) -> None:
        """Let go of the database."""
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    # Reading in

    def as_new(self, report: Report) -> Report | None:
        """The report under the id it will have here, ready to be read; None when it is kept already.

        Two different reports under one given id are kept apart: the first keeps the id, the other gets `id~` and eight hexadecimal digits.
        """
        with self.database.reading() as connection:
            id = keeping.own_id(connection, report)
        if id is None:
            return None
        return report if id == report.id else report.model_copy(update={"id": id})

    def add(self, report: Report, original: bytes, reading: ReadingLike, **more: Any) -> bool:
        """Keep one report with what was read in it; False when it was there already. The arguments are the fields of `Addition`."""
        return self.add_all([Addition(report, original, reading, **more)])[0]

    def add_all(self, additions: Sequence[Addition]) -> list[bool]:
        """Keep reports with what was read in them, all in one transaction; for each, whether it is new here.

        False says that the report was there already, or that its id was given to another one since `as_new`, which then gives it its own.

        Raises:
            ValueError: a report names another original than the bytes that came with it; nothing is kept.
        """
        for one in additions:
            if digest(one.original) != one.report.sha256:
                raise ValueError(f"report {one.report.id} names original {one.report.sha256}, but its bytes are {digest(one.original)}")
        self.originals.keep_all([one.original for one in additions])
        with self.database.writing() as connection:
            own = keeping.own_ids(connection, [one.report for one in additions])
            new = {id: one for id, one in zip(reversed(own), reversed(additions), strict=True) if id == one.report.id}
            told = ((one.report.id, _ingested(one)) for one in reversed(new.values()))
            acts.carry_out_all(connection, ledger.extend(connection, self.who, "ingest", told))
        return [new.get(one.report.id) is one for one in additions]

    def reread(self, report: str, reading: ReadingLike, *, reader: str = "") -> None:
        """Keep what a newer reader made of a report; the claims it no longer makes stay, marked superseded."""
        self._do("reread", report, {"report": report, **_reading(reading, reader)})

    def retract(self, report: str, why: str, *, retracted: bool = True) -> None:
        """Take a report's claims out of every conclusion, or back in; they stay in the record."""
        self._do("retract", self._known(report), {"report": report, "retracted": retracted, "why": why})

    def erase(self, report: str, why: str) -> None:
        """Remove a report, its original and all that was read in it, leaving a tombstone in the ledger."""
        self._known(report)
        with self.database.writing() as connection:
            sha256: str = connection.execute(sa.select(reports.c.sha256).where(reports.c.id == report)).scalar_one()
            acts.erase(connection, who=self.who, report=report, why=why)
            shared = connection.execute(sa.select(reports.c.num).where(reports.c.sha256 == sha256)).first()
        if shared is None:
            self.originals.erase(sha256)
        indexes.scrub(self.database.engine)

    def judge(self, kind: Subject, judged: str, verdict: Verdict, why: str, correction: Mapping[str, Any] | None = None) -> int:
        """Accept, reject or correct something; the number by which it can be undone.

        Raises:
            ValueError: the correction is none that can be made.
            UnknownRecord: there is no such thing in the dossier.
        """
        subject, told = judgeable(self, kind, judged, verdict, correction or {})
        payload = {"kind": kind, "judged": subject, "verdict": verdict, "why": why, "correction": dict(correction or {}) or None}
        return self._do("judge", subject, {**payload, "claims": list(told)} if told else payload)

    def undo(self, judgement: int, why: str) -> None:
        """Take a judgement back; it stays in the ledger."""
        if judgement not in {one.seq for one in self.judgements()}:
            raise UnknownRecord(f"there is no judgement {judgement}")
        self._do("undo", str(judgement), {"judgement": judgement, "why": why})

    def configure(self, name: str, value: str) -> None:
        """Change a setting of the dossier."""
        settings.check(name, value)
        self._do("setting", name, {"name": name, "value": value})

    def note(self, action: str, subject: str, payload: Mapping[str, Any]) -> int:
        """Put into the ledger what changes nothing but is to be remembered: an export, a pack, a timestamp."""
        return self._do(action, subject, payload)

    def _do(self, action: str, subject: str, payload: Mapping[str, Any]) -> int:
        with self.database.writing() as connection:
            return acts.do(connection, who=self.who, action=action, subject=subject, payload=payload).seq

    def _known(self, report: str) -> str:
        if self.report(report) is None:
            raise UnknownRecord(f"there is no report {report}")
        return report

    # Asking

    def reports(self, *, retracted: bool = False) -> Iterator[Report]:
        """Every report, in the order in which they were added; retracted ones only when asked for."""
        query = sa.select(reports.c.payload, reports.c.text).order_by(reports.c.num)
        if not retracted:
            query = query.where(sa.not_(reports.c.retracted))
        with self.database.reading() as connection:
            for row in connection.execute(query, execution_options={"yield_per": 200}):
                yield keeping.read_report(row)

    def report(self, id: str) -> Report | None:
        """One report by its id."""
        with self.database.reading() as connection:
            row = connection.execute(sa.select(reports.c.payload, reports.c.text).where(reports.c.id == id)).one_or_none()
        return None if row is None else keeping.read_report(row)

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

    def claims(self, wanted: Wanted | None = None, **filters: object) -> Iterator[Claim]:
        """The claims that a filter wants, in reading order; filters are the fields of `Wanted`."""
        wanted = wanted or Wanted(**filters)  # type: ignore[arg-type]
        sieve = Sieve(wanted)
        with self.database.reading() as connection:
            for row in finding.in_reading_order(connection, wanted):
                claim = Claim.model_validate_json(row.payload)
                if sieve.lets_through(claim, row.published):
                    yield claim

    def numbered_claims(self, wanted: Wanted, *, after: int = 0) -> Iterator[tuple[int, Claim, Report]]:
        """Wanted claims numbered above `after`, each with its number and its report (without text)."""
        sieve = Sieve(wanted)
        with self.database.reading() as connection:
            for row in finding.numbered(connection, wanted, after):
                claim = Claim.model_validate_json(row.payload)
                if sieve.lets_through(claim, row.published):
                    yield row.num, claim, Report.model_validate({**json.loads(row.report), "text": ""})

    def numbered_reports(self, wanted: Wanted, *, after: int = 0) -> Iterator[tuple[int, Report]]:
        """Reports whose words are wanted and of which some claim passes the other filters, numbered above `after`, with their numbers."""
        query, told = asking.numbered_reports(self.database.engine, wanted, after), asking.of_claims(wanted)
        with self.database.reading() as connection:
            for row in connection.execute(query, execution_options={"yield_per": 100}):
                report = keeping.read_report(row)
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
            given = judging.all_judgements(connection)
            told = {claim for one in given if one.kind == "event" for claim in one.claims}
            if events is None and told:
                events = derived.conclusions(connection).events
            query = sa.select(claims.c.id).where(claims.c.current, claims.c.id.in_(told))
            return following.over_events(given, events or (), set(connection.execute(query).scalars()))

    def standings(self, events: Iterable[Event] | None = None) -> dict[tuple[Subject, str], Standing]:
        """What people's judgements of each thing come to; `events` as in `judgements`."""
        with self.database.reading() as connection:
            second = settings.get(connection, "second-approval") == "yes"
        return judging.standing(self.judgements(events), second_approval=second)

    def judged_claims(self, wanted: Wanted | None = None, **filters: object) -> Iterator[Claim]:
        """Claims as people left them: without those rejected, with what was corrected."""
        return judging.apply(self.claims(wanted, **filters), self.standings())

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

    # What is derived

    def through(self) -> int:
        """Number of the newest ledger row on which conclusions rest."""
        with self.database.reading() as connection:
            return ledger.newest(connection, silent=acts.SILENT)

    def concluded(self) -> str | None:
        """The mark under which what is derived was last kept; `conclude` says what it means."""
        with self.database.reading() as connection:
            return settings.get(connection, settings.CONCLUDED)

    def remembered(self) -> dict[str, str]:
        """What was inferred of places before, by a digest of what it rests on."""
        return remembered.load(self.folder)

    def remember(self, inferred: Mapping[str, str]) -> None:
        """Put it in the place of what was remembered."""
        remembered.save(self.folder, inferred)

    def conclude(self, conclusions: Conclusions, *, through: int, by: str) -> bool:
        """Put what later stages concluded in the place of what they had, in one transaction.

        Args:
            conclusions: families, events, control and contradictions.
            through: the ledger row up to which their claims were read; conclusions from fewer rows than those kept are dropped.
            by: the version that concluded.

        Returns:
            Whether they were kept.
        """
        with self.database.writing() as connection:
            return derived.conclude(connection, conclusions, through=through, by=by)

    def conclusions(self) -> Conclusions:
        """Families, events, control and contradictions as they were last concluded."""
        with self.database.reading() as connection:
            return derived.conclusions(connection)


def _ingested(one: Addition) -> dict[str, Any]:
    read = {**_reading(one.reading, one.reader), "notes": [*one.notes, *one.reading.notes]}
    return {"report": one.report.model_dump(mode="json"), "given_id": one.given_id or one.report.id, **read}


def _reading(reading: ReadingLike, reader: str) -> dict[str, Any]:
    return {
        "reader": reader or (reading.claims[0].reader if reading.claims else ""),
        "claims": [claim.model_dump(mode="json") for claim in reading.claims],
        "mentions": [mention.model_dump(mode="json") for mention in reading.mentions],
    }


def login() -> str:
    """Whom the ledger names: HELDBY_USER, else the login name, else "unknown"."""
    try:
        return os.environ.get("HELDBY_USER") or getpass.getuser()
    except (OSError, KeyError):
        return "unknown"


def _make(folder: Path) -> None:
    try:
        (folder / "originals").mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnwritableDossier(f"no dossier can be made in {folder}: {error.strerror or error}") from error
