"""The tables of a dossier. `migrations/` creates them, and a test checks that the two agree.

The evidence is `ledger`, with the payload of every action, and the original files. All other tables are derived from these two and can be
rebuilt. `payload` holds a whole public record as JSON; the columns beside it are only for filters and order.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    false,
)


class EscapedText(TypeDecorator[str]):
    """Text with NUL characters escaped on writing and restored on reading."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Escape a value to be written."""
        if value is None or ("\x00" not in value and "\uf000" not in value):
            return value
        return value.replace("\uf000", "\uf0001").replace("\x00", "\uf0000")

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        """Restore a value that was read."""
        if value is None or "\uf000" not in value:
            return value
        return value.replace("\uf0000", "\x00").replace("\uf0001", "\uf000")


SafeText = Text().with_variant(EscapedText(), "postgresql")
"""Text with any content, such as that of a hostile report. PostgreSQL cannot store NUL characters, so they are escaped there."""


Number = BigInteger().with_variant(Integer, "sqlite")
"""Row number, computed from the ledger entry that wrote the row (`write.row_number`), so that rebuilding gives the same numbers."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

ledger = Table(
    "ledger",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", SafeText, nullable=False),
    Column("who", SafeText, nullable=False),
    Column("action", SafeText, nullable=False),
    Column("subject", SafeText, nullable=False),
    Column("digest", SafeText, nullable=False),
    Column("payload", LargeBinary),
    Column("prev", SafeText, nullable=False),
    Column("hash", SafeText, nullable=False),
    Index("ix_ledger_subject", "subject", "action"),
)

reports = Table(
    "reports",
    metadata,
    Column("num", Number, primary_key=True, autoincrement=False),
    Column("id", SafeText, nullable=False, unique=True),
    Column("identity", SafeText, nullable=False),
    Column("sha256", SafeText, nullable=False, index=True),
    Column("published", Date),
    Column("known", Date, nullable=False, index=True),
    Column("title", SafeText),
    Column("source", SafeText),
    Column("outlet", SafeText, index=True),
    Column("text", SafeText, nullable=False),
    Column("payload", SafeText, nullable=False),
    Column("notes", SafeText, nullable=False),
    Column("family", SafeText, index=True),
    Column("read_by", SafeText),
    Column("retracted", Boolean, nullable=False),
)

claims = Table(
    "claims",
    metadata,
    Column("num", Number, primary_key=True, autoincrement=False),
    Column("id", SafeText, nullable=False),
    Column("report", Number, ForeignKey("reports.num"), nullable=False, index=True),
    Column("reader", SafeText, nullable=False),
    Column("kind", SafeText, nullable=False),
    Column("type", SafeText, nullable=False),
    Column("status", SafeText, nullable=False),
    Column("first", Date),
    Column("last", Date),
    Column("start", Integer, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("quote", SafeText, nullable=False),
    Column("payload", SafeText, nullable=False),
    Column("current", Boolean, nullable=False),
    UniqueConstraint("id", "reader"),
    Index("ix_claims_type", "type", "first"),
)

claim_places = Table(
    "claim_places",
    metadata,
    Column("claim", Number, ForeignKey("claims.num"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("key", SafeText),
    Column("folded", SafeText, nullable=False),
    Column("written", SafeText, nullable=False),
    Column("lat", Float),
    Column("lon", Float),
    Column("area", SafeText, index=True),
    Index("ix_claim_places_key", "key"),
    Index("ix_claim_places_folded", "folded"),
    Index("ix_claim_places_written", "written"),
)

names = Table(
    "names",
    metadata,
    Column("kind", SafeText, primary_key=True),
    Column("folded", SafeText, primary_key=True),
    Column("key", SafeText, primary_key=True),
)
"""What each folded name can mean.

For the kinds `place` and `actor`, `key` is an id that has this name in some report. For the kind `area`, it is an area that has this name
or lies in the area or country with this name: the names "anbar", "iraq" and "iq" have the key "Anbar, Iraq".
"""

claim_actors = Table(
    "claim_actors",
    metadata,
    Column("claim", Number, ForeignKey("claims.num"), primary_key=True),
    Column("role", SafeText, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("key", SafeText),
    Column("folded", SafeText, nullable=False),
    Column("written", SafeText, nullable=False),
    Index("ix_claim_actors_key", "key"),
    Index("ix_claim_actors_folded", "folded"),
    Index("ix_claim_actors_written", "written"),
)

mentions = Table(
    "mentions",
    metadata,
    Column("num", Number, primary_key=True, autoincrement=False),
    Column("report", Number, ForeignKey("reports.num"), nullable=False, index=True),
    Column("reader", SafeText, nullable=False),
    Column("kind", SafeText, nullable=False),
    Column("key", SafeText),
    Column("start", Integer, nullable=False),
    Column("payload", SafeText, nullable=False),
    Column("current", Boolean, nullable=False),
    Index("ix_mentions_kind", "kind", "key"),
)

readings = Table(
    "readings",
    metadata,
    Column("report", Number, ForeignKey("reports.num"), primary_key=True),
    Column("reader", SafeText, primary_key=True),
    Column("seq", Integer, nullable=False),
)
"""The readings of each report: the version of the reader, and the number of the latest ledger entry of a reading by that version."""

judgements = Table(
    "judgements",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("kind", SafeText, nullable=False),
    Column("subject", SafeText, nullable=False, index=True),
    Column("verdict", SafeText, nullable=False),
    Column("who", SafeText, nullable=False),
    Column("at", SafeText, nullable=False),
    Column("why", SafeText, nullable=False),
    Column("correction", SafeText),
    Column("undone", Boolean, nullable=False),
    Column("now", SafeText, index=True),
    Column("doubtful", Boolean, nullable=False, server_default=false()),
    Column("claims", SafeText),
)

events = Table(
    "events",
    metadata,
    Column("id", SafeText, primary_key=True),
    Column("position", Integer, nullable=False, index=True),
    Column("type", SafeText, nullable=False),
    Column("first", Date),
    Column("last", Date),
    Column("payload", SafeText, nullable=False),
)

controls = Table(
    "controls",
    metadata,
    Column("id", SafeText, primary_key=True),
    Column("position", Integer, nullable=False, index=True),
    Column("folded", SafeText, nullable=False, index=True),
    Column("lat", Float),
    Column("lon", Float),
    Column("payload", SafeText, nullable=False),
)

contradictions = Table(
    "contradictions",
    metadata,
    Column("id", SafeText, primary_key=True),
    Column("position", Integer, nullable=False, index=True),
    Column("payload", SafeText, nullable=False),
)

settings = Table("settings", metadata, Column("name", SafeText, primary_key=True), Column("value", Text, nullable=False))
