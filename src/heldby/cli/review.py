"""`heldby review`: accept, reject or correct claims, events, places and actors. Every judgement can be undone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, cast

import typer

from heldby.cli import output
from heldby.cli.claim_rows import CLAIM_COLUMNS, claim_row
from heldby.cli.correction_fields import correction_help
from heldby.cli.options import DEFAULT_DOSSIER, Database, DossierDir, Format, Formats, open_dossier
from heldby.cli.review_walk import walk

if TYPE_CHECKING:
    from heldby.judgements.judgement import Judgement, Subject, Verdict

KINDS = ("claim", "event", "place", "actor", "merge")

Id = Annotated[
    str,
    typer.Argument(
        metavar="ID",
        help="The id of a claim or event; the name of a place or actor, in any spelling; or, with --kind merge, the ids of both"
        ' reports, in quotes: "REPORT|REPORT".',
    ),
]
Kind = Annotated[
    str,
    typer.Option(
        "--kind",
        metavar="KIND",
        help="What ID refers to: a claim, event, place, actor, or merge (whether two reports count as one source).",
    ),
]
Why = Annotated[str, typer.Option("--why", metavar="TEXT", help="Your reason. It is kept in the ledger.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    review = typer.Typer(invoke_without_command=True)
    review.callback()(walk)
    for command in (accept, reject, correct, add, merge, split, undo, queue, said, agreement):
        review.command(command.__name__, help=correction_help(command.__doc__ or "") if command is correct else None)(command)
    app.add_typer(review, name="review")


class _Target(NamedTuple):
    """The record that a judgement is about, and the dossier that keeps the judgement."""

    kind: str
    id: str
    dossier: Path
    database: str | None


def accept(id: Id, kind: Kind = "claim", why: Why = "", dossier: DossierDir = DEFAULT_DOSSIER, database: Database = None) -> None:
    """Confirm that a claim, event, place or actor was read correctly. It then counts as certain when heldby works out who holds what."""
    _judge(_Target(kind, id, dossier, database), "accept", why)


def reject(id: Id, kind: Kind = "claim", why: Why = "", dossier: DossierDir = DEFAULT_DOSSIER, database: Database = None) -> None:
    """Judge that a claim, event, place or actor was read wrongly. It stays in the record but no longer counts towards any conclusion."""
    _judge(_Target(kind, id, dossier, database), "reject", why)


def correct(
    id: Id,
    fields: Annotated[
        list[str],
        typer.Argument(metavar="FIELD=VALUE...", help="The correct values in plain words or JSON, such as place=Merowe."),
    ],
    kind: Kind = "claim",
    why: Why = "",
    dossier: DossierDir = DEFAULT_DOSSIER,
    database: Database = None,
) -> None:
    """Correct the values of a claim, event, place or actor. The original values stay in the record.

    Names are looked up as in reports: first among those that the record knows, then in the actor file and the gazetteer, and there first
    in the countries that the report is about. A name with several meanings is refused with a list of them.
    """
    _judge(_Target(kind, id, dossier, database), "correct", why, fields)


def add(
    report: Annotated[str, typer.Argument(metavar="REPORT", help="The id, file name or address of the report.")],
    quote: Annotated[str, typer.Argument(metavar="QUOTE", help="The words of the report that say so, exactly as they are there.")],
    fields: Annotated[
        list[str],
        typer.Argument(
            metavar="FIELD=VALUE...", help="What they say, as for `heldby review correct`, such as type=capture place=Merowe. Needs a type."
        ),
    ],
    why: Why = "",
    dossier: DossierDir = DEFAULT_DOSSIER,
    database: Database = None,
) -> None:
    """Add a claim that the reader missed.

    It counts as certain, stays when the report is read again, and is marked as added by hand; the ledger names you. Reject it to take it
    back.
    """
    from heldby import pipeline
    from heldby.imports.claim_by_hand import add_claim_by_hand

    with open_dossier(dossier, database) as opened:
        try:
            added = add_claim_by_hand(opened, report, quote, fields, why)
        except ValueError as error:
            output.fail(f"not possible: {error}")
        pipeline.conclude(opened)
    for note in added.notes:
        output.message(output.plain(note))
    output.print_rows(None, ("Id", *CLAIM_COLUMNS), [(added.claim.id, *claim_row(added.claim))])


def merge(
    one: Annotated[str, typer.Argument(metavar="EVENT", help="The id of an event.")],
    other: Annotated[str, typer.Argument(metavar="EVENT", help="The id of another event.")],
    why: Why = "",
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask for confirmation.")] = False,
    dossier: DossierDir = DEFAULT_DOSSIER,
    database: Database = None,
) -> None:
    """Judge that two events are the same.

    This judgement stays valid when reports are read again or more reports are added to the events. If the events are more than a week
    apart, heldby asks first.
    """
    from heldby.views.time_apart import FAR_APART_DAYS, days_apart

    if not yes:
        with open_dossier(dossier, database) as opened:
            apart = days_apart(opened, one, other)
        if apart is not None and apart > FAR_APART_DAYS:
            typer.confirm(f"These events are {apart} days apart. Are they the same event?", abort=True, err=True)
    _judge(_Target("event", f"{one}|{other}", dossier, database), "accept", why)


def split(
    event: Annotated[str, typer.Argument(metavar="EVENT", help="The id of an event.")],
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help="The id of a claim that is not about this event.")],
    why: Why = "",
    dossier: DossierDir = DEFAULT_DOSSIER,
    database: Database = None,
) -> None:
    """Judge that a claim does not belong to its event."""
    _judge(_Target("event", f"{claim}|{event}", dossier, database), "reject", why)


def undo(
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="The number of the judgement, as `heldby review said` lists it.")],
    why: Why = "",
    dossier: DossierDir = DEFAULT_DOSSIER,
    database: Database = None,
) -> None:
    """Undo a judgement."""
    from heldby import pipeline

    with open_dossier(dossier, database) as opened:
        opened.undo(number, why)
        pipeline.conclude(opened)
    output.message(f"judgement {number} is undone")


def queue(
    limit: Annotated[
        int, typer.Option("--limit", metavar="NUMBER", min=1, help="Maximum number of claims to list. The rest are only counted.")
    ] = 50,
    format: Formats = Format.table,
    dossier: DossierDir = DEFAULT_DOSSIER,
    database: Database = None,
) -> None:
    """List the claims that need review.

    First come claims on which reviewers disagree, that need a second approval, or whose report was read again after the review.
    Then come the claims that matter most for who holds what.
    """
    from heldby import views

    with open_dossier(dossier, database) as opened:
        due = views.pending_reviews(opened, opened.conclusions().controls)
        items = list(views.review_items(opened, due[:limit]))
    if format is Format.jsonl:
        output.print_jsonl(items)
    else:
        output.print_rows(
            None,
            ("Id", "Reason", *CLAIM_COLUMNS),
            ((one.claim.id, one.reason, *claim_row(one.claim)) for one in items),
            empty="No claims need review.",
        )
    if len(due) > limit:
        output.message(f"{len(due) - limit} more. List them with --limit {len(due)}")


def said(format: Formats = Format.table, dossier: DossierDir = DEFAULT_DOSSIER, database: Database = None) -> None:
    """List all judgements, newest first, with author, time, reason and whether each is still in force."""
    from heldby import views

    with open_dossier(dossier, database) as opened:
        judgements, outcomes = list(views.judgement_history(opened)), opened.outcomes()
    if format is Format.jsonl:
        output.print_jsonl(judgements)
        return
    columns = ("No.", "Author", "Time", "Subject", "Judgement", "Correction", "Reason", "Applies")
    output.print_rows(
        None, columns, (_history_row(one, outcomes.get((one.kind, one.now))) for one in judgements), empty="There are no judgements yet."
    )


def agreement(
    of: Annotated[str, typer.Option("--of", metavar="KIND", help="What was judged: claims, events or places.")] = "claims",
    format: Formats = Format.table,
    dossier: DossierDir = DEFAULT_DOSSIER,
    database: Database = None,
) -> None:
    """Measure how far reviewers agree on the same items, as Krippendorff's alpha with its 95 % interval.

    Counted are the accuracy checks in the app and, for claims, the judgements. Alpha is 1 if all agree and 0 if they agree by chance.
    """
    from heldby.views.agreement import reviewer_agreement

    if of not in ("claims", "events", "places"):
        output.fail(f"--of must be claims, events or places, not {of}")
    with open_dossier(dossier, database) as opened:
        found = reviewer_agreement(opened, of)
    if format is Format.jsonl:
        output.print_jsonl([found])
        return
    values = ["" if value is None else f"{value:.2f}" for value in (found.alpha, found.low, found.high)]
    rows = [(", ".join(found.people), found.items, found.same, *values)] if found.items else []
    output.print_rows(None, ("People", "Items", "Same verdict", "Alpha", "Low", "High"), rows, empty=f"No two people judged the same {of}.")
    if found.items and found.alpha is None:
        output.message("alpha is undefined, because all verdicts are the same")


def _history_row(one: Judgement, outcome: Any) -> tuple[object, ...]:
    correction = one.correction and json.dumps(one.correction)
    subject, applies = f"{one.kind} {one.subject}", _applies(one, outcome)
    return (one.seq, one.who, one.at[:19], subject, one.verdict, correction, one.why, applies)


def _applies(one: Judgement, outcome: Any) -> str:
    """Return a text that says whether a judgement applies. A judgement that is neither undone nor doubtful must have an outcome."""
    if one.undone:
        return "undone"
    if one.doubtful:
        return "needs another look"
    if outcome.disputed:
        return "disputed"
    return "yes" if outcome.verdict else "needs a second person"


def _judge(target: _Target, verdict: Verdict, why: str, fields: list[str] | None = None) -> None:
    """Record a judgement, update the conclusions and print the judgement's number."""
    from heldby import pipeline
    from heldby.views.plain_correction import plain_correction

    if target.kind not in KINDS:
        output.fail(f"--kind must be one of {', '.join(KINDS)}, not {target.kind}")
    with open_dossier(target.dossier, target.database) as opened:
        try:
            kind = cast("Subject", target.kind)
            correction = plain_correction(opened, kind, target.id, fields or [])
            number = opened.judge(kind, target.id, verdict, why, correction.values)
        except ValueError as error:
            output.fail(f"not possible: {error}")
        pipeline.conclude(opened)
    for note in correction.notes:
        output.message(output.plain(note))
    output.message(f"judgement {number}. Undo it with: heldby review undo {number}")
