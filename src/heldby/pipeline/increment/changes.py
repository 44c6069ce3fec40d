"""Which reports the ledger says have changed since the working state was brought up to date."""

from __future__ import annotations

from heldby.store.query import claim_lookup
from heldby.store.query.record_reader import RecordReader

OF_REPORTS = frozenset({"ingest", "reread", "add", "retract"})
"""Actions that change one report, which is the subject of their entry."""


def changed_reports(reader: RecordReader, after: int) -> set[str] | None:
    """Return the ids of the reports that changed, or got another judgement of a claim, since a ledger entry.

    Returns None if something else changed: a setting, a judgement of an event, place, actor or pair of reports, or an erased report.
    """
    found: set[str] = set()
    judged: list[str] = []
    undone: list[int] = []
    for action, subject in claim_lookup.actions_after(reader, after):
        if action in OF_REPORTS:
            found.add(subject)
        elif action == "judge":
            judged.append(subject)
        elif action == "undo":
            undone.append(int(subject))
        elif (action, subject) != ("setting", "title"):
            return None
    if judged or undone:
        reports = claim_lookup.judged_reports(reader, judged, undone)
        if reports is None:
            return None
        found |= reports
    return found
