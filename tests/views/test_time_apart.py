"""The days between two events."""

from __future__ import annotations

import pytest

from dossier_samples import add_capture
from heldby.errors import UnknownRecord
from heldby.store import Dossier
from heldby.views.time_apart import days_apart


def test_days_between_events_are_counted_by_event_or_claim(record: Dossier) -> None:
    events = {event.place[0].name: event for event in record.conclusions().events}
    assert days_apart(record, events["Rawa"].id, events["al-Qaim"].id) == 14
    assert days_apart(record, events["al-Qaim"].claims[0], events["Rawa"].claims[0]) == 14
    assert days_apart(record, events["Rawa"].id, events["Rawa"].id) == 0


def test_event_without_a_day_in_an_undated_report_is_at_no_distance(record: Dossier) -> None:
    add_capture(record, "Iraqi forces took Rawa from IS. Nobody said when.", "Rawa", None, id="undated")
    claim = next(record.claims(report="undated"))
    assert days_apart(record, claim.id, record.conclusions().events[0].id) is None


def test_unknown_event_is_named(record: Dossier) -> None:
    with pytest.raises(UnknownRecord, match="ev-none"):
        days_apart(record, "ev-none", record.conclusions().events[0].id)
