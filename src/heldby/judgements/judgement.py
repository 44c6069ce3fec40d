"""Judgements (accept, reject or correct) and what those of several people come to. The evidence itself never changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple, TypeVar

from heldby.base.canonical_json import canonical
from heldby.model.base import Record

Verdict = Literal["accept", "reject", "correct"]
Subject = Literal["claim", "event", "place", "actor", "merge"]

PAIR_SEPARATOR = "|"
"""Joins two ids of a judgement about a pair: two reports, or two events (or a claim of each) that are the same event or not."""


class Judgement(Record):
    """One person's judgement of one thing.

    `subject` is what the person judged and `now` what that became after its report was read again. `doubtful` marks a judgement that
    needs a new review, because nothing in the new reading matches. A judgement of an event stores the event's `claims`, since the id of an
    event changes with its claims; a judgement of a pair of events stores one claim of each, which also name it: "CLAIM|CLAIM".
    """

    seq: int
    kind: Subject
    subject: str
    verdict: Verdict
    who: str
    at: str
    why: str
    correction: dict[str, Any] | None = None
    undone: bool = False
    now: str
    doubtful: bool = False
    claims: tuple[str, ...] = ()


class Outcome(NamedTuple):
    """The combined result of all judgements of one thing. `verdict` is None while people disagree or a second approval is missing."""

    verdict: Verdict | None
    correction: dict[str, Any] | None
    people: tuple[str, ...]
    disputed: bool


NO_OUTCOME = Outcome(None, None, (), False)
"""The outcome for a thing without judgements."""

Outcomes = Mapping[tuple[Subject, str], Outcome]
"""Outcomes by kind and id (or key of the name) of the thing judged."""


def resolve_judgements(judgements: Iterable[Judgement], *, second_approval: bool = False) -> dict[tuple[Subject, str], Outcome]:
    """Return the outcome for each thing judged, from the latest judgement of each person.

    Undone and doubtful judgements do not count. With `second_approval`, a verdict needs two people.
    """
    latest: dict[tuple[Subject, str], dict[str, Judgement]] = {}
    for one in judgements:
        if not one.undone and not one.doubtful:
            latest.setdefault((one.kind, one.now), {})[one.who] = one
    return {subject: _combine(list(by_person.values()), second_approval) for subject, by_person in latest.items()}


def _combine(judgements: Sequence[Judgement], second_approval: bool) -> Outcome:
    people = tuple(sorted(one.who for one in judgements))
    agreed = len({(one.verdict, canonical(one.correction)) for one in judgements}) == 1
    if not agreed or (second_approval and len(people) < 2):
        return Outcome(None, None, people, not agreed)
    return Outcome(judgements[0].verdict, judgements[0].correction, people, False)


R = TypeVar("R", bound=Record)


def with_changes(record: R, changes: Mapping[str, Any]) -> R:
    """Return a validated copy of a record with other values, or the record itself where nothing changes.

    Raises:
        pydantic.ValidationError: A value is not allowed for its field.
    """
    return type(record).model_validate({**record.model_dump(), **changes}) if changes else record


def report_pairs(id: str) -> Iterator[tuple[str, str]]:
    """Yield the pairs of reports that "REPORT|REPORT" can mean: a report's own id may contain the separator."""
    parts = id.split(PAIR_SEPARATOR)
    return ((PAIR_SEPARATOR.join(parts[:cut]), PAIR_SEPARATOR.join(parts[cut:])) for cut in range(1, len(parts)))
