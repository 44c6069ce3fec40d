"""What all records share: they are frozen, complete and refuse unknown fields."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """An immutable value; equal when its fields are equal."""

    model_config = ConfigDict(frozen=True, extra="forbid")
