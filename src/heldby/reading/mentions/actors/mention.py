"""The type of an actor mention."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from heldby.reference.actors import NounClass

Form = Literal["named", "nominal", "composed"]
Sort = Literal["name", "person", "country"] | NounClass


@dataclass(frozen=True, slots=True)
class ActorMention:
    """A span of a document that names or describes an actor, complete but as short as possible, without a leading article.

    `start` and `end` count characters; `head` is the index of the head token. `id` and `name` are those of the actor that it resolves to,
    or None. `sort` is the kind of word that carries the mention: a noun class of `heads.toml`, a name, a person or a country. `nested`
    mentions are inside another mention ("ISIL" in "ISIL fighters") or modify a noun that is not an actor ("Russian" in "Russian
    airstrikes", "IS" in "IS-held").
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
