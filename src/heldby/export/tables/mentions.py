"""The table of mentions: one row for each."""

from __future__ import annotations

from collections.abc import Iterator

from heldby.export.tables.sources import QUOTE_COLUMN, REPORT_COLUMNS, Sources
from heldby.export.tables.table import Column, Row, Table
from heldby.store import ClaimFilter, Conclusions, Dossier

OWN_FIELDS = (
    "kind", "start", "end", "name", "within", "country", "lat", "lon", "precision", "radius_km", "method", "first", "last", "estimated",
)  # fmt: skip

COLUMNS = (
    Column("id", "string", "id of the mention: its report, offsets and kind", "#meta+id"),
    Column("kind", "string", "actor, place, time or figure", "#meta+kind"),
    QUOTE_COLUMN._replace(help="the words of the report"),
    Column("start", "integer", "offset of the words in the report's text", "#meta+quote+start"),
    Column("end", "integer", "offset of their end", "#meta+quote+end"),
    Column("refers_to", "string", "id of the actor or place that the words stand for; null if unknown", "#meta+refers+id"),
    Column("name", "string", "name of this actor or place", "#meta+refers+name"),
    Column("within", "string", "areas that the place lies in", "#adm+name"),
    Column("country", "string", "country of the place (ISO 3166)", "#country+code+v_iso2"),
    Column("lat", "number", "latitude of the place in degrees (WGS 84); null if no point is known", "#geo+lat"),
    Column("lon", "number", "longitude of the place in degrees (WGS 84); null if no point is known", "#geo+lon"),
    Column("precision", "string", "how exact the place or the time is", "#meta+precision"),
    Column("radius_km", "number", "radius of uncertainty around the point in km", "#geo+radius+km"),
    Column("method", "string", "how the place was found", "#geo+method"),
    Column("first", "date", "first day of the time; null if open or undated", "#date+start"),
    Column("last", "date", "last day of the time; null if open or undated", "#date+end"),
    Column("estimated", "boolean", "whether the days were estimated and not stated", "#date+estimated"),
    Column("low", "number", "lower bound of the figure; null if open", "#value+low"),
    Column("high", "number", "upper bound of the figure; null if open", "#value+high"),
    Column("unit", "string", "what the figure counts", "#value+unit"),
    Column("source", "string", "publication that carried the report", "#meta+source"),
    *REPORT_COLUMNS,
)


def rows(dossier: Dossier, _snapshot: Conclusions, wanted: ClaimFilter) -> Iterator[Row]:
    """Yield a row for every mention, in reading order. Only the field `known_on` of the filter applies."""
    sources = Sources(dossier)
    for mention in dossier.mentions(known_on=wanted.known_on):
        report = sources.of_report(mention.report)
        yield {
            "id": f"{mention.report}:{mention.start}-{mention.end}:{mention.kind}",
            **{name: getattr(mention, name) for name in OWN_FIELDS},
            "quote": mention.text,
            "refers_to": mention.id,
            **{name: getattr(mention.value, name, None) for name in ("low", "high", "unit")},
            "source": report["outlet"],
            **report,
        }


MENTIONS = Table("mentions", "mentions: every name, time and figure in the reports", COLUMNS, rows)
