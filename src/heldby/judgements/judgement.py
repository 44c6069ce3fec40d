"""Judgements (accept, reject or correct), and the outcome of the judgements of several people. The evidence itself never changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple, TypeVar

from heldby.base.canonical_json import canonical
from heldby.model.base import Record

Verdict = Literal["accept", "reject", "correct"]
Subject = Literal["claim", "event", "place", "actor", "merge"]

PAIR_SEPARATOR = "|"
"""Joins the two ids in a judgement about a pair.

A pair of reports is judged to be copies of each other or not. A pair of events is judged to be the same event or not. Instead of an event's
id, the id of one of its claims can be given.
"""


class Judgement(Record):
    """One person's judgement of one thing.

    `seq` is the number of its ledger entry. `subject` is the id (or key of the name) of what the person judged, and `now` is the id of
    what corresponds to it after reports were read again. `doubtful` marks a judgement that does not count until it is reviewed again,
    because nothing in the new reading matches. A judgement of an event stores the event's `claims`, since the id of an event changes with
    its claims. A judgement of a pair of events stores one claim of each, and its subject is "CLAIM|CLAIM".
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
"""Outcomes, keyed by the kind of the judged thing and its id. A place or actor can also be named by the key of its name."""


def resolve_judgements(judgements: Iterable[Judgement], *, second_approval: bool = False) -> dict[tuple[Subject, str], Outcome]:
    """Return the outcome for each thing judged, from the latest judgement of each person.

    Undone and doubtful judgements do not count. With `second_approval`, a verdict needs two people who agree.
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
    """Return a validated copy of a record with some fields changed, or the record itself if there are no changes.

    Raises:
        pydantic.ValidationError: a value is not allowed for its field.
    """
    return type(record).model_validate({**record.model_dump(), **changes}) if changes else record


def report_pairs(id: str) -> Iterator[tuple[str, str]]:
    """Yield the pairs of reports that "REPORT|REPORT" can mean. There may be several, as the id of a report may contain the separator."""
    parts = id.split(PAIR_SEPARATOR)
    return ((PAIR_SEPARATOR.join(parts[:cut]), PAIR_SEPARATOR.join(parts[cut:])) for cut in range(1, len(parts)))
