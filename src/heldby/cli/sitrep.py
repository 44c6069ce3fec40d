"""`heldby report`: write a situation report."""

from __future__ import annotations

import datetime as dt
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from heldby.cli import output
from heldby.cli.options import DEFAULT_DOSSIER, Coarsen, Database, Delay, DossierDir, KnownOn, open_dossier, parse_day
from heldby.cli.redaction import redacted_copy

if TYPE_CHECKING:
    from heldby.sitrep import SituationReport
    from heldby.store import Dossier


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("report")(report)


def report(
    *,
    since: Annotated[
        dt.date | None, typer.Option("--since", metavar="DATE", parser=parse_day, help="First day of the period. Required.")
    ] = None,
    until: Annotated[
        dt.date | None,
        typer.Option("--until", metavar="DATE", parser=parse_day, help="Last day of the period. Default: the latest day in the record."),
    ] = None,
    area: Annotated[
        str | None,
        typer.Option("--area", metavar="NAME", help="Only this province, country or place. Takes a name, or the ISO code of a country."),
    ] = None,
    file: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="Write to this file. Its ending is .html, .md, .docx or .pdf. Required."),
    ] = None,
    template: Annotated[
        Path | None,
        typer.Option("--template", metavar="FILE", help="Use this template instead of the built-in one. Start from --save-template."),
    ] = None,
    save_template: Annotated[
        Path | None,
        typer.Option(
            "--save-template", metavar="FILE", help="Only write the built-in template to this file (.html, .md or .docx), to be edited."
        ),
    ] = None,
    known_on: KnownOn = None,
    readers: Annotated[
        bool,
        typer.Option("--readers/--all", help="Report from a redacted copy for other people (--readers) or from everything (--all)."),
    ] = False,
    delay: Delay = 0,
    coarsen: Coarsen = 0.0,
    dossier: DossierDir = DEFAULT_DOSSIER,
    database: Database = None,
) -> None:
    """Write a situation report about a period: what changed, who holds what, figures, contradictions, unknowns and plans.

    Templates make its sentences from claims, and an annex gives the evidence of each sentence: quote, outlet, date and address.

    A PDF is printed by an installed browser: Chromium, Chrome, Edge or Brave, or the one that HELDBY_BROWSER names.
    A redacted copy for other people leaves out everything listed in `sensitive.toml` in the dossier's folder.
    --delay and --coarsen also turn on --readers.
    """
    from heldby.sitrep import check_format, write_situation_report

    if save_template is not None:
        _save_template(save_template)
        return
    if since is None or file is None:
        raise typer.BadParameter("--since DATE and --output FILE are required")
    check_format(file)
    with open_dossier(dossier, database) as opened, ExitStack() as stack:
        shown = stack.enter_context(redacted_copy(opened, delay, coarsen)) if readers or delay or coarsen else opened
        made = _build(shown, since, until, area, known_on)
        try:
            written = write_situation_report(made, file, template)
        except OSError as error:
            output.fail(f"{error.filename or file}: {error.strerror or error}")
        _log(opened, made, file)
    statements = sum(len(section.statements) for section in made.sections)
    output.message(
        f"{output.counted(statements, 'sentence')} with {output.counted(len(made.annex), 'source passage')}"
        f" written to {', '.join(str(one) for one in written)}"
    )


def _build(dossier: Dossier, since: dt.date, until: dt.date | None, area: str | None, known_on: dt.date | None) -> SituationReport:
    from heldby import pipeline
    from heldby.sitrep import Scope, build_situation_report

    snapshot = pipeline.take_snapshot(dossier, known_on=known_on)
    then = pipeline.derive_conclusions(dossier, known_on=since, cache=pipeline.load_cache(dossier), events=False)
    try:
        return build_situation_report(dossier, snapshot, Scope(since, until, area, known_on), then=then)
    except ValueError as error:
        output.fail(str(error))


def _save_template(file: Path) -> None:
    """Write the built-in template of the format that the file's ending names."""
    from heldby.sitrep import check_format

    content = check_format(file).default_template()
    try:
        with file.open("xb") as out:
            out.write(content)
    except OSError as error:
        output.fail(f"{file}: {error.strerror or error}")
    output.message(f"template written to {file}. Use it with: heldby report --template {file}")


def _log(dossier: Dossier, made: SituationReport, file: Path) -> None:
    """Add the situation report to the ledger as an export, or print a message if the dossier is read-only."""
    from heldby.errors import UnwritableDossier

    payload = {
        "format": "situation report", "records": len(made.annex), "file": file.name, "since": str(made.since), "until": str(made.until),
    }  # fmt: skip
    try:
        dossier.log_action("export", "situation report", payload)
    except UnwritableDossier as error:
        output.message(f"the situation report is not recorded in the ledger: {error}")
