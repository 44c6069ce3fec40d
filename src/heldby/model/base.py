"""The base class of all records."""

from __future__ import annotations

from importlib import import_module

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """An immutable record. Two records are equal if all their fields are equal. Unknown fields raise `pydantic.ValidationError`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def _repr_html_(self) -> str | None:
        """Return what a notebook shows of the record; None if it shows the record as text.

        What it looks like is loaded by name, because records do not depend on how they are shown.
        """
        html: str | None = import_module("heldby.export.notebook").html_of(self)
        return html
