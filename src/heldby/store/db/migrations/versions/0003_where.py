"""Filters of claims by place and source; row numbers from ledger entries; the claims of judged events."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.engine import Connection

from heldby.base.text import fold
from heldby.store.db.schema import SafeText

revision = "0003"
down_revision = "0002"

NUMBERS = {
    "reports": ("num",), "claims": ("num", "report"), "mentions": ("num", "report"), "claim_places": ("claim",), "claim_actors": ("claim",),
    "claims_text": ("num",), "reports_text": ("num",),
}  # fmt: skip
"""Columns that PostgreSQL stored in 32 bits; those of SQLite already take 64."""

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the columns and tables, and fill them from the existing claims."""
    postgresql = op.get_bind().dialect.name == "postgresql"
    if postgresql:
        _widen()
    op.add_column("reports", sa.Column("outlet", sa.Text))
    op.create_index("ix_reports_outlet", "reports", ["outlet"])
    op.add_column("claim_places", sa.Column("area", sa.Text))
    op.create_index("ix_claim_places_area", "claim_places", ["area"])
    op.add_column("judgements", sa.Column("claims", sa.Text))
    op.create_index("ix_judgements_now", "judgements", ["now"])
    op.create_table(
        "names",
        *(sa.Column(name, sa.Text, nullable=False) for name in ("kind", "folded", "key")),
        sa.PrimaryKeyConstraint("kind", "folded", "key", name="pk_names"),
    )
    op.create_table(
        "readings",
        sa.Column("report", BIG, sa.ForeignKey("reports.num", name="fk_readings_report"), nullable=False),
        sa.Column("reader", sa.Text, nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("report", "reader", name="pk_readings"),
    )
    op.execute(_BOXES_POSTGRESQL if postgresql else _BOXES_SQLITE)
    if postgresql:
        op.execute("CREATE INDEX ix_claim_boxes ON claim_boxes USING gist (box)")
    _fill(postgresql)


_BOXES_SQLITE = "CREATE VIRTUAL TABLE claim_boxes USING rtree(num, south, north, west, east)"
_BOXES_POSTGRESQL = "CREATE TABLE claim_boxes (num bigint CONSTRAINT pk_claim_boxes PRIMARY KEY, box box NOT NULL)"


def _widen() -> None:
    for table, columns in NUMBERS.items():
        for column in columns:
            op.execute(f"ALTER TABLE {table} ALTER COLUMN {column} TYPE bigint")
    for table in ("reports", "claims", "mentions"):
        op.execute(f"ALTER TABLE {table} ALTER COLUMN num DROP DEFAULT")
        op.execute(f"DROP SEQUENCE {table}_num_seq")


REPORTS = sa.table("reports", sa.column("num", BIG), *(sa.column(name, SafeText) for name in ("id", "source", "outlet")))
CLAIMS = sa.table("claims", sa.column("num", BIG), sa.column("payload", SafeText))
PLACES = sa.table("claim_places", sa.column("claim", BIG), sa.column("position"), sa.column("area", SafeText))
ACTORS = sa.table(
    "claim_actors", sa.column("claim", BIG), sa.column("role"), sa.column("position"), sa.column("key", SafeText),
    sa.column("folded", SafeText), sa.column("written", SafeText),
)  # fmt: skip
NAMES = sa.table("names", sa.column("kind"), sa.column("folded", SafeText), sa.column("key", SafeText))
READINGS = sa.table("readings", sa.column("report", BIG), sa.column("reader", SafeText), sa.column("seq"))
LEDGER = sa.table("ledger", *(sa.column(name) for name in ("seq", "action", "payload")), sa.column("subject", SafeText))


def _fill(postgresql: bool) -> None:
    bind = op.get_bind()
    row: Any
    for row in bind.execute(sa.select(REPORTS.c.num, REPORTS.c.source).where(REPORTS.c.source.is_not(None))).all():
        bind.execute(REPORTS.update().where(REPORTS.c.num == row.num).values(outlet=fold(row.source)))
    _fill_readings(bind)
    names: set[tuple[str, str, str]] = set()
    for row in bind.execute(sa.select(CLAIMS.c.num, CLAIMS.c.payload)).all():
        names |= _fill_claim(bind, row.num, json.loads(row.payload), postgresql)
    if names:
        bind.execute(NAMES.insert(), [{"kind": kind, "folded": folded, "key": key} for kind, folded, key in sorted(names)])


def _fill_readings(bind: Connection) -> None:
    is_reading = LEDGER.c.action.in_(("ingest", "reread"))
    entries = sa.select(LEDGER.c.seq, LEDGER.c.payload, REPORTS.c.num).join(REPORTS, LEDGER.c.subject == REPORTS.c.id).where(is_reading)
    found: dict[tuple[int, str], int] = {}
    row: Any
    for row in bind.execute(entries.order_by(LEDGER.c.seq)):
        # `heldby verify` reports damaged entries; they must not prevent opening a dossier.
        with suppress(zlib.error, ValueError, KeyError, TypeError):
            found[row.num, json.loads(zlib.decompress(row.payload))["reader"]] = row.seq
    if found:
        bind.execute(READINGS.insert(), [{"report": num, "reader": reader, "seq": seq} for (num, reader), seq in found.items()])


def _fill_claim(bind: Connection, num: int, claim: dict[str, Any], postgresql: bool) -> set[tuple[str, str, str]]:
    for position, source in enumerate(_sources(claim.get("source"))):
        names = {"key": source.get("id"), "folded": fold(source["text"]), "written": fold(source["text"])}
        bind.execute(ACTORS.insert().values(claim=num, role="source", position=position, **names))
    points = [(place["lat"], place["lon"]) for place in claim["place"] if place.get("lat") is not None and place.get("lon") is not None]
    if points:
        lats, lons = [lat for lat, _ in points], [lon for _, lon in points]
        edges = {"num": num, "south": min(lats), "north": max(lats), "west": min(lons), "east": max(lons)}
        value = "box(point(:west, :south), point(:east, :north))" if postgresql else ":south, :north, :west, :east"
        bind.execute(sa.text(f"INSERT INTO claim_boxes VALUES (:num, {value})"), edges)
    found = set()
    for position, place in enumerate(claim["place"]):
        area, country = place.get("within") or place.get("country"), place.get("country")
        if area:
            bind.execute(PLACES.update().where(PLACES.c.claim == num, PLACES.c.position == position).values(area=area))
            found |= {("area", fold(part), area) for part in [*area.split(","), country or ""] if part.strip()}
    for kind, refs in (("place", claim["place"]), ("actor", [*claim["actor"], *claim["target"], *_sources(claim.get("source"))])):
        found |= {(kind, fold(name), ref["id"]) for ref in refs if ref.get("id") for name in (ref.get("name") or ref["text"], ref["text"])}
    return found


def _sources(source: dict[str, Any] | None) -> Iterator[dict[str, Any]]:
    while source:
        yield source
        source = source.get("via")
