"""`heldby explain`: why a claim was read so."""

from __future__ import annotations

import re
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
    from heldby.intake import Taken, read_paths

    reports: dict[str, Report] = {}
    claims: list[Claim] = []
    taken = (item.report for item in read_paths(paths) if isinstance(item, Taken))
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
    by_form = "; a construction of the sentence tells it" if found.form else ""
    typer.echo(f"Read in: {output.plain(found.sentence)}")
    typer.echo(f"Type {claim.type}: from “{output.plain(found.trigger)}”, probability {found.probability:.2f}{by_form};", nl=False)
    typer.echo(f" calibrated to a confidence of {claim.confidence:.2f}.")
    output.print_rows("In the light of all that the report tells", REASONS, map(_reason, found.type))
    output.print_rows("From the word and its sentence", REASONS, map(_reason, found.first))
    for role in found.roles:
        what = role.role or f"nearly {role.nearly}"
        way = " → ".join(role.path) or "from another sentence"
        typer.echo(f"{what.capitalize()} “{output.plain(role.text)}”, probability {role.probability:.2f}: {output.plain(way)}")
        if role.role and role.reasons:
            output.print_rows("In the light of all that the report tells", REASONS, map(_reason, role.reasons))
            output.print_rows("From the phrase and its place", REASONS, map(_reason, role.first))
    typer.echo(f"Status {claim.status}: by {found.status_by}.")
    if found.status:
        output.print_rows(None, REASONS, map(_reason, found.status))
    if claim.source:
        by = f" ({output.plain(found.source_by)})" if found.source_by else ""
        typer.echo(f"Source {output.plain(claim.source.text)}, {claim.source.kind}{by}.")


REASONS = ("Weight", "Because")


def _reason(reason: Reason) -> tuple[object, ...]:
    return f"{reason.weight:+.2f}", words_for(reason.feature)


WORDS = {
    "lem": "the word is {}", "lemdep": "the word in its place is {}", "lempos": "the word as its kind of word is {}", "pos": "it is a {}",
    "tag": "its form is {}", "dep": "its place in the parse is {}", "has": "it has a {}", "arg": "it has an argument {}",
    "argw": "it has an argument with the word {}", "fn": "it goes with {}", "head": "it hangs on {}", "headdep": "it hangs on {}",
    "headpos": "it hangs on a {}", "sib": "beside it stands {}", "sibw": "beside it stands {}", "near": "near it stands {}",
    "anc": "above it stands {}", "sent": "the sentence speaks of {}", "sentc": "the sentence has phrases {}", "noun": "it counts {}",
    "told": "the form of the sentence tells {}", "c": "the phrase is a {}", "h": "the phrase is {}", "p": "the path to it is {}",
    "pc": "the path to it is {}", "case": "its preposition is {}", "dist": "it stands at distance {}", "was": "it was told of before as {}",
    "with": "in this sentence it is also {}", "n": "it is named {} times", "up1": "it hangs on {}", "cl0": "the word is one of {}",
    "actor": "log odds, in halves, that it acts: {}", "target": "log odds, in halves, that it is acted upon: {}",
    "place": "log odds, in halves, that it is where: {}", "claim": "log odds of the claim: {}",
    "rival": "the same word tells something else: {}", "twin": "the sentence tells the like: {}",
    "labels": "the report tells {} others of its type", "beside": "the sentence tells {} other claims",
    "none": "roles that nothing fills likely: {}", "det": "the word goes with {}",
    "n.actor": "it acts in {} other claims", "n.target": "it is acted upon in {} other claims",
    "n.place": "it is where {} other claims are", "after": "the attack told last is {}",
    "actor.share": "quarters of the other claims in which it acts: {}", "target.share": "quarters in which it is acted upon: {}",
    "place.share": "quarters of the other claims that are there: {}", "foe.actor": "it acted against the same {} times",
    "foe.target": "it was acted upon by the same {} times",
    "last": "in the claim before it is the {}", "next": "in the claim after it is the {}",
    "actor.rank": "as the one who acts it comes, after how many others: {}", "target.rank": "as the one acted upon it comes, after: {}",
    "place.rank": "as the place it comes, after: {}",
}  # fmt: skip
"""Names of features in words; what is not here is printed as it stands."""
SCALES = {
    "p": "log odds of the claim at the first look, in halves: {}", "e": "log odds of the claim to the network: {}",
    "actor": WORDS["actor"], "target": WORDS["target"], "place": WORDS["place"],
}  # fmt: skip
"""Names of scales in words; a feature tells where on one it is, or above which step."""
STEP = re.compile(r"(\w+)([>=])(-?\d+)x?")


CLASSES = {
    "A": "named party", "F": "party", "P": "place", "L": "noun for a place", "X": "pronoun", "B": "building", "W": "weapon", "H": "name",
    "O": "thing",
}  # fmt: skip


def words_for(feature: str) -> str:
    """A feature as a person may read it: "event/capture|has=obj" is "for event/capture: it has a obj"."""
    *labels, told = feature.split("|")
    step = STEP.fullmatch(told)
    if step and step[1] in SCALES:
        words = SCALES[step[1]].format(f"above {step[3]}" if step[2] == ">" else step[3])
        return f"for {' '.join(labels)}: {words}" if labels else words
    name, equals, value = told.partition("=")
    if name == "c":
        kind, _, value = value.partition(":")
        value = f"{CLASSES.get(kind, kind)} {value}".strip()
    words = WORDS[name].format(value.replace("::", " ").strip(":")) if equals and name in WORDS else told
    return f"for {' '.join(labels)}: {words}" if labels else words
