"""The interactive review: shows claims one by one and asks for a judgement on each."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator
from itertools import takewhile
from typing import TYPE_CHECKING, Annotated, cast

import typer

from heldby.cli import output
from heldby.cli.claim_rows import CLAIM_COLUMNS, claim_row
from heldby.cli.options import DEFAULT_DOSSIER, Database, DossierDir, open_dossier

if TYPE_CHECKING:
    from heldby.judgements.judgement import Judgement, Verdict
    from heldby.store import Dossier
    from heldby.views import ReviewItem

CONTEXT_WIDTH = 240
"""Number of characters of the report that are shown before and after the sentence of a claim."""

VERDICTS = {"a": "accept", "r": "reject", "c": "correct"}


def walk(
    context: typer.Context,
    place: Annotated[str | None, typer.Option("--place", metavar="NAME", help="Only claims about this place.")] = None,
    dossier: DossierDir = DEFAULT_DOSSIER,
    database: Database = None,
) -> None:
    """Review claims: accept, reject or correct them. Without a subcommand, shows the claims that need review, one by one.

    First come claims on which reviewers disagree, that need a second approval, or whose report was read again after the review.
    Then come the claims that matter most for who holds what.
    A judgement never changes the original claim and can be undone.
    """
    if context.invoked_subcommand:
        return
    from heldby import pipeline, views
    from heldby.store import ClaimFilter

    with open_dossier(dossier, database) as opened:
        due = views.pending_reviews(opened, opened.conclusions().controls, ClaimFilter(place=place) if place else None)
        earlier = [one for one in opened.judgements() if one.kind == "claim" and not one.undone]
        answers = (
            _ask(opened, f"{number} of {len(due)}", item, [one for one in earlier if item.claim.id in (one.now, one.subject)])
            for number, item in enumerate(views.review_items(opened, due), 1)
        )
        judged = sum(answer == "judged" for answer in takewhile(lambda answer: answer != "quit", answers))
        pipeline.conclude(opened)
    output.message(f"{output.counted(judged, 'claim')} judged")


def _ask(dossier: Dossier, position: str, item: ReviewItem, earlier: list[Judgement]) -> str:
    """Show a claim, ask until the answer is valid, and record the judgement. Return "judged", "skipped" or "quit"."""
    from heldby.views.plain_correction import plain_correction

    output.print_rows(f"{position}: {item.reason}", CLAIM_COLUMNS, [claim_row(item.claim)])
    for line in _context(dossier, item, earlier):
        typer.echo(line)
    while True:
        answer = typer.prompt("a accept, r reject, c correct, s skip, q quit", default="s", err=True).strip().lower()[:1]
        if answer not in VERDICTS:
            return "quit" if answer == "q" else "skipped"
        fields = typer.prompt("the right values, as FIELD=VALUE ...", err=True) if answer == "c" else ""
        why = typer.prompt("reason", default="", err=True)
        try:
            correction = plain_correction(dossier, "claim", item.claim.id, shlex.split(fields))
            dossier.judge("claim", item.claim.id, cast("Verdict", VERDICTS[answer]), why, correction.values)
            for note in correction.notes:
                output.message(output.plain(note))
            return "judged"
        except ValueError as error:
            output.message(f"not possible: {error}")


def _context(dossier: Dossier, item: ReviewItem, earlier: list[Judgement]) -> Iterator[str]:
    """Yield lines about a claim: outlet, date and title of its report, the text around its sentence, and earlier judgements of it."""
    report = dossier.report(item.claim.report)
    if report is not None:
        yield " · ".join(output.plain(fact) for fact in (report.source, report.published or "undated", report.title) if fact)
        start, end = max(0, item.claim.start - CONTEXT_WIDTH), item.claim.end + CONTEXT_WIDTH
        parts = (report.text[start : item.claim.start], item.claim.quote, report.text[item.claim.end : end])
        before, quote, after = map(output.plain, parts)
        yield f"{'…' if start else ''}{before} »{quote}« {after}{'…' if end < len(report.text) else ''}".strip()
    yield from (f"earlier judgement of {output.plain(one.who)}: {one.verdict} {_correction(one)}{output.plain(one.why)}" for one in earlier)


def _correction(judgement: Judgement) -> str:
    return f"{output.plain(json.dumps(judgement.correction))} " if judgement.correction else ""
