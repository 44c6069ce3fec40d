"""Copying a dossier without its sensitive parts, so that no view, search or export of the copy can reveal them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import groupby, islice

from heldby.errors import BadConfigFile
from heldby.judgements.apply import apply_event_judgements, apply_to_claims
from heldby.model import Claim, Report
from heldby.release.policy import ReleasePolicy, read_sensitive
from heldby.release.redactor import Redactor
from heldby.release.secret import secret_of
from heldby.release.sensitive_names import find_names
from heldby.store import dossier_config
from heldby.store.dossier import Dossier
from heldby.store.ledger import ledger

BATCH_SIZE = 50
"""Reports copied in one transaction."""


def copy_redacted(dossier: Dossier, target: Dossier, policy: ReleasePolicy, today: dt.date) -> int:
    """Copy the redacted reports and claims of a dossier into an empty one, with judgements applied; return the number of reports.

    Conclusions are not copied, since they could reveal what the copy leaves out. Derive them from the copy alone.

    Raises:
        BadConfigFile: `sensitive.toml` cannot be read or is invalid.
    """
    sensitive = read_sensitive(dossier.folder)
    target.log_action("redact", "readers", {"delay": policy.delay, "coarsen": policy.coarsen})
    known, last, count = dossier.known_dates(), policy.through(today), 0
    covered = {id for id, day in known.items() if day <= last} - set(sensitive.reports)
    redactor = Redactor(policy, find_names(dossier, sensitive, policy, covered), secret_of(dossier.folder))
    _copy_config(dossier, target, redactor)
    outcomes = dossier.outcomes()
    events = dossier.conclusions().events if any(kind == "event" for kind, _ in outcomes) else ()
    claims = apply_event_judgements(apply_to_claims(dossier.claims(), outcomes), events, outcomes)
    additions = (
        redactor.addition(report, own)
        for report, own in _with_claims(dossier.reports(), groupby(claims, key=lambda claim: claim.report))
        if report.id in covered
    )
    while batch := list(islice(additions, BATCH_SIZE)):
        target.add_all(batch)
        count += len(batch)
    return count


def policy_of(dossier: Dossier) -> ReleasePolicy | None:
    """Return the policy with which a redacted copy was made; None if the dossier is not such a copy."""
    with dossier.database.reading() as connection:
        made = next((entry.payload for entry in ledger.entries(connection, actions=("redact",)) if entry.payload), None)
    return ReleasePolicy(made["delay"], made["coarsen"]) if made else None


def _copy_config(dossier: Dossier, target: Dossier, redactor: Redactor) -> None:
    """Copy the settings of sides and sources with sensitive texts blacked out; skip a file that this makes invalid."""
    for name, text in dossier_config.kept_texts(dossier).items():
        with suppress(BadConfigFile):
            dossier_config.check_text(name, redactor.redact(text))
            target.configure(name, redactor.redact(text))


def _with_claims(reports: Iterable[Report], groups: Iterable[tuple[str, Iterable[Claim]]]) -> Iterator[tuple[Report, list[Claim]]]:
    """Yield each report with its claims. Both inputs are in the order in which reports were added, so memory use stays small."""
    groups = iter(groups)
    waiting: tuple[str, list[Claim]] | None = None
    for report in reports:
        if waiting is None:
            waiting = next(((id, list(claims)) for id, claims in groups), None)
        if waiting is not None and waiting[0] == report.id:
            yield report, waiting[1]
            waiting = None
        else:
            yield report, []
