"""The first schema: ledger, reports, claims, mentions, judgements and conclusions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the tables of the first schema and the full-text index of the engine."""
    _evidence()
    _record()
    _derived()
    if op.get_bind().dialect.name == "sqlite":
        _full_text_sqlite()
    else:
        _full_text_postgresql()


def _evidence() -> None:
    op.create_table(
        "ledger",
        sa.Column("seq", sa.Integer, autoincrement=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("payload", sa.LargeBinary),
        sa.Column("prev", sa.Text, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_ledger"),
    )
    op.create_index("ix_ledger_subject", "ledger", ["subject", "action"])
    op.create_table(
        "settings",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_settings"),
    )


def _record() -> None:
    op.create_table(
        "reports",
        sa.Column("num", sa.Integer),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("identity", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("published", sa.Date),
        sa.Column("known", sa.Date, nullable=False),
        sa.Column("title", sa.Text),
        sa.Column("source", sa.Text),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
        sa.Column("notes", sa.Text, nullable=False),
        sa.Column("family", sa.Text),
        sa.Column("retracted", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("num", name="pk_reports"),
        sa.UniqueConstraint("id", name="uq_reports_id"),
    )
    for column in ("sha256", "known", "family"):
        op.create_index(f"ix_reports_{column}", "reports", [column])
    op.create_table(
        "claims",
        sa.Column("num", sa.Integer),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("report", sa.Integer, sa.ForeignKey("reports.num", name="fk_claims_report"), nullable=False),
        sa.Column("reader", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("first", sa.Date),
        sa.Column("last", sa.Date),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("confidence", sa.Float, nullable=False),
        sa.Column("quote", sa.Text, nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
        sa.Column("current", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("num", name="pk_claims"),
        sa.UniqueConstraint("id", "reader", name="uq_claims_id"),
    )
    op.create_index("ix_claims_report", "claims", ["report"])
    op.create_index("ix_claims_type", "claims", ["type", "first"])
    _arguments()
    op.create_table(
        "mentions",
        sa.Column("num", sa.Integer),
        sa.Column("report", sa.Integer, sa.ForeignKey("reports.num", name="fk_mentions_report"), nullable=False),
        sa.Column("reader", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("key", sa.Text),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
        sa.Column("current", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("num", name="pk_mentions"),
    )
    op.create_index("ix_mentions_report", "mentions", ["report"])
    op.create_index("ix_mentions_kind", "mentions", ["kind", "key"])


def _arguments() -> None:
    op.create_table(
        "claim_places",
        sa.Column("claim", sa.Integer, sa.ForeignKey("claims.num", name="fk_claim_places_claim"), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("key", sa.Text),
        sa.Column("folded", sa.Text, nullable=False),
        sa.Column("written", sa.Text, nullable=False),
        sa.Column("lat", sa.Float),
        sa.Column("lon", sa.Float),
        sa.PrimaryKeyConstraint("claim", "position", name="pk_claim_places"),
    )
    for column in ("key", "folded", "written"):
        op.create_index(f"ix_claim_places_{column}", "claim_places", [column])
    op.create_table(
        "claim_actors",
        sa.Column("claim", sa.Integer, sa.ForeignKey("claims.num", name="fk_claim_actors_claim"), nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("key", sa.Text),
        sa.Column("folded", sa.Text, nullable=False),
        sa.Column("written", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("claim", "role", "position", name="pk_claim_actors"),
    )
    for column in ("key", "folded"):
        op.create_index(f"ix_claim_actors_{column}", "claim_actors", [column])


def _derived() -> None:
    op.create_table(
        "judgements",
        sa.Column("seq", sa.Integer, autoincrement=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("verdict", sa.Text, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("correction", sa.Text),
        sa.Column("undone", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_judgements"),
    )
    op.create_index("ix_judgements_subject", "judgements", ["subject"])
    own: dict[str, list[sa.Column[object]]] = {
        "events": [sa.Column("type", sa.Text, nullable=False), sa.Column("first", sa.Date), sa.Column("last", sa.Date)],
        "controls": [sa.Column("folded", sa.Text, nullable=False), sa.Column("lat", sa.Float), sa.Column("lon", sa.Float)],
        "contradictions": [],
    }
    for name, columns in own.items():
        op.create_table(
            name,
            sa.Column("id", sa.Text, nullable=False),
            sa.Column("position", sa.Integer, nullable=False),
            *columns,
            sa.Column("payload", sa.Text, nullable=False),
            sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
        )
        op.create_index(f"ix_{name}_position", name, ["position"])
    op.create_index("ix_controls_folded", "controls", ["folded"])


def _full_text_sqlite() -> None:
    tokens = 'tokenize = "unicode61 remove_diacritics 2"'
    op.execute(f"CREATE VIRTUAL TABLE reports_text USING fts5(title, text, content = 'reports', content_rowid = 'num', {tokens})")
    op.execute(f"CREATE VIRTUAL TABLE claims_text USING fts5(quote, content = 'claims', content_rowid = 'num', {tokens})")


def _full_text_postgresql() -> None:
    # A tsvector may not exceed one megabyte; the first 200,000 characters stay below it in any script.
    words = "to_tsvector('simple', left(coalesce(title, '') || ' ' || text, 200000))"
    op.execute(f"CREATE INDEX ix_reports_text ON reports USING gin ({words})")
    op.execute("CREATE INDEX ix_claims_text ON claims USING gin (to_tsvector('simple', quote))")
