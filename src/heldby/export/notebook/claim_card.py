"""A claim in a notebook: what it says, its sentence, who says so, when and where."""

from __future__ import annotations

from heldby.export.notebook.html import UNKNOWN, card, heading, note, picture, text
from heldby.model import Claim, PlaceRef, SourceRef, When
from heldby.presentation.map_picture import MappedPlace, Size
from heldby.presentation.wording import describe, joined, name, sentence, value_range

MAP = Size(440, 240)
MAX_QUOTE = 800
MAX_PLACES = 20
"""Most places on the map of one claim. Only hostile or broken reports have more."""


def claim_card(claim: Claim) -> str:
    """Return a claim as HTML. Its map names no towns besides the claim's own places, since the claim may be of a redacted copy."""
    shown = [_mark(ref) for ref in claim.place if ref.lat is not None and ref.precision != "country"][:MAX_PLACES]
    missing = joined([_where(ref) for ref in claim.place if ref.lat is None])
    parts = [
        heading(sentence(describe(claim))),
        f'<blockquote dir="auto" style="margin:6px 0;padding:0 0 0 10px;border-left:3px solid #bdb7aa">{text(claim.quote, MAX_QUOTE)}'
        "</blockquote>",
        note(f"{claim.status}, {_when(claim.when)}, said by {_speaker(claim.source)}, confidence {claim.confidence:.2f}"),
        note(f"figure: {value_range([claim.value])} {claim.value.unit or ''} {f'({claim.value.category})' if claim.value.category else ''}")
        if claim.value
        else "",
        picture(shown, (), "Where it happened", MAP, towns=False),
        note(f"No point is known: {missing}") if missing else "",
        note(f"report {claim.report}, claim {claim.id}, read by {claim.reader}"),
    ]
    return card(parts)


def _mark(ref: PlaceRef) -> MappedPlace:
    assert ref.lat is not None and ref.lon is not None
    return MappedPlace(ref.name or ref.text, ref.lat, ref.lon, None, "held", exact=ref.precision == "point")


def _where(ref: PlaceRef) -> str:
    return name(ref.name or ref.text) + (f" (in {name(ref.within)})" if ref.within else "")


def _when(when: When | None) -> str:
    if when is None:
        return "time unknown"
    if when.first is None and when.last is None:
        return f"on an unknown day (“{name(when.text)}”)"
    if when.first == when.last:
        return f"{when.first} (estimated)" if when.estimated else str(when.first)
    return f"{when.first or 'open'} to {when.last or 'open'}"


def _speaker(source: SourceRef | None) -> str:
    if source is None:
        return "the report itself"
    speaker = f"{UNKNOWN} (“{name(source.text)}”)" if source.kind == "lost" else name(source.text)
    return speaker + (f", through {name(source.via.text)}" if source.via else "")
