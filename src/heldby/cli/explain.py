"""`heldby explain`: show why heldby found a claim in a sentence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from heldby.cli import output
from heldby.cli.claim_rows import CLAIM_COLUMNS, claim_row
from heldby.cli.options import DEFAULT_DOSSIER, Database, DossierDir, Format, Formats, open_dossier

if TYPE_CHECKING:
    from heldby.model import Claim, Report
    from heldby.reading import Reader
    from heldby.reading.explain import Explanation, RoleReason
    from heldby.store import Dossier

MIN_PREFIX = 4
"""Least number of characters, from the beginning of a claim's id, that may be given instead of the whole id."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("explain")(explain)


def explain(
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help=f"The id of the claim, or at least its first {MIN_PREFIX} characters.")],
    paths: Annotated[
        list[str] | None,
        typer.Option("--in", metavar="PATH", help="Look for the claim in the reports in this file, not in the dossier. Can be repeated."),
    ] = None,
    format: Formats = Format.table,
    dossier: DossierDir = DEFAULT_DOSSIER,
    database: Database = None,
) -> None:
    """Show why heldby found a claim in a sentence.

    Prints the trigger word, the probabilities of its type, roles and status, the grammatical links, and the rules that apply.
    Only claims of the built-in reader can be explained.
    """
    from heldby.reading import Reader
    from heldby.reading.explain import explain as explain_claim

    if len(claim) < MIN_PREFIX:
        output.fail(f"{claim!r} is too short. Give at least {MIN_PREFIX} characters of the claim's id")
    if not paths:
        with open_dossier(dossier, database) as opened:
            report, match = _in_dossier(opened, claim)
        _check_reader(match)
    reader = Reader(parse_all=True)
    if paths:
        report, match = _in_files(reader, paths, claim)
    found = explain_claim(reader, report, match.id)
    if found is None:
        output.fail(f"claim {match.id} was found by {match.reader}; this version ({reader.version}) does not find it. Try: heldby reread")
    if format is Format.jsonl:
        output.print_jsonl([found])
    else:
        _print(found)


def _check_reader(claim: Claim) -> None:
    """End the command if another reader than the built-in one made a claim, because its insides are not known."""
    from heldby.reading.version import VERSION

    if claim.reader.partition(" ")[0] != VERSION.partition(" ")[0]:
        by = output.plain(claim.reader)
        output.fail(f"claim {claim.id} was found by the reader {by}. Only claims of the built-in reader (heldby) can be explained")


def _in_dossier(dossier: Dossier, prefix: str) -> tuple[Report, Claim]:
    """Return the claim in a dossier whose id starts with a prefix, and its report, or end the command if there is no such claim."""
    exact = dossier.claims_by_id([prefix])
    claim = exact.get(prefix) or _only((c for c in dossier.claims() if c.id.startswith(prefix)), prefix)
    report = dossier.report(claim.report)
    if report is None:
        output.fail(f"the report of claim {claim.id} is no longer in the dossier")
    return report, claim


def _in_files(reader: Reader, paths: Iterable[str], prefix: str) -> tuple[Report, Claim]:
    """Read files and return the claim whose id starts with a prefix, and its report, or end the command if there is no such claim."""
    from heldby.intake import Accepted, read_paths

    reports: dict[str, Report] = {}
    claims: list[Claim] = []
    accepted = (item.report for item in read_paths(paths) if isinstance(item, Accepted))
    for reading in reader.read_all(accepted):
        matches = [c for c in reading.claims if c.id.startswith(prefix)]
        claims += matches
        reports |= {c.id: reading.report for c in matches}
    claim = _only(claims, prefix)
    return reports[claim.id], claim


def _only(claims: Iterable[Claim], prefix: str) -> Claim:
    """Return the only claim among those found for a prefix, or end the command if there is none or more than one."""
    found = list({c.id: c for c in claims}.values())
    if not found:
        output.fail(f"there is no claim {prefix!r}. See the ids with: heldby claims --format jsonl, or heldby read PATH --format jsonl")
    if len(found) > 1:
        output.fail(f"{prefix!r} matches {len(found)} claims: {', '.join(sorted(c.id for c in found)[:6])}. Give more characters")
    return found[0]


def _print(found: Explanation) -> None:
    claim = found.claim
    output.print_rows(f"Claim {claim.id}", CLAIM_COLUMNS, [claim_row(claim)])
    typer.echo(f"Read in: {output.plain(found.sentence)}")
    typer.echo(f"The word “{output.plain(found.trigger)}” may state: " + ", ".join(f"{t.type} {t.probability:.2f}" for t in found.types))
    typer.echo(f"With the rest of the report, the probability of {claim.kind}/{claim.type} is {found.probability:.2f}", nl=False)
    typer.echo(f", and that actor, place and status are right too {found.whole:.2f}.")
    typer.echo(f"Calibrated: confidence {claim.confidence:.2f}, there is such a claim {claim.claim_confidence or 0:.2f}.")
    rows = (
        (r.role if r.fills else f"not {r.role}", f"{r.probability:.2f}", output.plain(r.text), output.plain(_grounds(r)))
        for r in found.roles
    )
    output.print_rows("Roles", ("Role", "Probability", "Phrase", "Grounds"), rows)
    rule = "" if found.status_rule == "none" else f" A rule finds it {found.status_rule}."
    typer.echo("Status: " + ", ".join(f"{s.status} {s.probability:.2f}" for s in found.statuses) + "." + rule)
    if claim.source:
        by = f" (speech act: {output.plain(found.source_by)})" if found.source_by else ""
        typer.echo(f"Source {output.plain(claim.source.text)}, {claim.source.kind}{by}.")


def _grounds(reason: RoleReason) -> str:
    """Return how a phrase relates to the trigger, in words."""
    where = " → ".join(reason.path)
    if not where:
        count = abs(reason.distance)
        where = f"{count} sentence{'s' if count != 1 else ''} {'earlier' if reason.distance < 0 else 'later'}"
    return f"{where}; {reason.rule}" if reason.rule else where
