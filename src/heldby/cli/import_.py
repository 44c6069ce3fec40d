"""`heldby import`: add the claims of another reader, a table of another data set, or another dossier, to a dossier."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from heldby.cli import output
from heldby.cli.options import DEFAULT_DOSSIER, Database, DossierDir, open_dossier

if TYPE_CHECKING:
    from heldby.model import Claim
    from heldby.store import Dossier

FORMATS = {
    "claims-jsonl": "claims from reports already in the dossier, one JSON object per line",
    "ged": "a table of UCDP GED (CSV or XLSX)",
    "acled": "a table in the shape of ACLED (CSV or XLSX)",
    "table": "a plain table of claims (CSV or XLSX)",
    "dossier": "the folder of another dossier, or an archive written by `heldby pack`",
}


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("import")(import_)


def import_(
    format: Annotated[str, typer.Argument(metavar="FORMAT", help=" ".join(f"{name}: {meaning}." for name, meaning in FORMATS.items()))],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file or folder to import.")],
    source: Annotated[
        str | None,
        typer.Option(
            "--source",
            metavar="NAME",
            help="The name under which the rows of a table count as a source. Default: UCDP GED, ACLED, or the name of the file.",
        ),
    ] = None,
    columns: Annotated[
        str | None,
        typer.Option("--map", metavar="FIELD=COLUMN,...", help="Columns of a plain table, such as type=event_type,first=event_date."),
    ] = None,
    dossier: DossierDir = DEFAULT_DOSSIER,
    database: Database = None,
) -> None:
    """Add claims found by another program, a table of another data set, or a whole dossier, to this dossier.

    The rows of a table become claims of that source. Rows with an id are updated when they are imported again.
    Rows that heldby exported are compared with the record: each change becomes a correction of yours.
    """
    from heldby import pipeline

    def table(file: Path, opened: Dossier) -> None:
        _import_table(file, opened, format, source, columns)

    importers: dict[str, Callable[[Path, Dossier], None]] = {"claims-jsonl": _import_claims, "dossier": _import_dossier}
    importers |= dict.fromkeys(("ged", "acled", "table"), table)
    if format not in importers:
        output.fail(f"there is no import format {format!r}. Choose from: {', '.join(FORMATS)}")
    if (source or columns) and importers[format] is not table:
        output.fail("--source and --map go with tables: ged, acled and table")
    if not file.exists():
        output.fail(f"{file} does not exist")
    with open_dossier(dossier, database, create=format == "dossier") as opened:
        importers[format](file, opened)
        pipeline.conclude(opened)


def _import_claims(file: Path, dossier: Dossier) -> None:
    from heldby.store.custody.import_claims import import_claims

    claims, refused = _parse_claims(file)
    done = import_claims(dossier, claims)
    for claim, reason in done.refused:
        output.print_refused(f"claim {claim}", reason)
    refused += len(done.refused)
    output.message(f"{output.counted(done.added, 'claim')} added; {done.already_there} already in the dossier; {refused} refused")
    if not done.added and not done.already_there:
        output.fail("nothing could be imported")


def _import_table(file: Path, dossier: Dossier, shape: str, source: str | None, columns: str | None) -> None:
    from heldby import pipeline
    from heldby.errors import Unreadable
    from heldby.imports import ImportOptions, import_table, parse_columns

    try:
        mapping = parse_columns(columns) if columns else {}
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--map") from None
    with output.progress("Importing", "rows") as advance:
        options = ImportOptions(shape, source, mapping, advance)
        try:
            done = import_table(dossier, lambda: pipeline.conclude(dossier), file, options)
        except (Unreadable, OSError) as error:
            output.fail(f"{file}: {getattr(error, 'strerror', None) or error}")
    for finding in done.refused:
        output.print_refused(finding.row, finding.what)
    for finding in done.conflicts:
        output.message(f"conflict in {output.plain(finding.row)}: {output.plain(finding.what)}")
    output.message(
        f"{output.counted(done.added, 'row')} added; {done.updated} updated; {done.corrected} corrected; {done.unchanged} unchanged;"
        f" {output.counted(len(done.conflicts), 'conflict')}; {len(done.refused)} refused"
    )
    if done.sheets_left_out:
        output.message(f"only one sheet is read; left out: {', '.join(map(output.plain, done.sheets_left_out))}")
    if done.without_claim:
        output.message(f"{output.counted(done.without_claim, 'row')} without a claim, because heldby has no type for what they say")
    if not done.added + done.updated + done.corrected + done.unchanged + len(done.conflicts):
        output.fail("nothing could be imported")


def _parse_claims(file: Path) -> tuple[list[Claim], int]:
    """Return the claims in a JSON Lines file and the number of lines that are not claims. Print a message for each such line."""
    from pydantic import ValidationError

    from heldby.model import Claim

    claims, refused = [], 0
    with file.open(encoding="utf-8", errors="replace") as lines:
        for number, line in enumerate(lines, 1):
            try:
                claims.append(Claim.model_validate_json(line))
            except ValidationError as error:
                refused += 1
                output.print_refused(f"{file} line {number}", error.errors()[0]["msg"])
    return claims, refused


def _import_dossier(file: Path, dossier: Dossier) -> None:
    from heldby.store import Dossier
    from heldby.store.custody import archive
    from heldby.store.custody.merge import merge

    is_archive = not file.is_dir()
    with (
        tempfile.TemporaryDirectory(prefix="heldby-import-") as folder,
        Dossier.open(folder if is_archive else file, create=is_archive) as source,
    ):
        if is_archive:
            archive.unpack(file, source)
        done = merge(source, dossier)
    reports = output.counted(done.already_there, "report")
    output.message(f"{output.counted(done.merged, 'action')} imported; {reports} already in the dossier")
    if done.unmatched:
        output.message(f"{output.counted(done.unmatched, 'judgement')} left out, because nothing here matches what they are about")
    for report in done.erased_in_source:
        output.message(f"{output.plain(report)} was deleted in the other dossier and is still here. To delete it: heldby erase REPORT")
