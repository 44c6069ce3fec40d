"""`heldby explain`: why a claim was read so."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from heldby.cli import output
from heldby.cli.opening import open_dossier
from heldby.cli.options import DEFAULT_DOSSIER, Database, DossierDir, Format, Formats
from heldby.cli.read import CLAIM_COLUMNS, claim_row

if TYPE_CHECKING:
    from heldby.model import Claim, Report
    from heldby.reading import Reader
    from heldby.reading.explain import Explanation, Reason
    from heldby.store import Dossier

SHORTEST = 4
"""Characters of a claim's id that may stand for all of it."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("explain")(explain)


def explain(
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help="A claim's id, or how it begins.")],
    paths: Annotated[list[str] | None, typer.Option("--in", metavar="PATH", help="A file of reports in place of the dossier.")] = None,
    format: Formats = Format.table,
    dossier: DossierDir = DEFAULT_DOSSIER,
    database: Database = None,
) -> None:
    """Say why a claim was read so: the words, the path in the parse, and the weights that decided type, roles and status."""
    from heldby.reading import Reader
    from heldby.reading.explain import explain as explain_claim

    if len(claim) < SHORTEST:
        output.fail(f"{claim!r} is too short: give at least {SHORTEST} characters of the claim's id")
    reader = Reader()
    if paths:
        report, known = _in_files(reader, paths, claim)
    else:
        with open_dossier(dossier, database) as opened:
            report, known = _in_dossier(opened, claim)
    found = explain_claim(reader, report, known.id)
    if found is None:
        output.fail(f"claim {known.id} was read by {known.reader}; this version ({reader.version}) does not make it. Try `heldby reread`")
    if format is Format.jsonl:
        output.print_jsonl([found])
    else:
        _print(found)


def _in_dossier(dossier: Dossier, start: str) -> tuple[Report, Claim]:
    """The claim of a dossier whose id begins so, with its report."""
    exact = dossier.claims_by_id([start])
    claim = exact.get(start) or _only((c for c in dossier.claims() if c.id.startswith(start)), start)
    report = dossier.report(claim.report)
    if report is None:
        output.fail(f"the report of claim {claim.id} is not kept any more")
    return report, claim


def _in_files(reader: Reader, paths: Iterable[str], start: str) -> tuple[Report, Claim]:
    """The claim of some files whose id begins so, with its report."""
    from heldby.intake import Accepted, read_paths

    reports: dict[str, Report] = {}
    claims: list[Claim] = []
    taken = (item.report for item in read_paths(paths) if isinstance(item, Accepted))
    for reading in reader.read_all(taken):
        found = [c for c in reading.claims if c.id.startswith(start)]
        claims += found
        reports |= {c.id: reading.report for c in found}
    claim = _only(claims, start)
    return reports[claim.id], claim


def _only(claims: Iterable[Claim], start: str) -> Claim:
    found = list({c.id: c for c in claims}.values())
    if not found:
        output.fail(f"there is no claim {start!r}; `--format jsonl` of claims and read tells their ids")
    if len(found) > 1:
        output.fail(f"{start!r} begins the ids of {len(found)} claims: {', '.join(sorted(c.id for c in found)[:6])}")
    return found[0]


def _print(found: Explanation) -> None:
    claim = found.claim
    output.print_rows(f"Claim {claim.id}", CLAIM_COLUMNS, [claim_row(claim)])
    by_form = "; a construction of the sentence states it" if found.form else ""
    typer.echo(f"Read in: {output.plain(found.sentence)}")
    typer.echo(f"Type {claim.type}: from “{output.plain(found.trigger)}”, probability {found.probability:.2f}{by_form};", nl=False)
    typer.echo(f" calibrated to a confidence of {claim.confidence:.2f}.")
    output.print_rows("From all claims of the report", REASONS, map(_reason, found.type))
    output.print_rows("From the word and its sentence", REASONS, map(_reason, found.first))
    for role in found.roles:
        what = role.role or f"nearly {role.nearly}"
        way = " → ".join(role.path) or "from another sentence"
        typer.echo(f"{what.capitalize()} “{output.plain(role.text)}”, probability {role.probability:.2f}: {output.plain(way)}")
        if role.role and role.reasons:
            output.print_rows("From all claims of the report", REASONS, map(_reason, role.reasons))
            output.print_rows("From the phrase itself", REASONS, map(_reason, role.first))
    typer.echo(f"Status {claim.status}: by {found.status_by}.")
    if found.status:
        output.print_rows(None, REASONS, map(_reason, found.status))
    if claim.source:
        by = f" ({output.plain(found.source_by)})" if found.source_by else ""
        typer.echo(f"Source {output.plain(claim.source.text)}, {claim.source.kind}{by}.")


REASONS = ("Weight", "Because")


def _reason(reason: Reason) -> tuple[object, ...]:
    from heldby.reading.feature_text import describe_feature

    return f"{reason.weight:+.2f}", describe_feature(reason.feature)
