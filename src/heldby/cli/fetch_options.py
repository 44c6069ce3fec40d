"""The options of commands that download addresses."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from heldby.intake.fetching.fetcher import Fetcher

AllowPrivate = Annotated[
    bool, typer.Option("--allow-private", help="Also download from addresses in private networks and on this machine.")
]
IgnoreRobots = Annotated[
    bool, typer.Option("--ignore-robots", help="Also download what a site's robots.txt file asks programs not to download.")
]
Follow = Annotated[
    int,
    typer.Option(
        "--follow", metavar="NUMBER", min=0, help="Download up to this many of the pages that sitemaps and lists of articles name."
    ),
]


def chosen_fetcher(allow_private: bool, ignore_robots: bool, folder: Path | None = None) -> Fetcher:
    """Return what downloads addresses as the user chose. The raw responses are kept in the dossier's folder, if one is given."""
    from heldby.intake.fetching.fetcher import Fetcher
    from heldby.intake.fetching.options import FetchOptions
    from heldby.store.captures import FOLDER, Captures

    return Fetcher(FetchOptions(private=allow_private, robots=not ignore_robots), Captures(folder / FOLDER) if folder else None)
