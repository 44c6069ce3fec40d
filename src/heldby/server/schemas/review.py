"""Requests and responses of review and audit."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from heldby.judgements.judgement import Judgement, Subject, Verdict
from heldby.model.base import Record
from heldby.server.schemas.records import ClaimBatch
from heldby.views import Precision
from heldby.views.agreement import Agreement


class JudgementReceipt(Record):
    """A judgement that was recorded or undone.

    `drawn` is false while the conclusions are still being updated; a `picture` event on the stream follows. `mark` is the new version of
    the dossier, or empty while `drawn` is false.
    """

    number: int
    drawn: bool
    mark: str


class JudgementRequest(Record):
    """A judgement to record.

    `subject` is the id of what is judged, or the name of a place or actor. For a pair, it is two ids: "REPORT|REPORT" with the kind
    `merge`, or "EVENT|EVENT" with the kind `event`. `correction` maps each wrong field to its corrected value. It is required with
    the verdict `correct` and allowed with no other.
    """

    kind: Subject = "claim"
    subject: str = Field(min_length=1, max_length=500)
    verdict: Verdict
    why: str = Field(default="", max_length=2000)
    correction: dict[str, Any] | None = None


class UndoRequest(Record):
    """The reason for undoing a judgement."""

    why: str = Field(default="", max_length=2000)


class PendingClaim(Record):
    """A claim that waits for review. `weight` is larger if more of the record rests on the claim and if its confidence is lower."""

    claim: str
    reason: str
    weight: float


class ReviewQueue(Record):
    """Claims that wait for review, those with the largest impact on the conclusions first. `total` is the number of all that wait."""

    waiting: tuple[PendingClaim, ...]
    batch: ClaimBatch
    total: int


class JudgementPage(Record):
    """Judgements, newest first, and the claims they are about."""

    judgements: tuple[Judgement, ...]
    batch: ClaimBatch
    total: int


class AuditItem(Record):
    """A sampled claim, event or place: what the record says, and the claims to judge it by."""

    id: str
    says: str
    type: str
    source: str | None = None
    confidence: float
    claims: tuple[str, ...]


class AuditSample(Record):
    """A random sample of `size` items out of `population`. The same dossier, `size` and `seed` give the same sample."""

    of: Literal["claims", "events", "places"]
    seed: int
    size: int
    population: int
    mark: str
    items: tuple[AuditItem, ...]
    batch: ClaimBatch


class AuditVerdicts(Record):
    """A person's verdicts on the items of a sample, by item id. `of`, `seed` and `size` are those with which the sample was drawn."""

    of: Literal["claims", "events", "places"]
    seed: int = Field(ge=0, lt=2**31)
    size: int = Field(ge=1, le=1000)
    verdicts: dict[str, Literal["right", "wrong", "unclear"]] = Field(max_length=1000)


class AuditResult(Record):
    """The precision estimated from a sample: overall, and by type, source and confidence, each with its 95 % interval.

    `agreement` is that of all people who audited or, for claims, judged the same items of this dossier.
    """

    of: str
    population: int
    sampled: int
    overall: Precision
    by_type: tuple[Precision, ...]
    by_source: tuple[Precision, ...]
    by_confidence: tuple[Precision, ...]
    agreement: Agreement
