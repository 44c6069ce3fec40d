"""What finding actors gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from heldby.reference.actors import NounClass

Form = Literal["named", "nominal", "composed"]
Sort = Literal["name", "person", "country"] | NounClass


@dataclass(frozen=True, slots=True)
class ActorMention:
    """A span of a document that names or describes an actor, as short as it is complete, without a leading article.

    `start`, `end` count characters, `head` is the index of its head token. `id`, `name` are those of the actor it resolves to. `sort` is
    what kind of word carries it (a noun class of `heads.toml`, a name, a person, a country). `nested` mentions lie inside another
    ("ISIL" in "ISIL fighters") or stand as a modifier before a noun that is none ("Russian" in "Russian airstrikes", "IS" in "IS-held").
    """

    start: int
    end: int
    text: str
    head: int
    id: str | None
    name: str | None
    form: Form
    sort: Sort = "name"
    plural: bool = False
    nested: bool = False
