"""Find what the rules match in the whole record. The same record gives the same matches."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

from heldby.alerts.alert import Match
from heldby.alerts.rules import PlaceRule, Rule, SilenceRule, TollRule
from heldby.base.text import fold
from heldby.model import Claim, Control, Interval
from heldby.presentation.wording import LABELS, day, name, names, probability, sentence, value_range
from heldby.store import ClaimFilter, Conclusions, Dossier
from heldby.views import RecordChange, changes
from heldby.views.place_lookup import is_in_area

SAME_CHANGE_DAYS = 7
"""Two changes of one place between the same holders are one if their days are at most this many days apart: new reports can move a day."""
SAME_TOLL_DAYS = 1
UNREAL = frozenset({"denied", "planned", "expected", "hypothetical"})
"""Statuses of claims that do not say that something happened."""


def find_matches(dossier: Dossier, snapshot: Conclusions, rule: Rule, today: dt.date) -> list[Match]:
    """Return everything in a record that a rule matches, ordered by day.

    Args:
        dossier: the dossier, or the redacted copy of it for channels that leave the machine.
        snapshot: its conclusions.
        rule: the rule.
        today: the last day that the record can cover, from which silence is counted.
    """
    found: Iterable[Match]
    match rule:
        case PlaceRule(when="change of holder"):
            found = _changes_of_holder(dossier, snapshot, rule)
        case PlaceRule():
            found = _states(dossier, snapshot, rule)
        case SilenceRule():
            found = _silences(dossier, rule, today)
        case TollRule():
            found = _tolls(dossier, rule)
    return sorted(found, key=lambda one: (one.on, one.key))


def missing_subject(dossier: Dossier, snapshot: Conclusions, rule: Rule) -> str | None:
    """Return a message if the place, area or source of a rule is not in the record, because its name may be misspelled."""
    if isinstance(rule, SilenceRule):
        return None if _reports_of(dossier, rule.source) else f"no report in the dossier is by “{name(rule.source)}”"
    for field in ("place", "area"):
        wanted = getattr(rule, field)
        alone = PlaceRule(when="contested", **{field: wanted})
        if wanted is not None and not _places(dossier, snapshot, alone):
            return f"the record has no {field} “{name(wanted)}” yet"
    return None


def _changes_of_holder(dossier: Dossier, snapshot: Conclusions, rule: PlaceRule) -> Iterator[Match]:
    wanted = {one.id: one for one in _places(dossier, snapshot, rule)}
    for change in changes(dossier, snapshot, dt.date.min):
        if change.kind == "flip" and change.id in wanted and (change.p or 0) > rule.above:
            yield _change(change)


def _change(change: RecordChange) -> Match:
    text = (
        f"Control of {name(change.what)} passed from {name(change.before or 'an unknown holder')} to"
        f" {name(change.after or 'an unknown holder')} on {day(change.on)} ({probability(change.p or 0)})"
    )
    key = f"change {change.id} {change.before} > {change.after}"
    return Match("change of holder", key, change.on, SAME_CHANGE_DAYS, sentence(text), change.claims, p=change.p)


def _states(dossier: Dossier, snapshot: Conclusions, rule: PlaceRule) -> Iterator[Match]:
    """Yield a match for each run of days on which a place is contested or besieged, from the first day above the rule's probability."""
    for control in _places(dossier, snapshot, rule):
        for run in _runs(control, rule):
            first = next((one for one in run if one.p > rule.above), None)
            if first is not None and first.first is not None:
                held = f"; {name(first.holder)} holds it" if rule.when == "besieged" and first.holder else ""
                text = f"{name(control.place)} is reported as {rule.when} from {day(first.first)} on{held} ({probability(first.p)})"
                yield Match(rule.when, f"{rule.when} {control.id}", first.first, SAME_CHANGE_DAYS, sentence(text), first.claims, p=first.p)


def _runs(control: Control, rule: PlaceRule) -> Iterator[list[Interval]]:
    """Yield the runs of adjacent reported intervals with the status of the rule."""
    run: list[Interval] = []
    for one in control.intervals:
        if one.status == rule.when and not one.inferred:
            run.append(one)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _places(dossier: Dossier, snapshot: Conclusions, rule: PlaceRule) -> list[Control]:
    keys = dossier.place_keys(rule.place) | {rule.place} if rule.place else set()
    return [
        one
        for one in snapshot.controls
        if (rule.place is None or one.id in keys or fold(one.place) == fold(rule.place))
        and (rule.area is None or is_in_area(one, rule.area))
    ]


def _silences(dossier: Dossier, rule: SilenceRule, today: dt.date) -> Iterator[Match]:
    """Yield a match for each silence of a source, dated to the first day that makes it long enough."""
    known = dossier.known_dates()
    by_day = {known[id]: id for id in _reports_of(dossier, rule.source) if known[id] <= today}
    days = sorted(by_day)
    ends = [(last, after) for last, after in pairwise(days) if (after - last).days > rule.days]
    if days and (today - days[-1]).days >= rule.days:
        ends.append((days[-1], today))
    for last, _ in ends:
        text = f"{name(rule.source)} has published nothing in this record for {rule.days} days since {day(last)}"
        key = f"silent {fold(rule.source)} {last} {rule.days}"
        yield Match("silent source", key, last + dt.timedelta(rule.days), 0, sentence(text), reports=(by_day[last],))


def _reports_of(dossier: Dossier, source: str) -> set[str]:
    """Return the ids of the reports of an outlet, and of those that quote or cite a speaker."""
    outlets = {id for id, outlet in dossier.outlets().items() if outlet and fold(outlet) == fold(source)}
    return outlets | {claim.report for claim in dossier.claims(ClaimFilter(source=source))}


def _tolls(dossier: Dossier, rule: TollRule) -> Iterator[Match]:
    """Yield a match for each place and day with a figure above the rule's number; its text has the range of all these figures."""
    found: dict[tuple[str, str, dt.date], list[Claim]] = defaultdict(list)
    known = dossier.known_dates()
    wanted = ClaimFilter(kind="figure", place=rule.place, area=rule.area)
    for claim in dossier.judged_claims(wanted):
        if claim.type in rule.figures and claim.status not in UNREAL and _is_above(claim, rule.above):
            where = claim.place[0].id or fold(claim.place[0].name or claim.place[0].text) if claim.place else claim.report
            when = claim.when.first or claim.when.last if claim.when else None
            found[(claim.type, where, when or known[claim.report])].append(claim)
    for (type, where, on), claims in found.items():
        values = [one.value for one in claims if one.value]
        first = claims[0]
        about = f" in {names(first.place)}" if first.place else ""
        text = f"{LABELS[type]}: {value_range(values)} {name(values[0].unit or 'people')}{about}, {day(on)}"
        yield Match("toll", f"toll {type} {where}", on, SAME_TOLL_DAYS, sentence(text), tuple(one.id for one in claims))


def _is_above(claim: Claim, number: float) -> bool:
    """Check whether a claim says that a figure is above a number. "More than 50" is, and has 50 as its lower bound and no upper one."""
    value = claim.value
    if value is None or value.low is None or value.unit == "%":
        return False
    return value.low > number or (value.high is None and value.low >= number)
