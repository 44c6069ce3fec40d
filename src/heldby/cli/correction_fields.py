"""The fields that a correction can change, and how their values are written, for the help of `heldby review`."""

from __future__ import annotations

from collections.abc import Mapping
from inspect import cleandoc

FIELDS: Mapping[str, str] = {
    "type": "what happened or is the case, such as capture or holds. A type of control makes an event a claim of control.",
    "status": "happened, ongoing, planned, expected, attempted, denied or hypothetical.",
    "actor, target": 'names or ids, separated by semicolons, such as "Syrian army; Hezbollah"; nothing for none.',
    "place": 'names or ids, separated by semicolons, such as Merowe, "Rawa, Anbar" or geonames:92004; nothing for none.',
    "when": 'a day, month, year or period: 2017-11-03, "3 November 2017", 2017-11, "2017-11-03 to 2017-11-05"; nothing for none.',
    "source": "who says it inside the report; nothing if the report speaks in its own voice. Only of a claim.",
    "value": "a number or a range, such as 15, 10-15 or 10-. The unit stays. Only of a claim.",
    "held_as": "last, only, main or former; nothing for none. Only of a claim.",
    "With --kind place": "place=NAME, which the name means; or name, id, within, country, lat and lon one by one.",
    "With --kind actor": "actor=NAME, which the name means; or name and id one by one.",
}
"""Each field of a correction with the form of its values."""


def correction_help(first: str) -> str:
    """Return the help of the command `correct`: its first paragraphs, then the fields with their forms."""
    return "\n\n".join([cleandoc(first), "Fields:", *(f"{name}: {form}" for name, form in FIELDS.items())])
