"""The undated founding report, end to end: who holds its towns, with citations and without dates."""

from __future__ import annotations

from pathlib import Path

import pytest

from heldby import pipeline, views
from heldby.store import Dossier

HELD = {
    "al-Qaim": ("islamic-state", "al-Qaim"),
    "Abu Kamal": ("islamic-state", "Albu Kamal|Abu Kamal|last remaining stronghold"),
    "Rawa": ("islamic-state", "Rawa"),
    "Jabbab district": ("government-of-iraq", "Jabbab"),
}


@pytest.fixture(scope="module")
def founding(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, views.Holding]:
    with Dossier.open(tmp_path_factory.mktemp("founding") / "dossier", create=True) as dossier:
        pipeline.run([str(shared / "seed" / "final-countdown.txt")], dossier)
        snapshot = pipeline.take_snapshot(dossier)
        return {place: views.holds(dossier, snapshot, place)[0] for place in HELD}


@pytest.mark.parametrize("place", HELD)
def test_holder_has_its_citation_and_no_dates(founding: dict[str, views.Holding], place: str):
    holding, (side, words) = founding[place], HELD[place]
    assert (holding.side, holding.status, holding.inferred) == (side, "held", False)
    assert (holding.since, holding.until) == (None, None)
    assert holding.sentences and all(any(word in one.quote for word in words.split("|")) for one in holding.sentences)
    assert (holding.reports, holding.families) == (1, 1)
    assert holding.p is not None and 0.5 < holding.p < 0.97
