"""Cached results for places and texts never change the conclusions of a dossier, whatever is done to it in between."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from dossier_making import HandReading, capture_reading, claim_of, make_report
from heldby import pipeline
from heldby.events import SketchCache
from heldby.model import Control, PlaceRef
from heldby.store import Dossier
from heldby.store.custody.verify import verify
from line_reader import LineReader

PLACES = ("Rawa", "al-Qaim", "Albu Kamal", "Jabbab")
ARMIES = ("Iraqi forces", "IS", "Syrian army", "Sheikh Column")
PASSAGE = " The column moved in at dawn behind engineers who cleared the road of mines, an officer said by telephone from the edge of town."


def add(dossier: Dossier, chance: random.Random) -> None:
    """Add a report of one or two captures. Some share a passage, some are copies, and one in six is undated."""
    number = sum(1 for _ in dossier.reports(retracted=True))
    text = " ".join(
        f"{chance.choice(ARMIES)} {chance.choice(('took', 'took', 'lost'))} {chance.choice(PLACES)} from {chance.choice(ARMIES)}."
        for _ in range(chance.choice((1, 2)))
    )
    day = f"2017-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
    published = day if chance.random() > 1 / 6 else None
    report, original = make_report(text + chance.choice(("", PASSAGE)), id=f"r{number}", published=published, source=f"Agency {number % 3}")
    dossier.add(report, original, LineReader().read(report), reader="line 1")


def retract(dossier: Dossier, chance: random.Random) -> None:
    report = chance.choice([one.id for one in dossier.reports(retracted=True)])
    dossier.retract(report, "test", retracted=chance.random() < 0.7)


def judge(dossier: Dossier, chance: random.Random) -> None:
    claim = chance.choice(list(dossier.claims(retracted=True, superseded=True)))
    verdict = chance.choice(("accept", "reject", "correct"))
    dossier.judge("claim", claim.id, verdict, "test", {"type": "withdraw"} if verdict == "correct" else None)


def judge_event(dossier: Dossier, chance: random.Random) -> None:
    if events := dossier.conclusions().events:
        dossier.judge("event", chance.choice(events).id, chance.choice(("accept", "reject")), "test")


def undo(dossier: Dossier, chance: random.Random) -> None:
    if judgements := dossier.judgements():
        dossier.undo(chance.choice(judgements).seq, "test")


def write_sides(dossier: Dossier, chance: random.Random) -> None:
    side = chance.choice(("", '"Sheikh Column" = "government-of-iraq"', 'islamic-state = [{side = "east", first = 2017-06-01}]'))
    (dossier.folder / "sides.toml").write_text(side, "utf-8")


def write_sources(dossier: Dossier, chance: random.Random) -> None:
    (dossier.folder / "sources.toml").write_text(chance.choice(("", '"Agency 1" = 0.2')), "utf-8")


def read_again(dossier: Dossier, chance: random.Random) -> None:
    for report in list(dossier.reports()):
        if chance.random() < 0.5:
            dossier.reread(report.id, LineReader("line 2").read(report), reader="line 2")


ACTIONS: tuple[Callable[[Dossier, random.Random], None], ...] = (
    add, add, add, retract, judge, judge_event, undo, write_sides, write_sources, read_again,
)  # fmt: skip


@pytest.mark.parametrize("seed", range(4))
def test_conclusions_after_each_action_equal_those_derived_without_a_cache(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    with Dossier.open(tmp_path / "dossier", create=True, who="tester") as dossier:
        for action in (add, add, *chance.choices(ACTIONS, k=14)):
            action(dossier, chance)
            pipeline.conclude(dossier)
            kept, due = dossier.conclusions(), pipeline.derive_conclusions(dossier)
            assert kept[1:] == due[1:] and due.families.items() <= kept.families.items(), action.__name__
        kept = dossier.conclusions()
        assert pipeline.check_conclusions(dossier) == [] and list(verify(dossier)) == []
        for control in kept.controls:
            explanation = pipeline.explain_control(dossier, kept, control)
            assert explanation and (explanation.holder, explanation.status, explanation.p) == last_answer(control)
        pipeline.conclude(dossier, force=True)
        assert dossier.conclusions() == kept


def last_answer(control: Control) -> tuple[str | None, str, float]:
    last = control.intervals[-1]
    return last.holder, last.status, last.p


def test_lost_or_damaged_text_signatures_do_not_change_conclusions(tmp_path: Path) -> None:
    chance = random.Random(1)
    with Dossier.open(tmp_path / "dossier", create=True, who="tester") as dossier:
        add(dossier, chance)
        pipeline.conclude(dossier)
        file = dossier.folder / "sketches"
        whole = file.read_bytes()
        for rest in (b"", b"short", whole[:-1], bytes(len(whole))):
            file.write_bytes(rest)
            add(dossier, chance)
            assert pipeline.conclude(dossier) == pipeline.derive_conclusions(dossier)


def test_stored_signature_is_not_computed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    before = SketchCache()
    made = before.sketch("The town fell at dawn.")
    after = SketchCache(before.dump())
    monkeypatch.setattr("heldby.events.minhash.shingles", lambda text: pytest.fail("a signature was computed again"))
    found = after.sketch("The town fell at dawn.")
    assert made is not None and found is not None and list(made) == list(found) and not after.changed()


def test_cache_keeps_nothing_of_an_erased_report(tmp_path: Path) -> None:
    with Dossier.open(tmp_path, create=True) as dossier:
        report, original = make_report("Iraqi forces took Rawa from IS." + PASSAGE, id="witness", published="2017-11-17")
        dossier.add(report, original, LineReader().read(report), reader="line 1")
        pipeline.conclude(dossier)
        half = tmp_path / "inferred.gz.123.part"
        half.write_bytes((tmp_path / "inferred.gz").read_bytes())
        assert dossier.load_inferences() and dossier.load_signatures()
        dossier.erase("witness", "for the safety of its source")
        assert (dossier.load_inferences(), dossier.load_signatures(), half.exists()) == ({}, b"", False)
        pipeline.conclude(dossier)
        assert dossier.load_inferences() == {}


def test_denial_of_a_bare_name_contradicts_the_capture_of_the_place_with_that_name(tmp_path: Path) -> None:
    with Dossier.open(tmp_path, create=True) as dossier:
        taken, original = make_report("Iraqi forces took Rawa from IS.", id="taken", published="2017-11-03")
        dossier.add(taken, original, capture_reading(taken, day="2017-11-03"), reader="hand 1")
        denial, original = make_report("A spokesman denied that Rawa had fallen.", id="denial", published="2017-11-03")
        fallen = claim_of(denial, "that Rawa had fallen", type="capture", status="denied", source="A spokesman")
        bare = fallen.model_copy(update={"place": (PlaceRef(text="Rawa", precision="unknown", method="none"),)})
        dossier.add(denial, original, HandReading(denial, claims=(bare,)), reader="hand 1")
        assert [one.kind for one in pipeline.take_snapshot(dossier).contradictions] == ["denied"]
