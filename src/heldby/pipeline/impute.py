"""Imputed control of places that reports name without saying who holds them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heldby.store import Conclusions, Dossier
from heldby.store.dossier_config import load_config

if TYPE_CHECKING:
    import datetime as dt

    from heldby.model import Control


def impute_control(dossier: Dossier, snapshot: Conclusions, *, known_on: dt.date | None = None) -> list[Control]:
    """Infer who holds the places that reports name but the snapshot has no record of: from nearby places, else from the sovereign.

    The results rest on no claims and are not part of the conclusions.
    """
    from heldby.control import impute_places
    from heldby.reference.gazetteer.curated_pack import river_lines
    from heldby.reference.place_keys import mentioned_places
    from heldby.reference.sides import SideResolver

    with dossier.in_one_transaction() as reader:
        named = mentioned_places(reader.mentions(kind="place", known_on=known_on))
        config = load_config(reader)
    return impute_places(snapshot.controls, named, rivers=river_lines(), sides=SideResolver(None, config.sides))
