"""The content of an export as bytes that can be searched: archives unpacked, Parquet and databases printed."""

from __future__ import annotations

import io
import sqlite3
import zipfile
from pathlib import Path

import pyarrow.parquet


def searchable(file: Path) -> bytes:
    """Return everything in a file, unpacked, as one run of bytes."""
    content = file.read_bytes()
    if content.startswith(b"PK\x03\x04"):
        return _unzipped(content)
    if content.startswith(b"PAR1"):
        table = pyarrow.parquet.read_table(file)
        return b"\n".join([str(pyarrow.parquet.read_metadata(file).metadata).encode(), *(repr(row).encode() for row in table.to_pylist())])
    if content.startswith(b"SQLite format 3"):
        connection = sqlite3.connect(file)
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rows = [repr(row) for name in names for row in connection.execute(f'SELECT * FROM "{name}"')]
        connection.close()
        return b"\n".join([content, *(row.encode() for row in rows)])
    return content


def _unzipped(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [(info.filename.encode(), archive.read(info)) for info in archive.infolist()]
    return b"\n".join(part for name, inner in parts for part in (name, _unzipped(inner) if inner.startswith(b"PK\x03\x04") else inner))
