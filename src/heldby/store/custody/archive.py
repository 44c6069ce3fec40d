"""A dossier as one file: its ledger and its originals, with a manifest of custody. The record is made anew when it is unpacked."""

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
"""The time that every file in a pack carries, so that equal dossiers give equal files; when it was packed is in the manifest."""

LARGEST = 1 << 32
"""Bytes of the largest file that unpacking takes from a pack; reports are far smaller."""


AT_ONCE = 200
"""Ledger rows written at a time."""




def pack(dossier: Dossier, target: Path) -> dict[str, Any]:
    """Write a dossier into one file; its manifest.

    The manifest names who packed it, when, with which versions, the ledger's head, and the SHA-256 of every file in the pack.
    """
    dossier.note("pack", target.name, {"file": target.name})
    with replacing(target) as part, zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
        return _write(dossier, archive)


def _write(dossier: Dossier, archive: zipfile.ZipFile) -> dict[str, Any]:
    with dossier.database.reading() as connection:
        seq, head = ledger.head(connection)
        digests = {LEDGER: _put_lines(archive, LEDGER, (canonical(_line(row)) for row in ledger.raw_rows(connection)))}
        kept: list[str] = sorted(set(connection.execute(sa.select(reports.c.sha256)).scalars()))
    for sha256 in kept:
        content = dossier.originals.read(sha256)
        if content is None or digest(content) != sha256:
            raise BrokenArchive(f"original {sha256} is missing or was changed; `heldby verify` tells more")
        name = f"originals/{sha256[:2]}/{sha256[2:]}"
        digests[name] = sha256
        _put(archive, name, content)
    manifest = {
        "format": 1,
        "packed_by": dossier.who,
        "packed_at": ledger.now(),
        "ledger": {"rows": seq, "head": head},
        "versions": versions(),
    }
    manifest["files"] = digests
    _put(archive, MANIFEST, json.dumps(manifest, indent=1, sort_keys=True).encode())
    return manifest


def versions() -> dict[str, str]:
    """What made a pack: heldby, its schema, Python and the libraries that the record goes through."""
    libraries = {name: version(name) for name in ("sqlalchemy", "pydantic")}
    return {"heldby": __version__, "schema": HEAD, "python": platform.python_version(), **libraries}


def _line(row: Any) -> dict[str, Any]:
    payload = None if row.payload is None else base64.b64encode(row.payload).decode()
    return {**row._asdict(), "payload": payload}


def _put(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    archive.writestr(_info(name), content)


def _put_lines(archive: zipfile.ZipFile, name: str, lines: Iterable[str]) -> str:
    """Write lines one at a time, as the whole ledger may not fit in memory; the file's digest."""
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
    """Make the dossier that was packed out of a new, empty one, and prove it; the manifest. What fails leaves it empty again.

    Raises:
        BrokenArchive: a file is missing, was changed or added, the ledger does not prove itself, or the dossier is not empty.
    """
    with dossier.database.reading() as connection:
        if ledger.head(connection)[0]:
            raise BrokenArchive(f"{dossier.folder} holds a dossier already; `heldby import dossier` adds one to another")
    kept: list[str] = []
    try:
        with zipfile.ZipFile(source) as archive, dossier.database.writing() as connection:
            manifest = _read_manifest(archive)
            kept += [dossier.originals.keep(_checked(archive, name, manifest["files"])) for name in manifest["files"] if name != LEDGER]
            rows = _lines(archive, manifest["files"])
            while batch := list(islice(rows, AT_ONCE)):
                connection.execute(ledger_table.insert(), batch)
            verify.rebuild_in(connection)
        for finding in verify.verify(dossier, head=manifest["ledger"]["head"]):
            raise BrokenArchive(f"{source} does not prove itself: {finding.subject}: {finding.problem}")
    except (zipfile.BadZipFile, OSError, KeyError, ValueError, TypeError, EOFError, zlib.error, sa.exc.StatementError) as error:
        _clear(dossier, kept)
        raise BrokenArchive(f"{source} is no whole pack ({str(error).splitlines()[0] if str(error) else type(error).__name__})") from error
    except BaseException:
        _clear(dossier, kept)
        raise
    return manifest


def _clear(dossier: Dossier, originals: Iterable[str]) -> None:
    with dossier.database.writing() as connection:
        maintenance.clear_record(connection)
        connection.execute(ledger_table.delete())
    for sha256 in originals:
        dossier.originals.erase(sha256)


def _lines(archive: zipfile.ZipFile, files: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """The ledger's rows, one at a time; that they were changed shows only at the end."""
    sha256 = hashlib.sha256()
    with archive.open(LEDGER) as file:
        while line := file.readline(LARGEST):
            sha256.update(line)
            yield _row(line.decode())
    if sha256.hexdigest() != files[LEDGER]:
        raise BrokenArchive(f"{LEDGER} in the pack was changed")


def _read_manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    manifest = json.loads(_bounded(archive.open(MANIFEST)))
    if manifest.get("format") != 1 or manifest["versions"]["schema"] > HEAD:
        raise BrokenArchive("this pack was made by a later heldby; upgrade heldby")
    return dict(manifest)


def _checked(archive: zipfile.ZipFile, name: str, files: Mapping[str, str]) -> bytes:
    content = _bounded(archive.open(name))
    if digest(content) != files[name]:
        raise BrokenArchive(f"{name} in the pack was changed")
    return content


def _bounded(file: IO[bytes]) -> bytes:
    with file:
        content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise ValueError(f"{file.name} is larger than a pack may hold")
    return content


def _row(line: str) -> dict[str, Any]:
    row = json.loads(line)
    return {**row, "payload": None if row["payload"] is None else base64.b64decode(row["payload"])}
