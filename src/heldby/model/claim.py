"""Claims: what reports say, each with its quote, its source and a confidence."""

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
KIND_OF_TYPE: dict[str, Kind] = {type: kind for kind in get_args(Kind) for type in TYPES[kind]}
"""The kind of claim that each type belongs to."""


class Claim(Record):
    """One thing that a report says: an event, a statement of control, a relation or a figure.

    Attributes:
        report: id of the report.
        id: hash of the claim's content (see `claim_id`).
        start: offset of the quote in the report's text, in Unicode code points.
        end: offset of its end.
        quote: exactly `text[start:end]` of the report.
        kind: event, control, relation or figure.
        type: what the claim says happened or is the case, such as `capture` or `holds`.
        actor: the actors that act or hold.
        target: the actors that are acted upon, such as those that lose a place.
        place: the places that the claim is about.
        when: the time that the claim is about; null if the report states none.
        status: whether the report says that it happened, is ongoing, was attempted, is planned, is denied, and so on.
        source: the speaker inside the report; null if the report speaks in its own voice.
        value: the quantity that the claim states; null if it states none.
        held_as: whether the place is called the last, only, main or former one of its holder; null if it is called none of these.
        confidence: calibrated probability that type, actor, place and status of the claim are all right.
        claim_confidence: calibrated probability that the report makes such a claim at all; null if the reader gives none.
        reader: name and version of the reader that made the claim.
    """

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
    claim_confidence: float | None = None
    reader: str


BY_HAND = "by hand "
"""Beginning of the reader of a claim that a person added. The ledger names the person; the claim does not, as copies for others show it."""

UNHASHED = {"id", "confidence", "claim_confidence", "reader"}
"""Fields that are not part of the id, since they may change from one reader version to the next."""


def claim_id(fields: dict[str, object]) -> str:
    """Return the id of a claim with the given fields (JSON values): 16 hexadecimal digits of SHA-256 over their canonical JSON."""
    content = {key: value for key, value in fields.items() if key not in UNHASHED}
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()[:16]


def make_claim(**fields: object) -> Claim:
    """Return a claim with the given fields, and with the id that `claim_id` computes from them."""
    draft = Claim(id="", **fields)  # type: ignore[arg-type]
    return draft.model_copy(update={"id": claim_id(draft.model_dump(mode="json"))})


def family_of(claim: Claim, families: Mapping[str, str]) -> str:
    """Return the family of a claim: its own if `families` has its id, else that of its report, else the report's id."""
    return families.get(claim.id) or families.get(claim.report, claim.report)
