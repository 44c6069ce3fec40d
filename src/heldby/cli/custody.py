"""`heldby verify`, `timestamp`, `rebuild` and `ledger`: check, prove and restore the integrity of a dossier."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from heldby.cli import output
from heldby.cli.options import DEFAULT_DOSSIER, Database, DossierDir, Format, Formats, open_dossier

if TYPE_CHECKING:
    from heldby.store import Dossier

TsaRoot = Annotated[
    Path | None,
    typer.Option(
        "--tsa-root", metavar="FILE", help="PEM file with the root certificates of the timestamp authority. Needed to check its signatures."
    ),
]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("verify")(verify)
    app.command("timestamp")(timestamp)
    app.command("rebuild")(rebuild)
    app.command("ledger")(show_ledger)


def verify(
    head: Annotated[
        str | None,
        typer.Option("--head", metavar="HASH", help="Also check that the ledger still contains this hash, which you noted earlier."),
    ] = None,
    tsa_root: TsaRoot = None,
    dossier: DossierDir = DEFAULT_DOSSIER,
    database: Database = None,
) -> None:
    """Check that the original files, the ledger, the record, the conclusions and the timestamps agree, and list every difference.

    Prints the hash of the newest ledger entry if all agree. Exits with status 1 if anything differs.
    """
    from heldby import pipeline
    from heldby.store.custody import verify as verifying
    from heldby.store.ledger import ledger

    with open_dossier(dossier, database) as opened, output.progress("Checking", None):
        findings: list[tuple[str, str, str]] = [*verifying.verify(opened, head=head), *_check_timestamps(opened, tsa_root)]
        findings += pipeline.check_conclusions(opened)
        with opened.database.reading() as connection:
            seq, newest = ledger.head(connection)
        counts = opened.counts()
    if findings:
        output.print_rows(output.counted(len(findings), "difference"), ("Part", "Item", "Difference"), findings)
        raise typer.Exit(1)
    reports, claims = output.counted(counts["reports"], "report"), output.counted(counts["claims"], "claim")
    output.message(f"everything agrees with the ledger: {reports}, {claims}, {seq} ledger entries")
    typer.echo(newest)


def _check_timestamps(dossier: Dossier, tsa_root: Path | None) -> list[tuple[str, str, str]]:
    """Return the problems of the timestamps as (check, ledger entry, problem), and print a message for each valid timestamp."""
    from heldby.store.custody import timestamping

    with dossier.database.reading() as connection:
        if not timestamping.has_timestamps(connection):
            return []
    found = list(timestamping.check_timestamps(dossier, timestamping.read_roots(tsa_root) if tsa_root else ()))
    for one in found:
        if one.problem is None:
            _print_timestamp(one.row, one.at, one.authority, one.proved)
    return [("timestamp", f"ledger entry {one.row}", one.problem) for one in found if one.problem]


def _print_timestamp(row: object, at: object, authority: str, proved: bool) -> None:
    signature = "signature checked" if proved else "signature not checked: that needs --tsa-root FILE"
    output.message(f"ledger entry {row} existed at {at}, according to {output.plain(authority)} ({signature})")


def timestamp(
    authority: Annotated[str, typer.Argument(metavar="URL", help="Address of a timestamp authority (RFC 3161).")],
    tsa_root: TsaRoot = None,
    dossier: DossierDir = DEFAULT_DOSSIER,
    database: Database = None,
) -> None:
    """Get a signed timestamp for the current state of the ledger.

    The timestamp authority receives only a hash. Prints the hash of the ledger entry that the timestamp covers.
    """
    from heldby.store.custody import timestamping

    with open_dossier(dossier, database) as opened:
        made = timestamping.request_timestamp(opened, authority, timestamping.read_roots(tsa_root) if tsa_root else ())
    _print_timestamp(made.row, made.at, authority, made.proved)
    typer.echo(made.hash)


def rebuild(dossier: DossierDir = DEFAULT_DOSSIER, database: Database = None) -> None:
    """Rebuild the record and the conclusions (such as who holds what) from the ledger."""
    from heldby import pipeline
    from heldby.store.custody import verify as verifying

    with open_dossier(dossier, database) as opened, output.progress("Rebuilding", None):
        count = verifying.rebuild(opened)
        pipeline.conclude(opened, force=True)
    output.message(f"rebuilt from {count} ledger entries")


def show_ledger(
    format: Formats = Format.table,
    after: Annotated[int, typer.Option("--after", metavar="NUMBER", min=0, help="Only entries after the one with this number.")] = 0,
    dossier: DossierDir = DEFAULT_DOSSIER,
    database: Database = None,
) -> None:
    """List the ledger: every action on the dossier, with its time, author and reason."""
    from heldby.store.ledger import ledger

    with open_dossier(dossier, database) as opened, opened.database.reading() as connection:
        entries = ledger.entries(connection, after=after)
        rows = ((one.seq, one.at, one.who, one.action, one.subject, (one.payload or {}).get("why"), one.hash) for one in entries)
        names = ("seq", "at", "who", "action", "subject", "why", "hash")
        if format is Format.jsonl:
            for row in rows:
                typer.echo(json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False))
        else:
            columns = ("No.", "Time", "Author", "Action", "Item", "Reason", "Hash")
            output.print_rows(None, columns, rows, empty="The ledger has no entries after this number.")
