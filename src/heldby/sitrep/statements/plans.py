"""Plans and expectations, as reports tell them. They say nothing about what happened afterwards."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from heldby.model import Claim
from heldby.presentation.wording import day, describe, joined, name, sentence
from heldby.sitrep.annex import Draft
from heldby.sitrep.material import Material

TITLES = {"planned": "Planned", "expected": "Expected"}


def plan_drafts(material: Material) -> list[Draft]:
    """Return a draft for each plan or expectation that became known in the period, the earliest first."""
    found: dict[tuple[str, str, str], list[Claim]] = defaultdict(list)
    for claim in material.claims.values():
        if (
            claim.status in TITLES
            and claim.kind in ("event", "control")
            and material.since <= material.known[claim.report] <= material.until
        ):
            found[(claim.status, describe(claim), _when(claim))].append(claim)
    drafts = [(min(material.known[one.report] for one in claims), _draft(material, *key, claims)) for key, claims in found.items()]
    return [draft for _, draft in sorted(drafts, key=_order)]


def _order(dated: tuple[dt.date, Draft]) -> tuple[dt.date, str]:
    return dated[0], dated[1].text


def _draft(material: Material, status: str, what: str, when: str, claims: list[Claim]) -> Draft:
    first = min(material.known[one.report] for one in claims)
    return Draft(
        sentence(
            f"{TITLES[status]}: {what}{when}, as reported by {joined([_attribution(material, one) for one in claims])} on {day(first)}"
        ),
        tuple(one.id for one in claims),
    )


def _attribution(material: Material, claim: Claim) -> str:
    outlet = name(material.outlets.get(claim.report) or "an outlet without a name")
    if claim.source is None:
        return outlet
    speakers = {"lost": "an unidentified speaker", "anonymous": "an unnamed source"}
    return f"{outlet}, citing {speakers.get(claim.source.kind, name(claim.source.text))}"


def _when(claim: Claim) -> str:
    return f" ({name(claim.when.text)})" if claim.when and claim.when.text else ""
