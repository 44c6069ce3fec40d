"""Mark claims that a report mentions only to say that someone denies them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from heldby.model import Claim

DENIES = re.compile(r"\b(?:den(?:y|ies|ied|ying)|refut(?:e|es|ed|ing)|rebut(?:s|ted|ting)?)\b[^.;\"\u201d]{0,80}$", re.IGNORECASE)
"""A verb of denial that governs the words after it in the same sentence."""


def mark_denied(claims: Iterable[Claim]) -> list[Claim]:
    """Return the claims, where each claim inside a denial has the status `denied`.

    A reader may find two claims in "X denied that Y had taken the town": a rejection and, inside its quote, a capture that happened.
    """
    rows = list(claims)
    rejections: dict[str, list[Claim]] = defaultdict(list)
    for claim in rows:
        if claim.type == "reject" and claim.status in ("happened", "ongoing"):
            rejections[claim.report].append(claim)
    if not rejections:
        return rows
    return [_denied(claim) if any(_is_inside(claim, one) for one in rejections.get(claim.report, ())) else claim for claim in rows]


def _is_inside(claim: Claim, rejection: Claim) -> bool:
    """Check whether a claim's words follow the verb of denial in the quote of the rejection."""
    within = rejection.start < claim.start and claim.end <= rejection.end and claim.kind in ("event", "control")
    return within and DENIES.search(rejection.quote[: claim.start - rejection.start]) is not None


def _denied(claim: Claim) -> Claim:
    return claim if claim.status == "denied" else claim.model_copy(update={"status": "denied"})
