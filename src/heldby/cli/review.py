"""`heldby review`: accept, reject or correct what was read; everything can be undone."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from heldby.cli import output
from heldby.cli.opening import open_dossier
from heldby.cli.options import DEFAULT_DOSSIER, Database, DossierDir, Format, Formats
from heldby.cli.read import CLAIM_COLUMNS, claim_row

if TYPE_CHECKING:
    from heldby.judgements.judgement import Judgement, Subject, Verdict
    from heldby.store import Dossier
    from heldby.views import Waiting

KINDS = ("claim", "event", "place", "actor", "merge")

Id = Annotated[
    str, typer.Argument(metavar="ID", help="What is judged: a claim's, event's, place's or actor's id; REPORT|REPORT for a merge.")
]
Kind = Annotated[str, typer.Option("--kind", help=f"What the id names: {', '.join(KINDS)}.")]
Why = Annotated[str, typer.Option("--why", help="The reason, for the ledger.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    review = typer.Typer(help="Accept, reject or correct what was read; without a command, claim by claim.", invoke_without_command=True)
    review.callback()(walk)
    for command in (accept, reject, correct, merge, split, undo, queue, said):
        review.command(command.__name__)(command)
    app.add_typer(review, name="review")


def walk(
    context: typer.Context,
    place: Annotated[str | None, typer.Option("--place", help="Only claims of this place.")] = None,
    dossier: DossierDir = DEFAULT_DOSSIER,
    database: Database = None,
) -> None:
    """Go through the claims that wait, the weightiest first: accept, reject, correct, skip or quit."""
    if context.invoked_subcommand:
        return
    from heldby import pipeline, views
    from heldby.store import ClaimFilter

    with open_dossier(dossier, database) as opened:
        due = views.pending(opened, opened.conclusions().controls, ClaimFilter(place=place) if place else None)
        said = [one for one in opened.judgements() if one.kind == "claim" and not one.undone]
        answers = (
            _ask(opened, number, len(due), one, [word for word in said if one.claim.id in (word.now, word.subject)])
            for number, one in enumerate(views.waiting(opened, due), 1)
        )
        judged = sum(answer == "judged" for answer in takewhile(lambda answer: answer != "quit", answers))
        pipeline.conclude(opened)
    output.say(f"{judged} judged")


AROUND = 240
"""Characters of the report shown on either side of a claim's sentence."""


def _ask(dossier: Dossier, number: int, total: int, one: Waiting, told: list[Judgement]) -> str:
    output.print_rows(f"{number} of {total}: {one.reason}", CLAIM_COLUMNS, [claim_row(one.claim)])
    for line in _context(dossier, one, told):
        typer.echo(line)
    while True:
        answer = typer.prompt("a accept, r reject, c correct, s skip, q quit", default="s", err=True).strip().lower()[:1]
        if answer not in ("a", "r", "c"):
            return "quit" if answer == "q" else "skipped"
        given = typer.prompt("what is right, as FIELD=VALUE ...", err=True) if answer == "c" else ""
        why = typer.prompt("why", default="", err=True)
        try:
            verdict = cast("Verdict", {"a": "accept", "r": "reject", "c": "correct"}[answer])
            dossier.judge("claim", one.claim.id, verdict, why, _fields(shlex.split(given)))
            return "judged"
        except ValueError as error:
            output.say(f"that cannot be: {error}")


def _context(dossier: Dossier, one: Waiting, told: list[Judgement]) -> Iterator[str]:
    """Where the sentence stands, and what people have said of the claim."""
    report = dossier.report(one.claim.report)
    if report is not None:
        yield " · ".join(output.plain(fact) for fact in (report.source, report.published or "undated", report.title) if fact)
        start, end = max(0, one.claim.start - AROUND), one.claim.end + AROUND
        around = (report.text[start : one.claim.start], one.claim.quote, report.text[one.claim.end : end])
        before, quote, after = map(output.plain, around)
        yield f"{'…' if start else ''}{before} »{quote}« {after}{'…' if end < len(report.text) else ''}".strip()
    yield from (f"{output.plain(word.who)} said: {word.verdict} {_correction(word)}{output.plain(word.why)}" for word in told)


def _correction(word: Judgement) -> str:
    return f"{output.plain(json.dumps(word.correction))} " if word.correction else ""


def accept(id: Id, kind: Kind = "claim", why: Why = "", dossier: DossierDir = DEFAULT_DOSSIER, database: Database = None) -> None:
    """Say that it is right; control then takes it for certain."""
    _one(kind, id, "accept", why, [], dossier, database)


def reject(id: Id, kind: Kind = "claim", why: Why = "", dossier: DossierDir = DEFAULT_DOSSIER, database: Database = None) -> None:
    """Say that it is wrong; it then counts in no conclusion and stays in the record."""
    _one(kind, id, "reject", why, [], dossier, database)


def correct(
    id: Id,
    fields: Annotated[list[str], typer.Argument(metavar="FIELD=VALUE...", help="What is right; values as JSON or plain text.")],
    kind: Kind = "claim",
    why: Why = "",
    dossier: DossierDir = DEFAULT_DOSSIER,
    database: Database = None,
) -> None:
    """Say what is right in its stead; the evidence stays as it is."""
    _one(kind, id, "correct", why, fields, dossier, database)


def merge(
    one: Annotated[str, typer.Argument(metavar="EVENT", help="An event's id.")],
    other: Annotated[str, typer.Argument(metavar="EVENT", help="Another's.")],
    why: Why = "",
    dossier: DossierDir = DEFAULT_DOSSIER,
    database: Database = None,
) -> None:
    """Say that two events are one; it stands when the reports are read again and when others join them."""
    _one("event", f"{one}|{other}", "accept", why, [], dossier, database)


def split(
    event: Annotated[str, typer.Argument(metavar="EVENT", help="An event's id.")],
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help="The id of a claim that does not tell of it.")],
    why: Why = "",
    dossier: DossierDir = DEFAULT_DOSSIER,
    database: Database = None,
) -> None:
    """Say that a claim tells of something else than the event it was put with."""
    _one("event", f"{claim}|{event}", "reject", why, [], dossier, database)


def undo(
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="The judgement's number, as `heldby review said` shows it.")],
    why: Why = "",
    dossier: DossierDir = DEFAULT_DOSSIER,
    database: Database = None,
) -> None:
    """Take a judgement back."""
    from heldby import pipeline

    with open_dossier(dossier, database) as opened:
        opened.undo(number, why)
        pipeline.conclude(opened)
    output.say(f"judgement {number} is undone")


def queue(
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many to list; the others are counted.")] = 50,
    format: Formats = Format.table,
    dossier: DossierDir = DEFAULT_DOSSIER,
    database: Database = None,
) -> None:
    """List the claims that wait for a judgement, the weightiest first."""
    from heldby import views

    with open_dossier(dossier, database) as opened:
        due = views.pending(opened, opened.conclusions().controls)
        waiting = list(views.waiting(opened, due[:limit]))
    if format is Format.jsonl:
        output.print_jsonl(waiting)
    else:
        output.print_rows(None, ("Id", "Because", *CLAIM_COLUMNS), ((one.claim.id, one.reason, *claim_row(one.claim)) for one in waiting))
    if len(due) > limit:
        output.say(f"{len(due) - limit} more wait; --limit shows more")


def said(format: Formats = Format.table, dossier: DossierDir = DEFAULT_DOSSIER, database: Database = None) -> None:
    """List every judgement, newest first: by whom, when, of what, why, and what became of it."""
    from heldby import views

    with open_dossier(dossier, database) as opened:
        judgements, standings = list(views.said(opened)), opened.standings()
    if format is Format.jsonl:
        output.print_jsonl(judgements)
        return
    columns = ("No", "Who", "When", "Of", "Says", "Correction", "Why", "Stands")
    rows = (
        (
            one.seq,
            one.who,
            one.at[:19],
            f"{one.kind} {one.subject}",
            one.verdict,
            one.correction and json.dumps(one.correction),
            one.why,
            stands,
        )
        for one in judgements
        for stands in [_stands(one.undone, one.doubtful, standings.get((one.kind, one.now)))]
    )
    output.print_rows(None, columns, rows)


def _stands(undone: bool, doubtful: bool, standing: Any) -> str:
    if undone:
        return "undone"
    if doubtful:
        return "needs a new look"
    if standing.disputed:
        return "disputed"
    return "yes" if standing.verdict else "waits for a second"


def _one(kind: str, id: str, verdict: Verdict, why: str, fields: list[str], folder: Path, database: str | None) -> None:
    from heldby import pipeline

    if kind not in KINDS:
        output.fail(f"--kind takes {', '.join(KINDS)}, not {kind}")
    with open_dossier(folder, database) as opened:
        try:
            number = opened.judge(cast("Subject", kind), id, verdict, why, _fields(fields))
        except ValueError as error:
            output.fail(f"that cannot be: {error}")
        pipeline.conclude(opened)
    output.say(f"judgement {number}; `heldby review undo {number}` takes it back")


def _fields(pairs: list[str]) -> dict[str, Any]:
    split = [pair.partition("=") for pair in pairs]
    if any(not sign for _, sign, _ in split):
        raise ValueError("a correction is written as FIELD=VALUE, such as status=attempted or lat=34.4")
    return {name: _value(value) for name, _, value in split}


def _value(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text
