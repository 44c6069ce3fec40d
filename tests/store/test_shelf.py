"""Records kept packed are the records that were put there."""

from __future__ import annotations

import pickle
from pathlib import Path

from dossier_samples import concluded
from heldby.model import Event
from heldby.store.record import conclusions
from heldby.store.record.packed_sequence import BLOCK_SIZE, PackedMapping, PackedSelection, PackedSequence, pack_records

TOLD = [
    Event(id=f"ev-{number}", type="capture", status="happened", claims=(f"c{number}",), reports=("r",), families=1, score=0.5,
          explanation="a line\nand another, \u2028 Jarābulus")
    for number in range(2 * BLOCK_SIZE + 5)
]  # fmt: skip


def test_a_shelf_gives_back_what_was_put_on_it() -> None:
    shelf = pack_records(Event, TOLD)
    assert len(shelf) == len(TOLD) and list(shelf) == TOLD
    assert [shelf[at] for at in (0, BLOCK_SIZE, -1)] == [TOLD[at] for at in (0, BLOCK_SIZE, -1)]
    assert shelf[BLOCK_SIZE - 2 : BLOCK_SIZE + 2] == TOLD[BLOCK_SIZE - 2 : BLOCK_SIZE + 2]
    assert list(PackedSequence(Event, [])) == []


def test_a_shelf_goes_whole_to_another_process() -> None:
    assert list(pickle.loads(pickle.dumps(pack_records(Event, TOLD)))) == TOLD


def test_records_are_found_by_id_and_in_another_order() -> None:
    shelf = pack_records(Event, TOLD)
    filed = PackedMapping(shelf, {event.id: at for at, event in enumerate(TOLD)})
    assert filed["ev-40"] == TOLD[40] and filed.get("ev-none") is None and "ev-3" in filed
    assert PackedSelection(shelf, [5, 2, 9])[1:] == [TOLD[2], TOLD[9]]


def test_packed_conclusions_say_the_same(tmp_path: Path) -> None:
    with concluded(tmp_path / "dossier") as dossier:
        plain, shelved = dossier.conclusions(), dossier.packed_conclusions()
        for found in (shelved, conclusions.pack(plain)):
            assert (list(found.events), list(found.controls), list(found.contradictions)) == (
                plain.events, plain.controls, plain.contradictions,
            )  # fmt: skip
            assert found.families == plain.families
