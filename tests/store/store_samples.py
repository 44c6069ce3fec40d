"""Three sentences and a way to add them."""

from __future__ import annotations

from dossier_making import capture_reading, make_report
from heldby.store import Dossier

RAWA = "Iraqi forces took Rawa from IS. The town fell within hours."
QAIM = "Iraqi forces entered and retook al-Qaim from IS. Engineers cleared mines."
KAMAL = "The Syrian army took Albu Kamal from IS. Fighting went on outside."


def add_capture(
    dossier: Dossier, text: str, where: str, day: str | None, *, who: str = "Iraqi forces", id: str | None = None, **more: object
) -> bool:
    """Add a report whose first sentence says that a place was taken on the day of publication."""
    report, original = make_report(text, id=id, published=day, **more)
    new = dossier.as_new(report)
    if new is None:
        return False
    return dossier.add(new, original, capture_reading(new, who=who, where=where, day=day), given_id=report.id)
