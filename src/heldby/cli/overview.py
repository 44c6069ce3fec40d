"""Commands that summarise the record: `heldby changes|camps|sources|shares`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from itertools import chain
from typing import TYPE_CHECKING, Annotated

import typer

from heldby.cli import output
from heldby.cli.close_names import unknown_names
from heldby.cli.options import DEFAULT_DOSSIER, Database, DossierDir, Format, Formats, KnownOn, On, open_dossier, parse_day

if TYPE_CHECKING:
    from heldby.control import Share
    from heldby.views import CitedTie, ClaimedShare, RecordChange, SideMember, SourceSummary

CHANGE_TEXT = {
    "flip": "changed hands",
    "new": "first reported",
    "revised": "revised in hindsight",
    "silent": "no longer known",
    "source_silent": "last report from",
    "retracted": "retraction",
}
"""Texts for the kinds of change whose names are not clear by themselves."""

GROUND_TEXT = {
    "given": "your sides.toml", "known": "actor file", "named": "its name in reports", "told": "reports", "own": "its own side",
}  # fmt: skip
"""Texts for where the side of an actor comes from (see `SideResolver.grounds`)."""


def register(app: typer.Typer) -> None:
    """Add the commands."""
    for command in (changes, camps, sources, shares):
        app.command(command.__name__)(command)


def changes(
    since: Annotated[dt.date, typer.Option("--since", metavar="DATE", parser=parse_day, help="List changes from this day on.")],
    until: Annotated[
        dt.date | None,
        typer.Option("--until", metavar="DATE", parser=parse_day, help="List changes up to this day. Default: all later changes."),
    ] = None,
    known_on: KnownOn = None,
    format: Formats = Format.table,
    dossier: DossierDir = DEFAULT_DOSSIER,
    database: Database = None,
) -> None:
    """List what has changed since a given day: places that changed hands, became contested or besieged, or are no longer reported on.

    Also lists places for which later reports changed the answer about an earlier day, retracted reports, and outlets that have published
    nothing since that day.
    """
    from heldby import pipeline, views

    with open_dossier(dossier, database) as opened:
        then = pipeline.take_snapshot(opened, known_on=since)
        found = views.changes(opened, pipeline.take_snapshot(opened, known_on=known_on), since, until, then=then)
        cited = views.cite(opened, opened.claims_by_id(id for one in found for id in one.claims).values())
        sentences = {one.claim: one.quote for one in cited}
    if format is Format.jsonl:
        output.print_jsonl(found)
        return
    columns = ("Day", "Change", "Subject", "Before", "After", "Probability", "Sentence")
    output.print_rows(None, columns, (_change_row(one, sentences) for one in found), empty=f"Nothing changed since {since}.")


def _change_row(one: RecordChange, sentences: Mapping[str, str]) -> Iterable[object]:
    quote = next((sentences[claim] for claim in one.claims if claim in sentences), None)
    p = f"{one.p:.2f}" if one.p and one.kind != "silent" else ""
    return (one.on, CHANGE_TEXT.get(one.kind, one.kind), one.what, one.before, one.after, p, quote)


def camps(
    on: On = None,
    actor: Annotated[
        str | None, typer.Option("--actor", metavar="NAME", help="Only relations of this actor. Takes a name in any spelling, or an id.")
    ] = None,
    known_on: KnownOn = None,
    format: Formats = Format.table,
    dossier: DossierDir = DEFAULT_DOSSIER,
    database: Database = None,
) -> None:
    """List each actor's side and the reason for it, and the relations between actors: who backs, leads or fights whom, and since when.

    To set sides yourself, edit `sides.toml` in the dossier's folder.
    """
    from heldby import pipeline, views
    from heldby.store import ClaimFilter

    with open_dossier(dossier, database) as opened:
        snapshot = pipeline.take_snapshot(opened, known_on=known_on)
        ties = views.ties(opened, snapshot, on, actor=actor, known_on=known_on)
        members = [] if actor else views.members(opened, on, known_on=known_on)
        unknown = [] if ties or not actor else list(unknown_names(opened, snapshot, ClaimFilter(actor=actor)))
    if format is Format.jsonl:
        output.print_jsonl(chain(members, ties))
        return
    if members:
        output.print_rows("Sides", ("Side", "Actor", "According to", "Claims"), map(_member_row, members))
    columns = ("Actor", "Relation", "Target", "Since", "Last reported", "Independent reports", "Source", "Sentence")
    output.print_rows("Relations", columns, map(_tie_row, ties), empty="No relations between actors are reported.")
    for sentence in unknown:
        output.message(output.plain(sentence))


def _member_row(one: SideMember) -> Iterable[object]:
    return (one.side, one.actor, GROUND_TEXT.get(one.ground, one.ground), one.claims)


def _tie_row(one: CitedTie) -> Iterable[object]:
    newest = one.sentences[0]
    cited = ", ".join(dict.fromkeys(filter(None, (s.speaker or s.outlet for s in one.sentences))))
    return (one.actor, one.relation.replace("_", " "), one.target, one.first, one.last, one.voices, cited, newest.quote)


def sources(
    by_side: Annotated[
        bool, typer.Option("--by-side", help="Also show each source's reliability separately for each side that it names as a holder.")
    ] = False,
    known_on: KnownOn = None,
    format: Formats = Format.table,
    dossier: DossierDir = DEFAULT_DOSSIER,
    database: Database = None,
) -> None:
    """List how reliable each outlet and speaker is: how often other sources confirm or contradict it, and how late it reports changes.

    To set a source's reliability yourself, enter its name and a number from 0 to 1 in `sources.toml` in the dossier's folder.
    """
    from heldby import pipeline, views

    with open_dossier(dossier, database) as opened:
        snapshot = pipeline.take_snapshot(opened, known_on=known_on)
        rated = views.sources(opened, pipeline.rate_sources(opened, snapshot, known_on=known_on))
        found = [one for one in rated if by_side or one.side is None]
        quotes = {id: claim.quote for id, claim in opened.claims_by_id(id for one in found for id in one.claims).items()}
    if format is Format.jsonl:
        output.print_jsonl(found)
        return
    columns = ("Source", "Kind", "Side", "Reports", "Confirmed", "Contradicted", "Reliability", "Set by you", "Days late", "Sentence")
    output.print_rows(None, columns, (_source_row(one, quotes) for one in found), empty="The record has no sources.")


def _source_row(one: SourceSummary, quotes: Mapping[str, str]) -> Iterable[object]:
    estimate = "not rated" if one.estimate is None else f"{one.estimate:.2f}"
    contradicted = next((quotes[claim] for claim in one.claims if claim in quotes), None)
    return (
        one.source, one.kind, one.side or "", one.reports or "", one.agreed, one.against, estimate, one.fixed, one.lag,
        f"contradicted: {contradicted}" if contradicted else None,
    )  # fmt: skip


def shares(
    on: On = None,
    known_on: KnownOn = None,
    format: Formats = Format.table,
    dossier: DossierDir = DEFAULT_DOSSIER,
    database: Database = None,
) -> None:
    """Show how much each side holds of the places in the record, of their population and of the land around them.

    For each side, prints the most likely share with a lower and an upper bound.
    Also compares these shares with the shares of territory stated in reports.
    """
    from heldby import pipeline, views

    with open_dossier(dossier, database) as opened:
        snapshot = pipeline.take_snapshot(opened, known_on=known_on)
        found, claimed = views.shares(snapshot, on), views.compare_claimed_shares(opened, snapshot)
    if format is Format.jsonl:
        output.print_jsonl(chain(found, claimed))
        return
    columns: tuple[str, ...] = ("Share of", "Side", "At least", "Most likely", "At most", "Total", "Day")
    output.print_rows(None, columns, map(_share_row, found), empty="The record has no places that a side holds.")
    if claimed:
        columns = ("Claimed", "Record", "Places", "Agrees", "Sentence")
        output.print_rows("Shares that reports state", columns, map(_claimed_row, claimed))


def _share_row(one: Share) -> Iterable[object]:
    unit = " km²" if one.measure == "land" else ""
    amounts = (f"{value:,.0f}{unit} ({100 * value / one.of:.0f}%)" if one.of else "0" for value in (one.low, one.likeliest, one.high))
    return (one.measure, one.side, *amounts, f"{one.of:,.0f}{unit}", one.on)


def _claimed_row(one: ClaimedShare) -> Iterable[object]:
    claimed = f"{one.low:g}%" if one.low == one.high else f"{one.low:g} to {one.high:g}%"
    return (claimed, f"{one.own:g}%", one.places, "yes" if one.fits else "no", one.sentence.quote)
