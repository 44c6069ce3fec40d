"""A temporary PostgreSQL server from the system's packages, for tests on both engines."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), reverse=True)
"""Folders of the server's programs in Debian's packages, newest version first."""


@dataclass(frozen=True)
class Server:
    """A running server. `folder` contains its data, socket and log."""

    bin: Path
    folder: Path
    port: int

    def url(self, database: str) -> str:
        """Return the URL of a database, in the form that a user writes."""
        return f"postgresql://postgres@127.0.0.1:{self.port}/{database}"

    def new_database(self) -> str:
        """Create a database; return its URL."""
        name = f"t{uuid4().hex[:12]}"
        self.command("createdb", "-h", "127.0.0.1", "-p", str(self.port), name)
        return self.url(name)

    def load(self, url: str, dump: bytes) -> None:
        """Run a plain SQL dump in a database."""
        self.command("psql", "-q", "-v", "ON_ERROR_STOP=1", url, stdin=dump)

    def drop(self, url: str) -> None:
        """Delete a database, even with open connections."""
        self.command("dropdb", "--force", "-h", "127.0.0.1", "-p", str(self.port), url.rsplit("/", 1)[1])

    def control(self, action: str, *more: str) -> None:
        """Run pg_ctl: start, stop or restart."""
        options = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=60"
        self.command("pg_ctl", "-D", str(self.folder / "data"), "-l", str(self.folder / "log"), "-o", options, "-w", *more, action)

    def command(self, name: str, *arguments: str, stdin: bytes = b"") -> bytes:
        """Run one of the server's programs and return its output. It refuses to run as root, so root runs it as the user `postgres`."""
        user = "postgres" if os.getuid() == 0 else None
        run = subprocess.run([self.bin / name, *arguments], input=stdin, check=True, capture_output=True, user=user, cwd=self.folder)
        return run.stdout


@contextmanager
def running() -> Iterator[Server]:
    """Yield an empty server; delete it and its data afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="heldby-pg-"))
    if os.getuid() == 0:
        shutil.chown(folder, "postgres")
    server = Server(BINARIES[0], folder, _free_port())
    try:
        server.command("initdb", "-D", str(folder / "data"), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        server.control("start")
        yield server
    finally:
        with suppress(subprocess.CalledProcessError):
            server.control("stop", "-m", "immediate")
        shutil.rmtree(folder, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
