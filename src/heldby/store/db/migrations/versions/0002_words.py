"""Text search regardless of accents on PostgreSQL; the reader of each report; the current subject of each judgement."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from heldby.base.text import without_accents

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the columns and, on PostgreSQL, move the words of reports and quotes to tables of their own."""
    op.add_column("reports", sa.Column("read_by", sa.Text))
    op.add_column("judgements", sa.Column("now", sa.Text))
    op.add_column("judgements", sa.Column("doubtful", sa.Boolean, nullable=False, server_default=sa.false()))
    op.execute("UPDATE judgements SET now = subject")
    op.execute("UPDATE reports SET read_by = (SELECT min(reader) FROM mentions WHERE mentions.report = reports.num)")
    if op.get_bind().dialect.name == "postgresql":
        _words("reports", "coalesce(title, '') || ' ' || text")
        _words("claims", "quote")


def _words(table: str, document: str) -> None:
    op.drop_index(f"ix_{table}_text", table)
    op.execute(f"CREATE TABLE {table}_text (num integer CONSTRAINT pk_{table}_text PRIMARY KEY, words tsvector NOT NULL)")
    rows = op.get_bind().execute(sa.text(f"SELECT num, {document} AS document FROM {table}")).all()
    insert = sa.text(f"INSERT INTO {table}_text VALUES (:num, to_tsvector('simple', :document))")
    for row in rows:
        # A tsvector may not exceed one megabyte; the first 200,000 characters stay below it in any script.
        op.get_bind().execute(insert, {"num": row.num, "document": without_accents(row.document)[:200_000]})
    op.execute(f"CREATE INDEX ix_{table}_text ON {table}_text USING gin (words)")
