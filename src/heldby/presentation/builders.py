"""Builders of claims, reports and contradictions in the form in which the page and the API show them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Container, Sequence

from heldby.model import ActorRef, Claim, PlaceRef, Report
from heldby.model.contradiction import Contradiction
from heldby.presentation.page_limits import PageLimits, shorten
from heldby.presentation.schema import Dispute, PageClaim, PageReport, Party, Where

MAX_NAME = 500
"""Longest name, title or address shown, in characters. Only hostile or broken reports have longer ones."""
MAX_PASSAGES = 200
"""Most unread passages listed for one report."""

SideOf = Callable[[ActorRef, dt.date | None], str]
"""A function that returns the side of an actor on a day, or on no particular day if the day is None."""


def page_report(report: Report, claims: Sequence[Claim], limits: PageLimits, *, known: dt.date, family: str | None) -> PageReport:
    """Build a report with the text around its claims, as much of it as the limits allow.

    `known` is the day from which the report counts as known. A report without a family is its own family.
    """
    return PageReport(
        id=report.id,
        title=clip(report.title),
        source=clip(report.source),
        url=report.url if len(report.url or "") <= MAX_NAME else None,
        published=report.published,
        known=known,
        doubt=clip(report.published_doubt),
        family=family or report.id,
        length=len(report.text),
        text=shorten(report.text, claims, limits),
        unread=report.boilerplate[:MAX_PASSAGES],
    )


def page_claim(claim: Claim, place_ids: Container[str], side_of: SideOf) -> PageClaim:
    """Build a claim. The quote is left out, because it is the report's text from `start` to `end`.

    Args:
        claim: the claim, after judgements.
        place_ids: ids of the places on the page. A place of the claim gets a `key` only if it is one of these.
        side_of: function that returns the side of an actor on the claim's day.
    """
    day = claim.when.first or claim.when.last if claim.when else None
    return PageClaim(
        id=claim.id,
        report=claim.report,
        start=claim.start,
        end=claim.end,
        kind=claim.kind,
        type=claim.type,
        when=claim.when,
        actor=tuple(_party(ref, day, side_of) for ref in claim.actor),
        target=tuple(_party(ref, day, side_of) for ref in claim.target),
        place=tuple(_where(ref, place_ids) for ref in claim.place),
        status=claim.status,
        source=claim.source,
        value=claim.value,
        held_as=claim.held_as,
        confidence=round(claim.confidence, 3),
    )


def page_dispute(contradiction: Contradiction) -> Dispute:
    """Build a contradiction."""
    return Dispute(
        id=contradiction.id,
        kind=contradiction.kind,
        reason=contradiction.reason,
        place=clip(contradiction.place),
        claims=contradiction.claims,
        first=contradiction.first,
        last=contradiction.last,
    )


def clip(text: str | None) -> str | None:
    """Return a text, cut to `MAX_NAME` characters and an ellipsis if it is longer."""
    return text if text is None or len(text) <= MAX_NAME else text[:MAX_NAME] + "…"


def _party(ref: ActorRef, day: dt.date | None, side_of: SideOf) -> Party:
    return Party(text=clip(ref.text) or "", name=clip(ref.name) if ref.name != ref.text else None, id=ref.id, side=side_of(ref, day))


def _where(ref: PlaceRef, place_ids: Container[str]) -> Where:
    from heldby.reference.place_keys import place_key

    key = place_key(ref)
    return Where(text=clip(ref.text) or "", name=clip(ref.name) if ref.name != ref.text else None, key=key if key in place_ids else None)
