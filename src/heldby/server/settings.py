"""What a server is told when it is started."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from pathlib import Path

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Options:
    """Where it listens and whom it lets in.

    `token`: what every request to the API must bring; none is needed on a loopback address, where only this machine's users can ask.
    `readers`: what those bring instead who are told only what `heldby.release.redaction` leaves, if there are any.
    `reading`: whether all who ask may look and change nothing.
    `hosts`: further names by which the server may be asked for, such as that of a proxy in front of it.
    `basemap`: what the map is drawn on, if not on the page's own outlines: a PMTiles file, or the address of a style.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    token: str | None = None
    readers: str | None = None
    reading: bool = False
    hosts: tuple[str, ...] = ()
    most_upload: int = 50 * MEGABYTE
    title: str = "Who holds what"
    basemap: Path | str | None = None
    watchers: int = field(default=64)
    """Browsers that may listen for news at once."""

    @property
    def shared(self) -> bool:
        """Whether others than this machine's users can reach it."""
        return not is_loopback(self.host)


def is_loopback(host: str) -> bool:
    """Whether a name or address is this machine's own."""
    if host in ("localhost", ""):
        return host == "localhost"
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
