"""A dossier as one file: its ledger and originals with a manifest. Unpacking rebuilds the record from the ledger."""

from __future__ import annotations

import base64
import hashlib
import json
import platform
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import IO, Any

import sqlalchemy as sa

from heldby.base.canonical_json import canonical, digest
from heldby.base.files import replacing
from heldby.errors import BrokenArchive
from heldby.store.custody import verify
from heldby.store.db.database import HEAD
from heldby.store.db.schema import ledger as ledger_table
from heldby.store.db.schema import reports
from heldby.store.dossier import Dossier
from heldby.store.ledger import ledger
from heldby.store.search import maintenance
from heldby.version import __version__

MANIFEST = "manifest.json"
LEDGER = "ledger.jsonl"
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time of every file in an archive, so that equal dossiers give equal files. The manifest says when it was packed."""

MAX_FILE_BYTES = 1 << 32
"""Size of the largest file that unpacking reads; reports are far smaller."""

BATCH_SIZE = 200
"""Number of ledger entries that are written in one statement."""


def pack(dossier: Dossier, target: Path) -> dict[str, Any]:
    """Write a dossier into one file, after recording that in the ledger; return the manifest.

    The manifest names the person, the time, the versions, the head of the ledger, and the SHA-256 of every file in the archive.

    Raises:
        BrokenArchive: an original is missing or was changed.
    """
    dossier.log_action("pack", target.name, {"file": target.name})
    with replacing(target) as part, zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
        return _write(dossier, archive)


def _write(dossier: Dossier, archive: zipfile.ZipFile) -> dict[str, Any]:
    with dossier.database.reading() as connection:
        seq, head = ledger.head(connection)
        digests = {LEDGER: _write_lines(archive, LEDGER, (canonical(_to_json(row)) for row in ledger.raw_rows(connection)))}
        originals: list[str] = sorted(set(connection.execute(sa.select(reports.c.sha256)).scalars()))
    for sha256 in originals:
        content = dossier.originals.read(sha256)
        if content is None or digest(content) != sha256:
            raise BrokenArchive(f"original {sha256} is missing or was changed; see `heldby verify`")
        name = f"originals/{sha256[:2]}/{sha256[2:]}"
        digests[name] = sha256
        archive.writestr(_info(name), content)
    manifest = {
        "format": 1,
        "packed_by": dossier.who,
        "packed_at": ledger.now(),
        "ledger": {"rows": seq, "head": head},
        "versions": versions(),
    }
    manifest["files"] = digests
    archive.writestr(_info(MANIFEST), json.dumps(manifest, indent=1, sort_keys=True).encode())
    return manifest


def versions() -> dict[str, str]:
    """Return the versions for the manifest: heldby, its schema, Python, and the libraries that write the record."""
    libraries = {name: version(name) for name in ("sqlalchemy", "pydantic")}
    return {"heldby": __version__, "schema": HEAD, "python": platform.python_version(), **libraries}


def _to_json(row: Any) -> dict[str, Any]:
    payload = None if row.payload is None else base64.b64encode(row.payload).decode()
    return {**row._asdict(), "payload": payload}


def _write_lines(archive: zipfile.ZipFile, name: str, lines: Iterable[str]) -> str:
    """Write lines one at a time, as a whole ledger may not fit in memory; return the digest of the file."""
    sha256 = hashlib.sha256()
    with archive.open(_info(name), "w", force_zip64=True) as file:
        for line in lines:
            content = f"{line}\n".encode()
            sha256.update(content)
            file.write(content)
    return sha256.hexdigest()


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


def unpack(source: Path, dossier: Dossier) -> dict[str, Any]:
    """Restore an archive into a new, empty dossier and verify it; return the manifest. After an error the dossier is empty again.

    Raises:
        BrokenArchive: a file is missing, changed or added, verification fails, or the dossier is not empty.
    """
    with dossier.database.reading() as connection:
        if ledger.head(connection)[0]:
            raise BrokenArchive(f"{dossier.folder} already holds a dossier; `heldby import dossier` merges one into another")
    originals: list[str] = []
    try:
        with zipfile.ZipFile(source) as archive, dossier.database.writing() as connection:
            manifest = _read_manifest(archive)
            files = manifest["files"]
            originals += [dossier.originals.add(_read_checked(archive, name, files)) for name in files if name != LEDGER]
            rows = _read_rows(archive, files)
            while batch := list(islice(rows, BATCH_SIZE)):
                connection.execute(ledger_table.insert(), batch)
            verify.rebuild_in(connection)
        for finding in verify.verify(dossier, head=manifest["ledger"]["head"]):
            raise BrokenArchive(f"{source} fails verification: {finding.subject}: {finding.problem}")
    except (zipfile.BadZipFile, OSError, KeyError, ValueError, TypeError, EOFError, zlib.error, sa.exc.StatementError) as error:
        _clear(dossier, originals)
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise BrokenArchive(f"{source} is not a complete archive ({reason})") from error
    except BaseException:
        _clear(dossier, originals)
        raise
    return manifest


def _clear(dossier: Dossier, originals: Iterable[str]) -> None:
    with dossier.database.writing() as connection:
        maintenance.clear_record(connection)
        connection.execute(ledger_table.delete())
    for sha256 in originals:
        dossier.originals.erase(sha256)


def _read_rows(archive: zipfile.ZipFile, files: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """Yield the ledger's rows one at a time. A wrong digest of the file raises BrokenArchive only after the last row."""
    sha256 = hashlib.sha256()
    with archive.open(LEDGER) as file:
        while line := file.readline(MAX_FILE_BYTES):
            sha256.update(line)
            yield _from_json(line.decode())
    if sha256.hexdigest() != files[LEDGER]:
        raise BrokenArchive(f"{LEDGER} in the archive was changed")


def _read_manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    manifest = json.loads(_read_bounded(archive.open(MANIFEST)))
    if manifest.get("format") != 1 or manifest["versions"]["schema"] > HEAD:
        raise BrokenArchive("a later version of heldby made this archive; upgrade heldby")
    return dict(manifest)


def _read_checked(archive: zipfile.ZipFile, name: str, files: Mapping[str, str]) -> bytes:
    content = _read_bounded(archive.open(name))
    if digest(content) != files[name]:
        raise BrokenArchive(f"{name} in the archive was changed")
    return content


def _read_bounded(file: IO[bytes]) -> bytes:
    with file:
        content = file.read(MAX_FILE_BYTES + 1)
    if len(content) > MAX_FILE_BYTES:
        raise ValueError(f"{file.name} is larger than the limit for a file of an archive")
    return content


def _from_json(line: str) -> dict[str, Any]:
    row = json.loads(line)
    return {**row, "payload": None if row["payload"] is None else base64.b64decode(row["payload"])}
