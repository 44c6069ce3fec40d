"""What a notebook shows of records and dossiers: small pieces of HTML with a map, made from the record alone.

Every text of a report is escaped. The HTML has no script, no address and no style sheet, so that it can be stored and passed on as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from heldby.export.notebook.claim_card import claim_card
from heldby.export.notebook.control_card import control_card
from heldby.export.notebook.dossier_card import dossier_card
from heldby.model import Claim, Control
from heldby.model.base import Record

CARDS: dict[type[Record], Callable[[Any], str]] = {Claim: claim_card, Control: control_card}
"""The records that a notebook shows as HTML. It shows others as text."""


def html_of(record: Record) -> str | None:
    """Return a record as HTML; None if records of its class are shown as text."""
    card = CARDS.get(type(record))
    return card(record) if card else None


__all__ = ["claim_card", "control_card", "dossier_card", "html_of"]
