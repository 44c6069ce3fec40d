"""Redaction of single reports and claims: sensitive texts are blacked out, and places move to a grid."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from math import cos, floor, hypot, radians
from typing import Any, NamedTuple

from heldby.model import Claim, Mention, PlaceRef, Report, make_claim
from heldby.release.policy import ReleasePolicy
from heldby.store.addition import Addition

REDACTION_MARK = "\u2588"
"""Replaces each redacted character, so that offsets in the text stay the same."""
KM_PER_DEGREE = 111.32
VOCABULARY_FIELDS = frozenset({"kind", "type", "status", "precision", "method", "category", "held_as", "reader", "language"})
"""Fields whose values come from heldby and are never redacted."""
MAX_WORD_LENGTH = 3
"""Texts of up to this many characters are redacted only as whole words. Longer texts are also redacted inside other words."""


class RedactedReading(NamedTuple):
    """A redacted report with its redacted claims."""

    report: Report
    claims: tuple[Claim, ...]
    mentions: tuple[Mention, ...] = ()
    notes: tuple[str, ...] = ()


class Redactor:
    """Redacts reports and claims by a release policy and a list of sensitive texts. It treats every side alike."""

    def __init__(self, policy: ReleasePolicy, texts: Iterable[str]) -> None:
        self._km = policy.coarsen
        # The longest text comes first. Otherwise, only "Kamal" might be redacted in "Abu Kamal".
        longest = sorted(texts, key=lambda text: (-len(text), text))
        self._pattern = re.compile("|".join(map(_loose_pattern, longest)), re.IGNORECASE) if longest else None

    def addition(self, report: Report, claims: Iterable[Claim]) -> Addition:
        """Return a redacted report and its redacted claims, ready to be added to another dossier."""
        redacted = self.report(report)
        reading = RedactedReading(redacted, tuple(self.claim(one, redacted) for one in claims))
        return Addition(redacted, redacted.text.encode(), reading, given_id=redacted.id)

    def report(self, report: Report) -> Report:
        """Return a redacted report. If anything was redacted, the address is removed too, since it leads to the full text."""
        fields = self.redact(report.model_dump(exclude={"path"}))
        sha256 = hashlib.sha256(str(fields["text"]).encode()).hexdigest()
        if fields != report.model_dump(exclude={"path"}):
            # The digest of the full text would confirm a guess at what was redacted.
            named = fields["id"] == report.id and report.id != f"sha256:{report.sha256}"
            source = fields["source"] if fields["source"] == report.source else None
            fields |= {"url": None, "source": source, "id": report.id if named else f"sha256:{sha256}"}
        return Report(**{**fields, "sha256": sha256})

    def claim(self, claim: Claim, report: Report) -> Claim:
        """Return a redacted claim of a redacted report; the offsets of its quote stay the same."""
        places = [self._place(ref) for ref in claim.place if not self._is_hidden(ref)]
        fields = self.redact({**claim.model_dump(), "place": [one.model_dump() for one in places]})
        return make_claim(**{**{name: value for name, value in fields.items() if name != "id"}, "report": report.id})

    def _is_hidden(self, ref: PlaceRef) -> bool:
        """Check whether a place, or the place that it is described from, has a sensitive name: its point would reveal the name."""
        names = (ref.id, ref.text, ref.name, ref.relative.of if ref.relative else None)
        return any(text is not None and self.redact(text) != text for text in names)

    def _place(self, ref: PlaceRef) -> PlaceRef:
        if not self._km or (ref.lat is None and ref.geometry is None):
            return ref
        lat, lon = grid_centre(ref.lat, ref.lon, self._km) if ref.lat is not None and ref.lon is not None else (None, None)
        radius = max(ref.radius_km or 0.0, round(hypot(self._km, self._km) / 2, 1))
        precision = "near" if ref.precision == "point" else ref.precision
        return ref.model_copy(
            update={"lat": lat, "lon": lon, "radius_km": radius, "precision": precision, "geometry": None, "relative": None}
        )

    def redact(self, value: Any) -> Any:
        """Return a JSON-like value with the sensitive texts in all its strings blacked out."""
        if self._pattern is None:
            return value
        if isinstance(value, str):
            return self._pattern.sub(lambda found: REDACTION_MARK * len(found[0]), value)
        if isinstance(value, dict):
            return {name: one if name in VOCABULARY_FIELDS else self.redact(one) for name, one in value.items()}
        return type(value)(self.redact(one) for one in value) if isinstance(value, list | tuple) else value


def _loose_pattern(text: str) -> str:
    """Return a pattern that matches a text with any spaces or hyphens between its words."""
    pattern = r"[\s\-_+.]*".join(re.escape(part) for part in re.split(r"[\s\-_]+", text.strip()))
    return rf"(?<!\w){pattern}(?!\w)" if len(text.strip()) <= MAX_WORD_LENGTH else pattern


def grid_centre(lat: float, lon: float, km: float) -> tuple[float, float]:
    """Return the centre (latitude, longitude) of the grid cell, `km` kilometres wide, that contains a point."""
    step = km / KM_PER_DEGREE
    centre = min(90.0, max(-90.0, (floor(lat / step) + 0.5) * step))
    across = min(360.0, step / max(0.01, cos(radians(centre))))
    return round(centre, 4), round(min(180.0, max(-180.0, (floor(lon / across) + 0.5) * across)), 4)
