"""Write a small dossier of the current schema, on both engines, beside this file: `python tests/store/schemas/make.py`."""

from __future__ import annotations

import gzip
import sqlite3
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent.parent))


def main() -> None:
    """Create the dossiers and compress them."""
    import postgres_server
    from dossier_samples import conclude, fill
    from heldby.store import Dossier
    from heldby.store.db.database import HEAD

    with tempfile.TemporaryDirectory() as folder, postgres_server.running() as server:
        for database in (None, server.new_database()):
            with Dossier.open(Path(folder) / "dossier", create=True, who="tester", database=database) as dossier:
                fill(dossier)
                conclude(dossier)
                dossier.judge("claim", next(dossier.claims()).id, "accept", "seen")
            if database:
                dump = server.command("pg_dump", "--no-owner", "--inserts", database)
                # Newer versions of pg_dump add commands to dumps that older versions of psql do not know.
                kept = b"\n".join(line for line in dump.split(b"\n") if not line.startswith((b"\\restrict", b"\\unrestrict")))
                (HERE / f"{HEAD}.postgresql.sql.gz").write_bytes(gzip.compress(kept, 9, mtime=0))
            else:
                (HERE / f"{HEAD}.sqlite.gz").write_bytes(gzip.compress(_file(Path(folder) / "dossier" / "heldby.db"), 9, mtime=0))


def _file(path: Path) -> bytes:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.execute("VACUUM")
    connection.close()
    return path.read_bytes()


if __name__ == "__main__":
    main()
