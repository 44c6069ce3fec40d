"""Tests of packed sequences: they return the records that were packed."""

from __future__ import annotations

import pickle
from pathlib import Path

from dossier_samples import concluded
from heldby.model import Event
from heldby.store.record import conclusions
from heldby.store.record.packed_sequence import BLOCK_SIZE, PackedMapping, PackedSelection, PackedSequence, pack_records

EVENTS = [
    Event(id=f"ev-{number}", type="capture", status="happened", claims=(f"c{number}",), reports=("r",), families=1, score=0.5,
          explanation="a line\nand another, \u2028 Jarābulus")
    for number in range(2 * BLOCK_SIZE + 5)
]  # fmt: skip


def test_packed_sequence_returns_its_records() -> None:
    packed_events = pack_records(Event, EVENTS)
    assert len(packed_events) == len(EVENTS) and list(packed_events) == EVENTS
    assert [packed_events[at] for at in (0, BLOCK_SIZE, -1)] == [EVENTS[at] for at in (0, BLOCK_SIZE, -1)]
    assert packed_events[BLOCK_SIZE - 2 : BLOCK_SIZE + 2] == EVENTS[BLOCK_SIZE - 2 : BLOCK_SIZE + 2]
    assert list(PackedSequence(Event, [])) == []


def test_packed_sequence_can_be_pickled() -> None:
    assert list(pickle.loads(pickle.dumps(pack_records(Event, EVENTS)))) == EVENTS


def test_records_can_be_read_by_id_and_in_another_order() -> None:
    packed_events = pack_records(Event, EVENTS)
    by_id = PackedMapping(packed_events, {event.id: at for at, event in enumerate(EVENTS)})
    assert by_id["ev-40"] == EVENTS[40] and by_id.get("ev-none") is None and "ev-3" in by_id
    assert PackedSelection(packed_events, [5, 2, 9])[1:] == [EVENTS[2], EVENTS[9]]


def test_packed_conclusions_equal_the_stored_ones(tmp_path: Path) -> None:
    with concluded(tmp_path / "dossier") as dossier:
        plain, packed = dossier.conclusions(), dossier.packed_conclusions()
        for found in (packed, conclusions.pack(plain)):
            assert (list(found.events), list(found.controls), list(found.contradictions)) == (
                plain.events, plain.controls, plain.contradictions,
            )  # fmt: skip
            assert found.families == plain.families
