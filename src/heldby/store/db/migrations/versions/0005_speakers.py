"""An index of actors and speakers by the text in the report, to find those that were not resolved to a known actor."""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the index."""
    op.create_index("ix_claim_actors_written", "claim_actors", ["written"])
