"""Apply judgements to claims, events and families, and build the input of the control model from the result."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from heldby.judgements.apply import apply_event_judgements, apply_to_events
from heldby.judgements.judgement import PAIR_SEPARATOR, Outcomes, report_pairs
from heldby.pipeline.inputs import Inputs

if TYPE_CHECKING:
    from heldby.control import ControlInput, InferenceCache
    from heldby.events import SketchCache
    from heldby.model import Claim, Event, Report


class JudgedClaims(NamedTuple):
    """Claims and events after judgements. `events` is empty if no events were built."""

    claims: Sequence[Claim]
    events: Sequence[Event]


def judge_claims(inputs: Inputs, families: Mapping[str, str], *, with_events: bool = False) -> JudgedClaims:
    """Return the claims after judgements of events. Events are built only with `with_events` or if an event was judged."""
    if not with_events and not inputs.judgements.judges_events:
        return JudgedClaims(inputs.claims, ())
    from heldby.events import build_events

    pairs = judged_event_pairs(inputs.outcomes)
    events = build_events(inputs.claims, families=families, published=inputs.published, sides=inputs.config.sides, judged_pairs=pairs)
    outcomes = inputs.judgements.outcomes(events)
    claims = list(apply_event_judgements(inputs.claims, events, outcomes))
    return JudgedClaims(claims, apply_to_events(events, outcomes))


def judged_event_pairs(outcomes: Outcomes) -> dict[tuple[str, str], bool]:
    """Return the pairs of claims that were judged to report one event (True) or two events (False)."""
    found = {}
    for (kind, subject), outcome in outcomes.items():
        one, separator, other = subject.partition(PAIR_SEPARATOR)
        if kind == "event" and separator and outcome.verdict in ("accept", "reject"):
            found[one, other] = outcome.verdict == "accept"
    return found


def judged_families(inputs: Inputs, sketches: SketchCache) -> dict[str, str]:
    """Find the family of each report by its id, after judgements. The inputs must be open.

    The rows of an imported data set are one family, whatever their words: they are one source.
    """
    from heldby.events import find_families

    first: dict[str | None, str] = {}
    rows: dict[str, str] = {}

    def read_reports() -> Iterator[Report]:
        for report in inputs.reports():
            if report.imported:
                rows[report.id] = first.setdefault(report.source, report.id)
            else:
                yield report

    found = find_families(read_reports(), sketches)
    return apply_family_judgements({**found, **rows}, inputs.outcomes)


def apply_family_judgements(families: Mapping[str, str], outcomes: Outcomes) -> dict[str, str]:
    """Return the families after judgements of pairs of reports ("REPORT|REPORT").

    If a pair is accepted, the families of both reports become one. If it is rejected, the second report leaves its family.
    """
    judged = dict(families)
    for (kind, subject), outcome in outcomes.items():
        first, second = next((pair for pair in report_pairs(subject) if judged.keys() >= set(pair)), ("", ""))
        if kind != "merge" or not first:
            continue
        if outcome.verdict == "accept":
            one, other = judged[first], judged[second]
            judged = {report: one if family == other else family for report, family in judged.items()}
        elif outcome.verdict == "reject":
            judged[second] = second
    return judged


def add_claim_families(inputs: Inputs, families: Mapping[str, str], sketches: SketchCache) -> dict[str, str]:
    """Return the families of reports, extended with those of claims in copied passages, by claim id. The inputs must be open."""
    from heldby.events import passage_families

    read = (report for report in inputs.reports() if not report.imported)
    return {**families, **passage_families(read, inputs.claims, families, sketches)}


def claim_families(families: Mapping[str, str], report_families: Mapping[str, str]) -> dict[str, str]:
    """Return only those entries of `families` that are of claims, not of reports."""
    return {id: family for id, family in families.items() if id not in report_families}


def control_input(
    inputs: Inputs, claims: Sequence[Claim], families: Mapping[str, str], cache: InferenceCache | None = None
) -> ControlInput:
    """Return the input of the control model for claims after judgements."""
    from heldby.control import ControlInput

    return ControlInput(
        claims, families=families, published=inputs.published, known_on=inputs.known_on, available=inputs.known, outlets=inputs.outlets,
        reliability=inputs.config.trust, sides=inputs.config.sides, cache=cache, corrected=changed_claims(inputs.claims_as_read, claims),
    )  # fmt: skip


def changed_claims(before: Iterable[Claim], after: Iterable[Claim]) -> frozenset[str]:
    """Return the ids of the claims that judgements changed or confirmed: those for which `after` has another object than `before`."""
    same = {id(one) for one in before}
    return frozenset(one.id for one in after if id(one) not in same)
