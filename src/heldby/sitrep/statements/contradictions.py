"""Claims about the period that contradict one another or the record."""

from __future__ import annotations

from heldby.presentation.wording import sentence
from heldby.sitrep.annex import Draft
from heldby.sitrep.material import Material


def contradiction_drafts(material: Material) -> list[Draft]:
    """Return a draft for each contradiction, in order of time, undated ones last."""
    ordered = sorted(material.contradictions, key=lambda one: (str(one.first or one.last or "9"), one.place or "", one.id))
    return [Draft(sentence(one.reason), one.claims) for one in ordered]
