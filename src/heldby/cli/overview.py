"""The picture as a whole: `heldby changes|camps|sources|shares`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from itertools import chain
from typing import TYPE_CHECKING, Annotated

import typer

from heldby.cli import output
from heldby.cli.opening import open_dossier
from heldby.cli.options import DEFAULT_DOSSIER, Database, DossierDir, Format, Formats, KnownOn, On, parse_day

if TYPE_CHECKING:
    from heldby.control import Share
    from heldby.views import ClaimedShare, Member, News, Tie, Voice


def register(app: typer.Typer) -> None:
    """Add the commands."""
    for command in (changes, camps, sources, shares):
        app.command(command.__name__)(command)


def changes(
    since: Annotated[dt.date, typer.Option("--since", metavar="DATE", parser=parse_day, help="From this day on.")],
    until: Annotated[dt.date | None, typer.Option("--until", metavar="DATE", parser=parse_day, help="Up to this day.")] = None,
    known_on: KnownOn = None,
    format: Formats = Format.table,
    dossier: DossierDir = DEFAULT_DOSSIER,
    database: Database = None,
) -> None:
    """Say what changed since a day: places that changed hands, came under dispute or siege or fell silent; days that are seen otherwise
    than they could be then; reports withdrawn; sources of which nothing came since."""
    from heldby import pipeline, views

    with open_dossier(dossier, database) as opened:
        then = pipeline.picture(opened, known_on=since)
        found = views.changes(opened, pipeline.picture(opened, known_on=known_on), since, until, then=then)
        sentences = {one.claim: one.quote for one in views.cite(opened, opened.claims_by_id(id for n in found for id in n.claims).values())}
    if format is Format.jsonl:
        output.print_jsonl(found)
        return
    output.print_rows(None, ("Day", "What", "Of", "Before", "After", "Probability", "Sentence"), (_news(one, sentences) for one in found))


def _news(one: News, sentences: dict[str, str]) -> Iterable[object]:
    quote = next((sentences[claim] for claim in one.claims if claim in sentences), None)
    return (
        one.on,
        NEWS.get(one.kind, one.kind),
        one.what,
        one.before,
        one.after,
        f"{one.p:.2f}" if one.p and one.kind != "silent" else "",
        quote,
    )


NEWS = {
    "flip": "changed hands", "new": "first told of", "revised": "seen otherwise since", "silent": "nothing known any more",
    "source_silent": "source silent since", "retracted": "report",
}  # fmt: skip


def camps(
    on: On = None,
    actor: Annotated[str | None, typer.Option("--actor", help="Only the ties of this actor: a name or an id.")] = None,
    known_on: KnownOn = None,
    format: Formats = Format.table,
    dossier: DossierDir = DEFAULT_DOSSIER,
    database: Database = None,
) -> None:
    """Say who counts with which side and on what ground; who backs, leads and fights whom, since when, and who says so.

    `sides.toml` in the dossier's folder overrides any side.
    """
    from heldby import pipeline, views

    with open_dossier(dossier, database) as opened:
        ties = views.ties(opened, pipeline.picture(opened, known_on=known_on), on, actor=actor, known_on=known_on)
        members = [] if actor else views.members(opened, on, known_on=known_on)
    if format is Format.jsonl:
        output.print_jsonl(chain(members, ties))
        return
    if members:
        output.print_rows("Camps", ("Side", "Actor", "Ground", "Claims"), map(_member, members))
    columns = ("Who", "Is to", "Whom", "Since", "Last told", "Independent reports", "Says so", "Sentence")
    output.print_rows("Ties", columns, map(_tie, ties))


def _member(one: Member) -> Iterable[object]:
    return (one.side, one.actor, GROUNDS.get(one.ground, one.ground), one.claims)


GROUNDS = {"given": "your sides.toml", "known": "actor file", "told": "reports", "own": "its own side"}


def _tie(one: Tie) -> Iterable[object]:
    newest = one.sentences[0]
    says = ", ".join(dict.fromkeys(filter(None, (s.speaker or s.outlet for s in one.sentences))))
    return (one.actor, one.relation.replace("_", " "), one.target, one.first, one.last, one.voices, says, newest.quote)


def sources(
    by_side: Annotated[bool, typer.Option("--by-side", help="Also by the side that the word is about.")] = False,
    known_on: KnownOn = None,
    format: Formats = Format.table,
    dossier: DossierDir = DEFAULT_DOSSIER,
    database: Database = None,
) -> None:
    """Say how far each outlet and speaker is borne out by others, how late it comes, and by what it was not borne out.

    `sources.toml` in the dossier's folder fixes the reliability of any: a name and a number from 0 to 1.
    """
    from heldby import pipeline, views

    with open_dossier(dossier, database) as opened:
        drawn = pipeline.picture(opened, known_on=known_on)
        found = [one for one in views.sources(opened, pipeline.records(opened, drawn, known_on=known_on)) if by_side or one.side is None]
        quotes = {id: claim.quote for id, claim in opened.claims_by_id(id for one in found for id in one.claims).items()}
    if format is Format.jsonl:
        output.print_jsonl(found)
        return
    columns = ("Source", "Is", "Of", "Reports", "Borne out", "Not", "Reliability", "Fixed by you", "Days late", "Sentence")
    output.print_rows(None, columns, (_source(one, quotes) for one in found))


def _source(one: Voice, quotes: dict[str, str]) -> Iterable[object]:
    estimate = "not judged" if one.estimate is None else f"{one.estimate:.2f}"
    against = next((quotes[claim] for claim in one.claims if claim in quotes), None)
    return (
        one.source, one.kind, one.side or "", one.reports or "", one.agreed, one.against, estimate, one.fixed, one.lag,
        f"not borne out: {against}" if against else None,
    )  # fmt: skip


def shares(
    on: On = None,
    known_on: KnownOn = None,
    format: Formats = Format.table,
    dossier: DossierDir = DEFAULT_DOSSIER,
    database: Database = None,
) -> None:
    """Say how much each side holds of the places on record, of their people and of the land around them, and what reports claim of it."""
    from heldby import pipeline, views

    with open_dossier(dossier, database) as opened:
        drawn = pipeline.picture(opened, known_on=known_on)
        found, claimed = views.shares(drawn, on), views.claimed(opened, drawn)
    if format is Format.jsonl:
        output.print_jsonl(chain(found, claimed))
        return
    output.print_rows(None, ("Of", "Side", "At least", "Likeliest", "At most", "Of all known", "Day"), map(_share, found))
    if claimed:
        output.print_rows("Shares that reports claim", ("Claimed", "By the record", "Places", "Fits", "Sentence"), map(_claimed, claimed))


def _share(one: Share) -> Iterable[object]:
    unit = " km²" if one.measure == "land" else ""
    amounts = (f"{value:,.0f}{unit} ({100 * value / one.of:.0f}%)" if one.of else "0" for value in (one.low, one.likeliest, one.high))
    return (one.measure, one.side, *amounts, f"{one.of:,.0f}{unit}", one.on)


def _claimed(one: ClaimedShare) -> Iterable[object]:
    told = f"{one.low:g}%" if one.low == one.high else f"{one.low:g} to {one.high:g}%"
    return (told, f"{one.own:g}%", one.places, "yes" if one.fits else "no", one.sentence.quote)
