"""The base class of all records."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """An immutable record. Two records are equal if all their fields are equal. Unknown fields raise `pydantic.ValidationError`."""

    model_config = ConfigDict(frozen=True, extra="forbid")
