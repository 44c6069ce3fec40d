"""What is sent and answered where a person judges or audits."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from heldby.judgements.judgement import Judgement, Subject, Verdict
from heldby.model.base import Record
from heldby.server.schemas.records import Batch
from heldby.views import Precision


class Judged(Record):
    """A judgement that was given. Not `drawn`: the picture is still being drawn anew; the stream tells when it is."""

    number: int
    drawn: bool
    mark: str


class Judging(Record):
    """A judgement to give. `correction` names fields of the claim and what is right in their stead, only with `correct`."""

    kind: Subject = "claim"
    subject: str = Field(min_length=1, max_length=500)
    verdict: Verdict
    why: str = Field(default="", max_length=2000)
    correction: dict[str, Any] | None = None


class Undoing(Record):
    """Why a judgement is taken back."""

    why: str = Field(default="", max_length=2000)


class QueueRow(Record):
    """A claim that waits, why, and how much a judgement would change."""

    claim: str
    reason: str
    weight: float


class Queue(Record):
    """The weightiest claims that wait for a judgement, and how many wait in all."""

    waiting: tuple[QueueRow, ...]
    batch: Batch
    total: int


class Judgements(Record):
    """What people said, the newest first, and the claims they said it of."""

    judgements: tuple[Judgement, ...]
    batch: Batch
    total: int


class SampleItem(Record):
    """Something drawn to be judged: what the record says, and the claims to judge it by."""

    id: str
    says: str
    type: str
    source: str | None = None
    confidence: float
    claims: tuple[str, ...]


class Sample(Record):
    """A random sample of `size` out of `population`, drawn with `seed`: the same dossier and seed give the same sample."""

    of: Literal["claims", "events", "places"]
    seed: int
    size: int
    population: int
    mark: str
    items: tuple[SampleItem, ...]
    batch: Batch


class Verdicts(Record):
    """What a person found in a sample: id of each item to right, wrong or unclear."""

    of: Literal["claims", "events", "places"]
    seed: int = Field(ge=0, lt=2**31)
    size: int = Field(ge=1, le=1000)
    verdicts: dict[str, Literal["right", "wrong", "unclear"]] = Field(max_length=1000)


class Audit(Record):
    """What a sample says of the record: precision overall and by type, source and confidence, each with its 95 % interval."""

    of: str
    population: int
    sampled: int
    overall: Precision
    by_type: tuple[Precision, ...]
    by_source: tuple[Precision, ...]
    by_confidence: tuple[Precision, ...]
