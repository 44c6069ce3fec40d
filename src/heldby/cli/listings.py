"""The record under filters: `heldby timeline|claims|events|actors|places|contradictions`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from heldby.cli import output
from heldby.cli.geo_options import Area, Box, Inside, Near, Reviewed, Side, Source, zone_of
from heldby.cli.opening import open_dossier
from heldby.cli.options import DEFAULT_DOSSIER, Database, DossierDir, Format, Formats, KnownOn, parse_day
from heldby.cli.read import CLAIM_COLUMNS, claim_row, when_text

if TYPE_CHECKING:
    from heldby.model import Event
    from heldby.model.contradiction import Contradiction
    from heldby.store import Dossier
    from heldby.views import Moment, Named, NamedPlace


class Question(NamedTuple):
    """One of the six commands: its name, which is also the view's, its help, its columns, and how a record becomes a row.

    Where it `quotes`, a last column has the sentences of a record's claims.
    """

    name: str
    help: str
    columns: tuple[str, ...]
    row: Callable[[Any], Iterable[object]]
    quotes: bool = False


def register(app: typer.Typer) -> None:
    """Add the commands."""
    for question in QUESTIONS:
        app.command(question.name, help=question.help)(_command(question))


def _command(question: Question) -> Callable[..., None]:
    def ask(
        place: Annotated[str | None, typer.Option("--place", help="Of this place: a name in any spelling, or an id.")] = None,
        actor: Annotated[
            str | None, typer.Option("--actor", help="With this actor, in either role: a name in any spelling, or an id.")
        ] = None,
        kind: Annotated[str | None, typer.Option("--kind", help="Of this kind: event, control, relation, figure.")] = None,
        type: Annotated[str | None, typer.Option("--type", help="Of this type, such as capture, holds, backs, killed.")] = None,
        status: Annotated[str | None, typer.Option("--status", help="Of this status, such as happened, ongoing, denied.")] = None,
        first: Annotated[dt.date | None, typer.Option("--from", metavar="DATE", parser=parse_day, help="On or after this day.")] = None,
        last: Annotated[dt.date | None, typer.Option("--to", metavar="DATE", parser=parse_day, help="On or before this day.")] = None,
        text: Annotated[str | None, typer.Option("--text", help='With these words in the sentence; "a phrase", or a beginn*.')] = None,
        report: Annotated[str | None, typer.Option("--report", help="Of the report with this id.")] = None,
        area: Area = None,
        near: Near = None,
        box: Box = None,
        inside: Inside = None,
        side: Side = None,
        source: Source = None,
        reviewed: Reviewed = None,
        known_on: KnownOn = None,
        format: Formats = Format.table,
        dossier: DossierDir = DEFAULT_DOSSIER,
        database: Database = None,
    ) -> None:
        from heldby import pipeline, views
        from heldby.store import ClaimFilter

        wanted = ClaimFilter(
            place, actor, kind, type, status, first, last, known_on, text, report, area=area, zone=zone_of(near, box, inside),
            side=side, source=source, reviewed=reviewed,
        )  # fmt: skip
        view = getattr(views, question.name)
        with open_dossier(dossier, database) as opened:
            records = view(opened, pipeline.picture(opened, known_on=known_on), wanted)
            if format is Format.jsonl:
                output.print_jsonl(records)
                return
            found = list(records)
            quoted = _quoted(opened, [one.claims for one in found]) if question.quotes else [()] * len(found)
            output.print_rows(None, question.columns, ((*question.row(one), *more) for one, more in zip(found, quoted, strict=True)))

    return ask


def _quoted(dossier: Dossier, groups: list[tuple[str, ...]]) -> list[tuple[str]]:
    """For each group of claims their sentences, oldest first, with outlet and day."""
    from heldby import views

    cited = {one.claim: one for one in views.cite(dossier, dossier.claims_by_id(id for ids in groups for id in ids).values())}
    told = [sorted((cited[id] for id in ids if id in cited), key=lambda one: (one.known, one.report, one.start)) for ids in groups]
    return [("\n".join(f"{one.outlet or 'no outlet'}, {one.published or 'undated'}: {one.quote}" for one in group),) for group in told]


def _days(first: dt.date | None, last: dt.date | None) -> str:
    if first == last:
        return str(first) if first else "undated"
    return f"{first or '…'} to {last or '…'}"


def _moment(one: Moment) -> Iterable[object]:
    voices = f"{one.families}, contradicted" if one.contradicted else one.families
    what = one.type if one.status == "happened" else f"{one.type} ({one.status})"
    return (_days(one.first, one.last), what, ", ".join(one.actor), ", ".join(one.target), ", ".join(one.place), voices, one.quote)


def _event(one: Event) -> Iterable[object]:
    names = [", ".join(ref.name or ref.text for ref in refs) for refs in (one.actor, one.target, one.place)]
    return (one.id, one.type, *names, when_text(one.when), one.status, len(one.claims), one.families, one.explanation)


def _named(one: Named) -> Iterable[object]:
    return (one.name, one.id, ", ".join(one.spellings), one.claims, one.reports, _days(one.first, one.last))


def _place(one: NamedPlace) -> Iterable[object]:
    where = "" if one.lat is None or one.lon is None else f"{one.lat:.3f}, {one.lon:.3f}"
    return (one.name, one.id, one.within, where, one.precision, ", ".join(one.spellings), one.claims, one.reports)


def _contradiction(one: Contradiction) -> Iterable[object]:
    return (one.kind.replace("_", " "), one.place, _days(one.first, one.last), one.reason)


QUESTIONS = (
    Question(
        "timeline",
        "What happened, in order of time.",
        ("When", "What", "Who", "Whom", "Where", "Independent reports", "Sentence"),
        _moment,
    ),
    Question("claims", "What the reports say, each claim with its sentence.", CLAIM_COLUMNS, claim_row),
    Question(
        "events",
        "What happened once, whoever tells it, and why these claims are taken for one event.",
        ("Id", "Type", "Who", "Whom", "Where", "When", "Status", "Claims", "Independent reports", "Why"),
        _event,
    ),
    Question(
        "actors", "Who is spoken of, in which spellings, how often.", ("Name", "Id", "Spellings", "Claims", "Reports", "When"), _named
    ),
    Question(
        "places",
        "Which places are spoken of, and how well each is placed.",
        ("Name", "Id", "In", "Point", "Precision", "Spellings", "Claims", "Reports"),
        _place,
    ),
    Question(
        "contradictions",
        "What does not fit together, why, and in whose words.",
        ("Kind", "Place", "When", "Why", "Sentences"),
        _contradiction,
        quotes=True,
    ),
)
