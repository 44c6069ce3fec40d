"""The dossier: the folder, or the folder and a database server, that holds one investigation."""

from __future__ import annotations

import getpass
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, Self

import sqlalchemy as sa

from heldby.base.canonical_json import digest
from heldby.errors import NoDossier, UnknownRecord, UnwritableDossier
from heldby.judgements.judgement import Subject, Verdict
from heldby.model import Claim, Mention, Report
from heldby.store import actions, settings
from heldby.store.db import dialect
from heldby.store.db.database import Database
from heldby.store.db.schema import reports
from heldby.store.ledger import ledger
from heldby.store.ledger.originals import Originals
from heldby.store.query.judgement_targets import resolve_target
from heldby.store.query.record_reader import RecordReader
from heldby.store.record import conclusions as derived
from heldby.store.record import inference_cache, write
from heldby.store.record.conclusions import Conclusions
from heldby.store.search import maintenance

DATABASE_FILE = "heldby.db"


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


class Dossier(RecordReader):
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
        opened = cls(folder, Database(dialect.server_url(database) if database else dialect.file_url(file)), who or default_user())
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
            id = write.assign_id(connection, report)
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
            own = write.assign_ids(connection, [one.report for one in additions])
            new = {id: one for id, one in zip(reversed(own), reversed(additions), strict=True) if id == one.report.id}
            told = ((one.report.id, _ingested(one)) for one in reversed(new.values()))
            actions.apply_entries(connection, ledger.extend(connection, self.who, "ingest", told))
        return [new.get(one.report.id) is one for one in additions]

    def reread(self, report: str, reading: ReadingLike, *, reader: str = "") -> None:
        """Keep what a newer reader made of a report; the claims it no longer makes stay, marked superseded."""
        self._do("reread", report, {"report": report, **_reading(reading, reader)})

    def retract(self, report: str, why: str, *, retracted: bool = True) -> None:
        """Take a report's claims out of every conclusion, or back in; they stay in the record."""
        self._do("retract", self._known(report), {"report": report, "retracted": retracted, "why": why})

    def erase(self, report: str, why: str) -> None:
        """Remove a report, its original and all that was read in it, leaving a tombstone in the ledger; what was remembered goes too."""
        self._known(report)
        with self.database.writing() as connection:
            sha256: str = connection.execute(sa.select(reports.c.sha256).where(reports.c.id == report)).scalar_one()
            actions.erase(connection, who=self.who, report=report, why=why)
            shared = connection.execute(sa.select(reports.c.num).where(reports.c.sha256 == sha256)).first()
            inference_cache.clear(self.folder)
        if shared is None:
            self.originals.erase(sha256)
        maintenance.purge_deleted(self.database.engine)

    def judge(self, kind: Subject, judged: str, verdict: Verdict, why: str, correction: Mapping[str, Any] | None = None) -> int:
        """Accept, reject or correct something; the number by which it can be undone.

        Raises:
            ValueError: the correction is none that can be made.
            UnknownRecord: there is no such thing in the dossier.
        """
        subject, told = resolve_target(self, kind, judged, verdict, correction or {})
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
            return actions.record_action(connection, who=self.who, action=action, subject=subject, payload=payload).seq

    def _known(self, report: str) -> str:
        if self.report(report) is None:
            raise UnknownRecord(f"there is no report {report}")
        return report

    # Concluding

    def remembered(self) -> dict[str, str]:
        """What was inferred of places before, by a digest of what it rests on."""
        return inference_cache.load(self.folder)

    def remember(self, inferred: Mapping[str, str]) -> None:
        """Put it in the place of what was remembered."""
        inference_cache.save(self.folder, inferred)

    def sketches(self) -> bytes:
        """Signatures of texts that were made before."""
        return inference_cache.load_signatures(self.folder)

    def keep_sketches(self, sketches: bytes) -> None:
        """Put them in the place of those that were made before."""
        inference_cache.save_signatures(self.folder, sketches)

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
            return derived.save(connection, conclusions, through=through, by=by)

    def keep_common(self, common: str, mark: str) -> None:
        """Keep what is common to the answers about all places beside conclusions that lack it; `mark` is theirs, as `concluded` gave it."""
        with self.database.writing() as connection:
            derived.save_explain_context(connection, common, mark)


def _ingested(one: Addition) -> dict[str, Any]:
    read = {**_reading(one.reading, one.reader), "notes": [*one.notes, *one.reading.notes]}
    return {"report": one.report.model_dump(mode="json"), "given_id": one.given_id or one.report.id, **read}


def _reading(reading: ReadingLike, reader: str) -> dict[str, Any]:
    return {
        "reader": reader or (reading.claims[0].reader if reading.claims else ""),
        "claims": [claim.model_dump(mode="json") for claim in reading.claims],
        "mentions": [mention.model_dump(mode="json") for mention in reading.mentions],
    }


def default_user() -> str:
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
