"""The type of an actor mention."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from heldby.reference.actors import NounClass

Form = Literal["named", "nominal", "composed"]
Sort = Literal["name", "person", "country"] | NounClass


@dataclass(frozen=True, slots=True)
class ActorMention:
    """The shortest span of a document that completely names or describes an actor, without a leading article.

    Attributes:
        start: first character.
        end: character after the last one.
        text: the words.
        head: index of the head token.
        id: id of the actor that it resolves to, or None.
        name: name of that actor, or None.
        form: "named" for a name, "nominal" for a description, "composed" for a description that contains a name or resolves to an actor.
        sort: the kind of its head: a name, a person, a country or a noun class of `heads.toml`.
        plural: whether the head is a plural.
        nested: whether it is inside another mention ("ISIL" in "ISIL fighters"), or modifies a noun that is not an actor ("Russian" in
            "Russian airstrikes", "IS" in "IS-held").
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
