"""Pictures of earlier knowledge are kept as long as there is room for them."""

from __future__ import annotations

import datetime as dt

import pytest

from heldby.server import snapshots
from heldby.server.snapshots import Pictures
from heldby.store import Dossier

DAYS = [dt.date(2017, 11, day) for day in (3, 9)]


def test_of_a_large_record_few_earlier_days_are_kept(record: Dossier, monkeypatch: pytest.MonkeyPatch) -> None:
    assert snapshots.room(None) == snapshots.REMEMBERED
    monkeypatch.setattr(snapshots, "MOST_EVENTS", 1)
    pictures = Pictures(record)
    assert snapshots.room(pictures.now()) == 2


def test_a_day_that_was_let_go_is_worked_out_again_to_the_same(record: Dossier, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshots, "room", lambda _: 1)
    pictures = Pictures(record)
    before, other, again = (pictures.known_on(day, wait=60) for day in (DAYS[0], DAYS[1], DAYS[0]))
    pictures.close()
    assert before is not None and other is not None and again is not None
    assert list(before.controls) == list(again.controls) != list(other.controls)


def test_who_held_what_on_a_day_is_the_same_whether_events_are_asked_for_or_not(record: Dossier) -> None:
    pictures = Pictures(record)
    alone = pictures.known_on(DAYS[1], wait=60)
    whole = pictures.known_on(DAYS[1], wait=60, events=True)
    again = pictures.known_on(DAYS[1], wait=60)
    pictures.close()
    assert alone is not None and whole is not None and again is whole
    assert list(alone.drawn.controls) == list(whole.drawn.controls) and len(alone.drawn.events) == 0 < len(whole.drawn.events)
