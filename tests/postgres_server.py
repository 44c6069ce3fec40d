"""A throwaway PostgreSQL server from the machine's own packages, for tests that must hold on both engines."""

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
"""Where Debian's packages put the server, newest first."""


@dataclass(frozen=True)
class Server:
    """A running server; `folder` holds its data, its socket and its log."""

    bin: Path
    folder: Path
    port: int

    def url(self, database: str) -> str:
        """The URL of a database on it, as a user would give it."""
        return f"postgresql://postgres@127.0.0.1:{self.port}/{database}"

    def new_database(self) -> str:
        """The URL of a database made now."""
        name = f"t{uuid4().hex[:12]}"
        self.command("createdb", "-h", "127.0.0.1", "-p", str(self.port), name)
        return self.url(name)

    def load(self, url: str, dump: bytes) -> None:
        """Run a plain SQL dump in a database."""
        self.command("psql", "-q", "-v", "ON_ERROR_STOP=1", url, given=dump)

    def drop(self, url: str) -> None:
        """Remove a database, whoever is still connected."""
        self.command("dropdb", "--force", "-h", "127.0.0.1", "-p", str(self.port), url.rsplit("/", 1)[1])

    def control(self, action: str, *more: str) -> None:
        """pg_ctl start, stop or restart."""
        options = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=60"
        self.command("pg_ctl", "-D", str(self.folder / "data"), "-l", str(self.folder / "log"), "-o", options, "-w", *more, action)

    def command(self, name: str, *arguments: str, given: bytes = b"") -> bytes:
        """Run one of the server's programs; it refuses to run as root, so then as the user that its package made."""
        user = "postgres" if os.getuid() == 0 else None
        run = subprocess.run([self.bin / name, *arguments], input=given, check=True, capture_output=True, user=user, cwd=self.folder)
        return run.stdout


@contextmanager
def running() -> Iterator[Server]:
    """A server with nothing in it; gone with all its data afterwards."""
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
