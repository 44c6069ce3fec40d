"""A claim: one thing a report says, with its sentence, who says so and how sure it is put."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Literal, get_args

from heldby.model.base import Record
from heldby.model.mention import ActorRef, PlaceRef, SourceRef, Value, When

Kind = Literal["event", "control", "relation", "figure"]
EventType = Literal[
    "capture", "withdraw", "advance", "besiege", "repel", "surrender", "offensive", "clash", "airstrike", "shelling", "bombing",
    "attack", "kill", "abduct", "detain", "destroy", "deploy", "support", "aid", "negotiate", "ceasefire", "breach", "displace",
    "demand", "accuse", "threaten", "reject", "protest", "sanction",
]  # fmt: skip
ControlType = Literal["holds", "partly_holds", "contests", "besieged", "lost"]
RelationType = Literal["backs", "allied_with", "part_of", "fights", "leads"]
FigureType = Literal["strength", "killed", "wounded", "captured", "displaced", "territory", "money", "other"]
ClaimType = EventType | ControlType | RelationType | FigureType
Status = Literal["happened", "ongoing", "planned", "expected", "attempted", "denied", "hypothetical"]
HeldAs = Literal["last", "only", "main", "former"]

TYPES: dict[str, tuple[str, ...]] = {
    "event": get_args(EventType),
    "control": get_args(ControlType),
    "relation": get_args(RelationType),
    "figure": get_args(FigureType),
}
"""The types of each kind of claim."""


class Claim(Record):
    """One thing a report says. `quote` is `text[start:end]` of the report; `confidence` the probability that a careful reader agrees."""

    report: str
    id: str
    start: int
    end: int
    quote: str
    kind: Kind
    type: ClaimType
    actor: tuple[ActorRef, ...] = ()
    target: tuple[ActorRef, ...] = ()
    place: tuple[PlaceRef, ...] = ()
    when: When | None = None
    status: Status = "happened"
    source: SourceRef | None = None
    value: Value | None = None
    held_as: HeldAs | None = None
    confidence: float
    reader: str


UNHASHED = {"id", "confidence", "reader"}
"""What may change from one reader version to the next without making it another claim."""


def claim_id(fields: dict[str, object]) -> str:
    """The content hash of a claim's fields (JSON values): 16 hexadecimal digits of SHA-256 over their canonical JSON."""
    content = {key: value for key, value in fields.items() if key not in UNHASHED}
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()[:16]


def make_claim(**fields: object) -> Claim:
    """A claim with the id that its content gives it."""
    draft = Claim(id="", **fields)  # type: ignore[arg-type]
    return draft.model_copy(update={"id": claim_id(draft.model_dump(mode="json"))})


def family_of(claim: Claim, families: Mapping[str, str]) -> str:
    """The voice of a claim: its passage's, where `families` names it by the claim's id, else its report's, else the report itself."""
    return families.get(claim.id) or families.get(claim.report, claim.report)
