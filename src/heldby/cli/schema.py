"""`heldby schema`: print the public formats as JSON Schema."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Annotated

import typer


class Subject(StrEnum):
    """A record type with a public format."""

    claim = "claim"
    mention = "mention"
    event = "event"
    control = "control"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("schema")(schema)


def schema(subject: Annotated[Subject, typer.Argument(metavar="claim|mention|event|control", help="The type of data.")]) -> None:
    """Print the JSON Schema of the claims, mentions, events or control (who holds what) that heldby writes."""
    typer.echo(json.dumps(describe(subject), indent=2, ensure_ascii=False))


def describe(subject: str) -> dict[str, object]:
    """Return the JSON Schema (2020-12) of a claim, mention, event or control."""
    from heldby.model import Claim, Control, Event, Mention
    from heldby.model.base import Record

    types: dict[str, type[Record]] = {"claim": Claim, "mention": Mention, "event": Event, "control": Control}
    described = types[subject].model_json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"urn:heldby:{subject}:1", **described}
