"""A full-text index of prefixes of one to three letters on SQLite. The index on PostgreSQL already finds prefixes."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"

COLUMNS = {"reports": "title, text", "claims": "quote"}


def upgrade() -> None:
    """Rebuild the full-text indexes with an index of prefixes."""
    if op.get_bind().dialect.name != "sqlite":
        return
    for table, columns in COLUMNS.items():
        options = f"content = '{table}', content_rowid = 'num', tokenize = \"unicode61 remove_diacritics 2\", prefix = '1 2 3'"
        op.execute(f"DROP TABLE {table}_text")
        op.execute(f"CREATE VIRTUAL TABLE {table}_text USING fts5({columns}, {options})")
        op.execute(f"INSERT INTO {table}_text ({table}_text) VALUES ('rebuild')")
