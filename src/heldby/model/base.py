"""The base class of all records."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """An immutable value. Records are equal if their fields are, and refuse unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")
