"""The reliability of outlets and speakers, measured against other independent sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heldby.pipeline.derive import load_cache
from heldby.pipeline.inputs import open_inputs
from heldby.pipeline.judged_claims import add_claim_families, control_input, judge_claims
from heldby.store import Conclusions, Dossier

if TYPE_CHECKING:
    import datetime as dt

    from heldby.control import Reliability


def rate_sources(dossier: Dossier, snapshot: Conclusions, *, known_on: dt.date | None = None) -> list[Reliability]:
    """Return how often each outlet and named speaker agrees with the consensus of other families in a snapshot.

    If the snapshot is as known on a day, `known_on` is that day. It is None for today's snapshot.
    """
    from heldby.control import estimate_reliability

    with open_inputs(dossier, known_on) as inputs:
        families = add_claim_families(inputs, snapshot.families, load_cache(dossier).texts)
    claims = judge_claims(inputs, families).claims
    return estimate_reliability(control_input(inputs, claims, families), snapshot.controls)
