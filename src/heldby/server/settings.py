"""Settings of the server."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from heldby.base.loopback import is_loopback

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """Where the server listens, who has access, and what it shows.

    Attributes:
        host: address to listen on.
        port: port to listen on.
        token: token that every API request must carry. None for no token, which is safe only on a loopback address.
        readers_token: token of readers, whose requests are answered from the redacted copy. None if there are no readers.
        read_only: whether requests may only read.
        allowed_hosts: further host names to answer to, such as that of a reverse proxy.
        max_upload: largest upload, in bytes.
        title: title above the map; if empty, that of the dossier.
        basemap: base map: the path of a PMTiles file or the address of a style. None for the built-in outlines.
        max_subscribers: number of browsers that may listen to the event stream at once.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    token: str | None = None
    readers_token: str | None = None
    read_only: bool = False
    allowed_hosts: tuple[str, ...] = ()
    max_upload: int = 50 * MEGABYTE
    title: str = ""
    basemap: Path | str | None = None
    max_subscribers: int = 64

    @property
    def shared(self) -> bool:
        """Whether other machines can reach the server."""
        return not is_loopback(self.host)
