"""Check the rules and send what is new, once to each channel.

An alert is recorded as sent after its channel confirmed it. If heldby is killed in between, it sends the alert again, with the same id.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import NamedTuple

from heldby.alerts.alert import Match, make_alert
from heldby.alerts.channels import Endpoint, FeedFile, NotDelivered
from heldby.alerts.channels.feed import Entry
from heldby.alerts.matches import find_matches
from heldby.alerts.rules import Rule, RuleFile
from heldby.alerts.sent_log import SentLog
from heldby.store import Conclusions, Dossier


class Seen(NamedTuple):
    """What a channel may see: a dossier or its redacted copy, its conclusions, and the last day that it can cover."""

    dossier: Dossier
    snapshot: Conclusions
    today: dt.date


class Failure(NamedTuple):
    """An alert that a channel did not confirm. It is tried again at the next check."""

    channel: str
    alert: str
    reason: str


class Checked(NamedTuple):
    """The result of a check: how many alerts were sent, what failed, how many are still to be sent, and how many matches were older."""

    sent: int = 0
    failures: tuple[Failure, ...] = ()
    waiting: int = 0
    older: int = 0


def check_rules(dossier: Dossier, rules: RuleFile, endpoints: Sequence[Endpoint | FeedFile], view: Callable[[bool], Seen]) -> Checked:
    """Check all rules for every channel and send the new alerts.

    Args:
        dossier: the owner's dossier, which records what was sent.
        rules: the rules.
        endpoints: the channels.
        view: returns what a channel may see; True stands for a channel that leaves the machine.

    Raises:
        DossierError: what was sent cannot be recorded.
    """
    total = Checked()
    found: dict[bool, list[tuple[Rule, list[Match]]]] = {}
    for endpoint in endpoints:
        public = endpoint.leaves_machine
        seen = view(public)
        if public not in found:
            found[public] = [(rule, find_matches(seen.dossier, seen.snapshot, rule, seen.today)) for rule in rules.rule]
        one = _check_channel(SentLog(dossier, endpoint.id), endpoint, seen, found[public])
        total = Checked(total.sent + one.sent, total.failures + one.failures, total.waiting + one.waiting, total.older + one.older)
    return total


def _check_channel(log: SentLog, endpoint: Endpoint | FeedFile, seen: Seen, found: Sequence[tuple[Rule, list[Match]]]) -> Checked:
    fresh: dict[str, tuple[Rule, Match]] = {}
    for rule, matches in found:
        for match in matches:
            is_new = log.has_rule(rule.key) or (rule.since is not None and match.on >= rule.since)
            if is_new and not log.is_known(match) and not any(match.is_same(other) for _, other in fresh.values()):
                fresh[match.id] = (rule, match)
    older = _record_first_checks(log, found, set(fresh))
    ordered = sorted(fresh.values(), key=lambda pair: (pair[1].on, pair[1].key))
    if isinstance(endpoint, FeedFile):
        done = _publish(log, endpoint, seen, [match for _, matches in found for match in matches], [match for _, match in ordered])
    else:
        done = _send(log, endpoint, seen, ordered)
    return done._replace(older=older)


def _record_first_checks(log: SentLog, found: Sequence[tuple[Rule, list[Match]]], fresh: set[str]) -> int:
    """Record the rules that are checked for the first time with what they match already; return the number of these matches."""
    older = 0
    for rule, matches in found:
        if not log.has_rule(rule.key):
            before = [match for match in matches if match.id not in fresh and not log.is_known(match)]
            log.record_rule(rule.key, before)
            older += len(before)
    return older


def _send(log: SentLog, endpoint: Endpoint, seen: Seen, fresh: Sequence[tuple[Rule, Match]]) -> Checked:
    sent, failures = 0, []
    for rule, match in fresh:
        alert = make_alert(seen.dossier, match, None if endpoint.leaves_machine else rule.label)
        log.record_attempt(match)
        try:
            endpoint.send(alert)
        except NotDelivered as error:
            failures.append(Failure(endpoint.name, alert.text, str(error)))
            if error.stop:
                break
            continue
        log.record_sent(match, _now())
        sent += 1
    return Checked(sent, tuple(failures), sum(not log.is_known(match) for _, match in fresh))


def _publish(log: SentLog, feed: FeedFile, seen: Seen, matches: Sequence[Match], fresh: Sequence[Match]) -> Checked:
    """Write the feed with the alerts that it has already and the new ones, and then record the new ones as sent."""
    entries: dict[str, Entry] = {}
    for match in matches:
        before = log.sent_at(match)
        if before is not None:
            first = match._replace(on=before[0])  # the id stays, even if a new report moved the day
            entries.setdefault(first.id, Entry(make_alert(seen.dossier, match, None).model_copy(update={"id": first.id}), before[1]))
    now = _now()
    entries |= {match.id: Entry(make_alert(seen.dossier, match, None), now) for match in fresh}
    try:
        feed.publish(list(entries.values()))
    except NotDelivered as error:
        return Checked(failures=(Failure(feed.name, f"{len(fresh)} new", str(error)),), waiting=len(fresh))
    for match in fresh:
        log.record_sent(match, now)
    return Checked(sent=len(fresh))


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
