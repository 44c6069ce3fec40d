"""The format in which the model answers, and how its claims are taken from an answer."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from heldby.model.claim import TYPES, HeldAs, Kind, Status
from heldby.reading.llm.no_answer import NoAnswer

LONGEST_QUOTE = 2_000
"""Most characters of a quote."""
LONGEST_NAME = 300
"""Most characters of the words for an actor, place, source, number or time."""
MOST_NAMES = 8
"""Most actors of a claim, and most targets and places."""
MOST_CLAIMS = 300
"""Most claims that are taken from one answer."""
BAD_FORM, TOO_MANY = "not in the required form", f"more than {MOST_CLAIMS} in one answer"
MOST_STARTS = 1_000
"""How many opening braces in an answer are tried as the start of the JSON object."""


def _as_tuple(value: object) -> object:
    """Return a tuple for a list, and for a single name and null, which models often write in place of a list."""
    if isinstance(value, list):
        return tuple(value)
    return () if value is None else (value,) if isinstance(value, str) else value


Name = Annotated[str, Field(min_length=1, max_length=LONGEST_NAME)]
Names = Annotated[tuple[Name, ...], Field(max_length=MOST_NAMES), BeforeValidator(_as_tuple)]


class AnsweredClaim(BaseModel):
    """One claim as the model states it. All words are to be those of the report; whether they are is checked later.

    Attributes:
        quote: the passage that makes the claim.
        actor, target, place: words for those in each role.
        when: an object with `text` and `date`, or null.
        source: words for the speaker, or null.
        value: words for the number, or null.
    """

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)

    quote: Annotated[str, Field(min_length=1, max_length=LONGEST_QUOTE)]
    kind: Kind
    type: str
    actor: Names = ()
    target: Names = ()
    place: Names = ()
    when: Any = None
    status: Status = "happened"
    source: Name | None = None
    value: Name | None = None
    held_as: HeldAs | None = None

    @model_validator(mode="after")
    def _has_type_of_kind(self) -> Self:
        if self.type not in TYPES[self.kind]:
            raise ValueError("no such type of this kind")
        return self


@dataclass(frozen=True)
class Answer:
    """The claims of one answer, and how many others it has that are left out, by reason."""

    claims: list[AnsweredClaim]
    left_out: Counter[str]


def parse_answer(text: str) -> Answer:
    """Return the claims in an answer.

    The answer may have other text around the JSON object, such as a code fence. If it has several objects with claims, the last one counts.

    Raises:
        NoAnswer: there is no JSON object with claims.
    """
    found = [one["claims"] for one in _objects(text) if isinstance(one.get("claims"), list)]
    if not found:
        raise NoAnswer("the model's answer is not in the required JSON format")
    claims = [claim for raw in found[-1][:MOST_CLAIMS] if (claim := _claim(raw))]
    wrong, more = min(len(found[-1]), MOST_CLAIMS) - len(claims), max(0, len(found[-1]) - MOST_CLAIMS)
    return Answer(claims, +Counter({BAD_FORM: wrong, TOO_MANY: more}))


def _claim(raw: object) -> AnsweredClaim | None:
    """Return a claim, or None if it does not have the right form."""
    try:
        return AnsweredClaim.model_validate_json(json.dumps(raw))
    except (ValidationError, ValueError, RecursionError):
        return None


def _objects(text: str) -> Iterator[dict[str, Any]]:
    """Yield the outermost JSON objects in a text."""
    decoder = json.JSONDecoder()
    start = text.find("{")
    for _ in range(MOST_STARTS):
        if start < 0:
            return
        try:
            value, end = decoder.raw_decode(text, start)
        except (ValueError, RecursionError):
            end = start + 1
        else:
            yield value
        start = text.find("{", end)
