"""The dossier: everything about one investigation, in a folder or in a folder and a database on a server."""

from __future__ import annotations

import getpass
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Self

import sqlalchemy as sa

from heldby.base.canonical_json import digest
from heldby.errors import NoDossier, UnknownRecord, UnwritableDossier
from heldby.judgements.judgement import Subject, Verdict
from heldby.model import Report
from heldby.store import actions, settings
from heldby.store.addition import Addition, ReadingLike, ingest_payload, reading_payload
from heldby.store.captures import FOLDER, Captures
from heldby.store.db import dialect
from heldby.store.db.database import Database
from heldby.store.db.schema import reports
from heldby.store.ledger import ledger
from heldby.store.ledger.originals import Originals
from heldby.store.query.judgement_targets import resolve_target
from heldby.store.query.record_reader import RecordReader
from heldby.store.record import conclusions as stored_conclusions
from heldby.store.record import inference_cache, write
from heldby.store.record.conclusions import Conclusions
from heldby.store.search import maintenance
from heldby.store.state import working_state

DATABASE_FILE = "heldby.db"


class Dossier(RecordReader):
    """One investigation: originals, ledger and record. Open it with `Dossier.open` and use it as a context manager."""

    def __init__(self, folder: Path, database: Database, who: str) -> None:
        self.folder = folder
        self.database = database
        self.who = who
        self.originals = Originals(folder / "originals")

    @classmethod
    def open(cls, folder: str | Path, *, create: bool = False, database: str | None = None, who: str | None = None) -> Self:
        """Open the dossier in a folder and update its tables to the current schema.

        Args:
            folder: the folder that holds the originals and, without `database`, the record.
            create: whether to create the dossier if there is none.
            database: the URL of a PostgreSQL database that holds the record instead of a file in the folder.
            who: the person named in the ledger; by default HELDBY_USER, else the login name.

        Raises:
            NoDossier: the folder holds no dossier and `create` is false.
            DossierError: the dossier cannot be opened; the message says why.
        """
        folder = Path(folder)
        file = folder / DATABASE_FILE
        if not create and not (folder.is_dir() if database else file.is_file()):
            raise NoDossier(f"No dossier in {folder}. Create one with: heldby run PATH... --dossier {folder}")
        if create:
            _create_folder(folder)
        opened = cls(folder, Database(dialect.server_url(database) if database else dialect.file_url(file)), who or default_user())
        opened.database.prepare()
        return opened

    def close(self) -> None:
        """Close the database connections."""
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    # Reports

    def assign_id(self, report: Report) -> Report | None:
        """Return the report with the id that it will have here, ready to be read; None if it is stored already or was erased.

        Two different reports with one given id are kept apart: the first keeps the id, the other gets `id~` and eight hexadecimal digits.
        """
        with self.database.reading() as connection:
            id = write.assign_id(connection, report)
        if id is None:
            return None
        return report if id == report.id else report.model_copy(update={"id": id})

    def add(self, report: Report, original: bytes, reading: ReadingLike, **more: Any) -> bool:
        """Add one report; return whether it is new. The arguments are the fields of `Addition`."""
        return self.add_all([Addition(report, original, reading, **more)])[0]

    def add_all(self, additions: Sequence[Addition]) -> list[bool]:
        """Add reports with their readings in one transaction; return for each whether it was added.

        False means that the report was stored already, or that another report took its id since `assign_id`. Call `assign_id` again to
        tell the two apart.

        Raises:
            ValueError: the SHA-256 in a report is not that of the bytes that came with it. Nothing is added.
        """
        for one in additions:
            if digest(one.original) != one.report.sha256:
                raise ValueError(f"report {one.report.id} names original {one.report.sha256}, but its bytes are {digest(one.original)}")
        self.originals.add_all([one.original for one in additions])
        with self.database.writing() as connection:
            ids = write.assign_ids(connection, [one.report for one in additions])
            new = {id: one for id, one in zip(reversed(ids), reversed(additions), strict=True) if id == one.report.id}
            payloads = ((one.report.id, ingest_payload(one)) for one in reversed(new.values()))
            actions.apply_entries(connection, ledger.extend(connection, self.who, "ingest", payloads))
        return [new.get(one.report.id) is one for one in additions]

    def reread(self, report: str, reading: ReadingLike, *, reader: str = "") -> None:
        """Store a newer reading of a report. Claims that the new reading does not have stay in the record, marked as superseded."""
        self._record("reread", report, {"report": report, **reading_payload(reading, reader)})

    def retract(self, report: str, why: str, *, retracted: bool = True) -> None:
        """Exclude the claims of a report from all conclusions, or include them again if `retracted` is false. They stay in the record.

        Raises:
            UnknownRecord: there is no such report.
        """
        self._record("retract", self._existing(report), {"report": report, "retracted": retracted, "why": why})

    def erase(self, report: str, why: str) -> None:
        """Delete a report, its original, the downloads that hold it and everything read in it. A tombstone stays in the ledger.

        The inference cache and the working state are deleted.

        Raises:
            UnknownRecord: there is no such report.
        """
        found = self.report(self._existing(report))
        with self.database.writing() as connection:
            sha256: str = connection.execute(sa.select(reports.c.sha256).where(reports.c.id == report)).scalar_one()
            actions.erase(connection, who=self.who, report=report, why=why)
            shared = connection.execute(sa.select(reports.c.num).where(reports.c.sha256 == sha256)).first()
            inference_cache.clear(self.folder)
            working_state.delete(self.folder)
        if found is not None:
            Captures(self.folder / FOLDER).erase(found.path, found.url, self.originals.read(sha256))
        if shared is None:
            self.originals.erase(sha256)
        maintenance.purge_deleted(self.database.engine)

    # Judgements, settings and other actions

    def judge(self, kind: Subject, judged: str, verdict: Verdict, why: str, correction: Mapping[str, Any] | None = None) -> int:
        """Accept, reject or correct something; return the number of the judgement, which `undo` takes.

        Args:
            kind: the kind of thing that is judged.
            judged: its id, its name (a place or actor), or two ids joined by `PAIR_SEPARATOR` (two reports or two events).
            verdict: the judgement.
            why: the reason.
            correction: the right values by field name, if the verdict is `correct`.

        Raises:
            ValueError: the correction is missing or not possible.
            UnknownRecord: the dossier contains no such thing.
        """
        target = resolve_target(self, kind, judged, verdict, correction or {})
        payload = {
            "kind": kind, "judged": target.subject, "verdict": verdict, "why": why, "correction": dict(target.correction or {}) or None
        }  # fmt: skip
        return self._record("judge", target.subject, {**payload, "claims": list(target.claims)} if target.claims else payload)

    def undo(self, judgement: int, why: str) -> None:
        """Withdraw a judgement; it stays in the ledger.

        Raises:
            UnknownRecord: there is no such judgement.
        """
        if judgement not in {one.seq for one in self.judgements()}:
            raise UnknownRecord(f"there is no judgement {judgement}")
        self._record("undo", str(judgement), {"judgement": judgement, "why": why})

    def configure(self, name: str, value: str) -> None:
        """Change a setting of the dossier.

        Raises:
            UnknownRecord: there is no such setting, or the value is not allowed.
        """
        settings.check(name, value)
        self._record("setting", name, {"name": name, "value": value})

    def log_action(self, action: str, subject: str, payload: Mapping[str, Any]) -> int:
        """Record another action, such as an export, an archive or a timestamp; return the number of its ledger entry."""
        return self._record(action, subject, payload)

    def _record(self, action: str, subject: str, payload: Mapping[str, Any]) -> int:
        with self.database.writing() as connection:
            return actions.record_action(connection, who=self.who, action=action, subject=subject, payload=payload).seq

    def _existing(self, report: str) -> str:
        if self.report(report) is None:
            raise UnknownRecord(f"there is no report {report}")
        return report

    # Conclusions and caches

    def save_conclusions(self, conclusions: Conclusions, *, through: int, by: str) -> bool:
        """Replace the stored conclusions in one transaction; return whether they were stored.

        Args:
            conclusions: families, events, control and contradictions.
            through: the number of the newest ledger entry that they rest on. If the stored ones rest on a newer entry, nothing is stored.
            by: the version of heldby that derived them.
        """
        with self.database.writing() as connection:
            return stored_conclusions.save(connection, conclusions, through=through, by=by)

    def save_explain_context(self, context: str, mark: str) -> None:
        """Store the context that all explanations share, if the stored conclusions still have the mark `mark`."""
        with self.database.writing() as connection:
            stored_conclusions.save_explain_context(connection, context, mark)

    def load_inferences(self) -> dict[str, str]:
        """Return the cached inferences about places as JSON, keyed by a digest of their inputs."""
        return inference_cache.load(self.folder)

    def save_inferences(self, inferences: Mapping[str, str]) -> None:
        """Replace the cached inferences about places."""
        inference_cache.save(self.folder, inferences)

    def load_signatures(self) -> bytes:
        """Return the cached signatures (MinHash) of texts; empty if there are none."""
        return inference_cache.load_signatures(self.folder)

    def save_signatures(self, signatures: bytes) -> None:
        """Replace the cached signatures of texts."""
        inference_cache.save_signatures(self.folder, signatures)


def default_user() -> str:
    """Return the name for the ledger: HELDBY_USER, else the login name, else "unknown"."""
    try:
        return os.environ.get("HELDBY_USER") or getpass.getuser()
    except (OSError, KeyError):
        return "unknown"


def _create_folder(folder: Path) -> None:
    try:
        (folder / "originals").mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnwritableDossier(f"no dossier can be created in {folder}: {error.strerror or error}") from error
