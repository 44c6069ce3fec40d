"""Custody of a dossier: `heldby verify|timestamp|rebuild|pack|unpack|ledger|retract|erase|settings`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from heldby.cli import output
from heldby.cli.opening import open_dossier
from heldby.cli.options import DEFAULT_DOSSIER, Database, DossierDir, Format, Formats
from heldby.cli.run import PAGE, write_page

if TYPE_CHECKING:
    from heldby.store import Dossier

Why = Annotated[str, typer.Option("--why", help="The reason, for the ledger.")]
ReportId = Annotated[str, typer.Argument(metavar="REPORT", help="The report's id, as `heldby claims --format jsonl` shows it.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    for command in (verify, timestamp, rebuild, pack, unpack, show_ledger, retract, erase, settings):
        app.command(command.__name__.removeprefix("show_"))(command)


TsaRoot = Annotated[
    Path | None, typer.Option("--tsa-root", metavar="FILE", help="The timestamping authority's root certificates, in PEM form.")
]


def verify(
    head: Annotated[str | None, typer.Option("--head", help="A ledger hash noted earlier, which the chain must still hold.")] = None,
    tsa_root: TsaRoot = None,
    dossier: DossierDir = DEFAULT_DOSSIER,
    database: Database = None,
) -> None:
    """Prove originals, ledger, record, conclusions and timestamps, and name everything that differs."""
    from heldby import pipeline
    from heldby.store.custody import verify as verifying
    from heldby.store.ledger import ledger

    with open_dossier(dossier, database) as opened:
        findings: list[tuple[str, str, str]] = [*verifying.verify(opened, head=head), *_check_stamps(opened, tsa_root)]
        findings += pipeline.check_conclusions(opened)
        with opened.database.reading() as connection:
            seq, newest = ledger.head(connection)
        counts = opened.counts()
    if findings:
        output.print_rows(f"{len(findings)} differences", ("Part", "Of", "What differs"), findings)
        raise typer.Exit(1)
    output.say(f"all is as the ledger says: {counts['reports']} reports, {counts['claims']} claims, {seq} acts")
    typer.echo(newest)


def _check_stamps(dossier: Dossier, tsa_root: Path | None) -> list[tuple[str, str, str]]:
    """What is wrong with timestamps; what the good ones prove is said."""
    from heldby.store.custody import timestamping

    with dossier.database.reading() as connection:
        if not timestamping.has_timestamps(connection):
            return []
    found = list(timestamping.check_timestamps(dossier, timestamping.read_roots(tsa_root) if tsa_root else ()))
    for one in found:
        if one.problem is None:
            how = "proved" if one.proved else "its signature not proved, which takes --tsa-root FILE"
            output.say(f"row {one.row} was there at {one.at}, says {output.plain(one.authority)}; {how}")
    return [("timestamp", f"row {one.entry}", one.problem) for one in found if one.problem]


def timestamp(
    authority: Annotated[str, typer.Argument(metavar="URL", help="A timestamping authority (RFC 3161).")],
    tsa_root: TsaRoot = None,
    dossier: DossierDir = DEFAULT_DOSSIER,
    database: Database = None,
) -> None:
    """Have an authority sign that the ledger stood as it does now; it learns nothing but a hash."""
    from heldby.store.custody import timestamping

    with open_dossier(dossier, database) as opened:
        made = timestamping.request_timestamp(opened, authority, timestamping.read_roots(tsa_root) if tsa_root else ())
    how = "" if made.proved else "; its signature was not proved, which takes --tsa-root FILE"
    output.say(f"row {made.row} was there at {made.at}, says {output.plain(authority)}{how}")
    typer.echo(made.hash)


def rebuild(dossier: DossierDir = DEFAULT_DOSSIER, database: Database = None) -> None:
    """Make the record anew from the ledger, and conclude anew."""
    from heldby import pipeline
    from heldby.store.custody import verify as verifying

    with open_dossier(dossier, database) as opened:
        count = verifying.rebuild(opened)
        pipeline.conclude(opened, force=True)
    output.say(f"{count} acts carried out anew")


def pack(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to make, such as case.heldby.zip.")],
    dossier: DossierDir = DEFAULT_DOSSIER,
    database: Database = None,
) -> None:
    """Put the dossier into one file with a manifest of custody: who, when, hashes, versions."""
    from heldby.store.custody import archive

    with open_dossier(dossier, database) as opened:
        try:
            manifest = archive.pack(opened, file)
        except OSError as error:
            output.fail(f"{file} cannot be written: {error.strerror or error}")
    output.say(f"{len(manifest['files']) - 1} originals and {manifest['ledger']['rows']} acts in {file}")
    typer.echo(manifest["ledger"]["head"])


def unpack(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file that `heldby pack` made.")],
    dossier: DossierDir = DEFAULT_DOSSIER,
    database: Database = None,
) -> None:
    """Make a dossier from a packed one, and prove that it is what was packed."""
    from heldby import pipeline
    from heldby.store.custody import archive

    with open_dossier(dossier, database, create=True) as opened:
        manifest = archive.unpack(file, opened)
        pipeline.conclude(opened)
    output.say(f"packed by {output.plain(manifest['packed_by'])} at {output.plain(manifest['packed_at'])}; all is as the manifest says")


def show_ledger(
    format: Formats = Format.table,
    after: Annotated[int, typer.Option("--after", min=0, help="Only acts after this number.")] = 0,
    dossier: DossierDir = DEFAULT_DOSSIER,
    database: Database = None,
) -> None:
    """List every act on the dossier: when, who, what, of what, why."""
    import json

    from heldby.store.ledger import ledger

    with open_dossier(dossier, database) as opened, opened.database.reading() as connection:
        told = ledger.entries(connection, after=after)
        rows = ((one.seq, one.at, one.who, one.action, one.subject, (one.payload or {}).get("why"), one.hash) for one in told)
        names = ("seq", "at", "who", "action", "subject", "why", "hash")
        if format is Format.jsonl:
            for row in rows:
                typer.echo(json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False))
        else:
            output.print_rows(None, ("No", "When", "Who", "Did", "With", "Why", "Hash"), rows)


def retract(
    report: ReportId,
    why: Why = "",
    undo: Annotated[bool, typer.Option("--undo", help="Take the retraction back.")] = False,
    dossier: DossierDir = DEFAULT_DOSSIER,
    database: Database = None,
) -> None:
    """Take a report's claims out of every conclusion; they stay in the record."""
    from heldby import pipeline

    with open_dossier(dossier, database) as opened:
        opened.retract(report, why, retracted=not undo)
        pipeline.conclude(opened)
    output.say(f"{report} {'counts again' if undo else 'counts no more'}")


def erase(
    report: ReportId,
    why: Why = "",
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask whether you are sure.")] = False,
    dossier: DossierDir = DEFAULT_DOSSIER,
    database: Database = None,
) -> None:
    """Remove a report, its original and all that was read in it, for good; the ledger keeps a tombstone."""
    from heldby import pipeline

    with open_dossier(dossier, database) as opened:
        if not yes:
            typer.confirm(f"Erase {report} for good?", abort=True, err=True)
        opened.erase(report, why)
        pipeline.conclude(opened)
        page = opened.folder / PAGE
        if page.exists():
            page.unlink()
            write_page(opened)
    output.say(f"{report} is erased; copies that were exported, packed or backed up earlier are not")


def settings(
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="The setting to change.")] = None,
    value: Annotated[str | None, typer.Argument(metavar="VALUE", help="What it is to be.")] = None,
    dossier: DossierDir = DEFAULT_DOSSIER,
    database: Database = None,
) -> None:
    """Show or change the settings of the dossier."""
    from heldby.store import settings as known

    with open_dossier(dossier, database) as opened:
        if name and value is not None:
            opened.configure(name, value)
        with opened.database.reading() as connection:
            rows = [(one, known.get(connection, one) or "not set", told) for one, told in known.USER_SETTINGS.items()]
    output.print_rows(None, ("Setting", "Is", "Does"), rows)
