"""Denials: what a report tells of only to say that someone denies it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from heldby.model import Claim

DENIES = re.compile(r"\b(?:den(?:y|ies|ied|ying)|refut(?:e|es|ed|ing)|rebut(?:s|ted|ting)?)\b[^.;\"\u201d]{0,80}$", re.IGNORECASE)
"""A word of denial that governs what comes next in its sentence."""


def with_denials(claims: Iterable[Claim]) -> list[Claim]:
    """The claims, those that stand inside a denial with the status `denied`.

    A reader may give "X denied that Y had taken the town" as a rejection and, inside it, as a capture that happened.
    """
    told = list(claims)
    rejections: dict[str, list[Claim]] = defaultdict(list)
    for claim in told:
        if claim.type == "reject" and claim.status in ("happened", "ongoing"):
            rejections[claim.report].append(claim)
    if not rejections:
        return told
    return [_denied(claim) if any(_inside(claim, one) for one in rejections.get(claim.report, ())) else claim for claim in told]


def _inside(claim: Claim, rejection: Claim) -> bool:
    """Whether a claim's words follow the word of denial in the rejection's."""
    within = rejection.start < claim.start and claim.end <= rejection.end and claim.kind in ("event", "control")
    return within and DENIES.search(rejection.quote[: claim.start - rejection.start]) is not None


def _denied(claim: Claim) -> Claim:
    return claim if claim.status == "denied" else claim.model_copy(update={"status": "denied"})
