"""Snapshots as known on earlier days are cached up to a limit."""

from __future__ import annotations

import datetime as dt

import pytest

from heldby.server import snapshot_cache
from heldby.server.snapshot_cache import SnapshotCache
from heldby.store import Dossier

DAYS = [dt.date(2017, 11, day) for day in (3, 9)]


def test_few_snapshots_of_a_large_record_are_kept(record: Dossier, monkeypatch: pytest.MonkeyPatch) -> None:
    assert snapshot_cache.capacity(None) == snapshot_cache.MAX_SNAPSHOTS
    monkeypatch.setattr(snapshot_cache, "MAX_EVENTS", 1)
    snapshots = SnapshotCache(record)
    assert snapshot_cache.capacity(snapshots.current()) == 2


def test_evicted_snapshot_is_computed_again_with_the_same_result(record: Dossier, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshot_cache, "capacity", lambda _: 1)
    snapshots = SnapshotCache(record)
    before, other, again = (snapshots.as_known_on(day, wait=60) for day in (DAYS[0], DAYS[1], DAYS[0]))
    snapshots.close()
    assert before is not None and other is not None and again is not None
    assert list(before.controls) == list(again.controls) != list(other.controls)


def test_control_is_the_same_with_and_without_events(record: Dossier) -> None:
    snapshots = SnapshotCache(record)
    without = snapshots.as_known_on(DAYS[1], wait=60)
    with_events = snapshots.as_known_on(DAYS[1], wait=60, events=True)
    again = snapshots.as_known_on(DAYS[1], wait=60)
    snapshots.close()
    assert without is not None and with_events is not None and again is with_events
    assert list(without.conclusions.controls) == list(with_events.conclusions.controls)
    assert len(without.conclusions.events) == 0 < len(with_events.conclusions.events)
