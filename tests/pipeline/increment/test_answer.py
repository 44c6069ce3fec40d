"""Answers from the working state are those of the whole record, whatever is done to a dossier and in whatever order."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from dossier_making import HandReading, actor, capture_reading, make_report, place
from heldby import pipeline, views
from heldby.errors import UnknownPlace
from heldby.model import ActorRef, Claim, PlaceRef, SourceRef, When, make_claim
from heldby.pipeline import increment
from heldby.store import Dossier

ARMIES = (actor("Iraqi forces"), actor("IS"), actor("Syrian army"), ActorRef(text="Sheikh Column"), ActorRef(text="River Guards"))
ANBAR = PlaceRef(
    text="Anbar", id="pl-anbar", name="Anbar", within="Iraq", country="IQ", lat=33.0, lon=42.0, precision="admin1", method="exact"
)
OTHER_RAWA = PlaceRef(
    text="Rawa", id="pl-rawa-2", name="Rawa", within="Hasakah, Syria", country="SY", lat=36.0, lon=41.0, precision="point"
)
BARE = PlaceRef(text="Rawa", precision="unknown", method="none")
PLACES = (place("Rawa"), place("al-Qaim"), place("Albu Kamal"), place("Jabbab"), ANBAR, OTHER_RAWA, BARE, BARE)
PASSAGE = " The column moved in at dawn behind engineers who cleared the road of mines, an officer said by telephone from the edge of town."
TYPES = ("capture", "capture", "holds", "lost", "withdraw", "clash", "besieged", "airstrike")


def make(number: int, chance: random.Random) -> tuple[object, bytes, HandReading]:
    """Return a report with up to three claims of many kinds. Some share a passage, some are copies, and one in six is undated."""
    story = chance.choice((number, 1, 2))
    text = f"Story {story} of the campaign tells at some length how the battle of week {story} went on.{chance.choice(('', '', PASSAGE))}"
    day = f"2017-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}" if chance.random() > 1 / 6 else None
    outlet = chance.choice(("Agency 0", "Agency 1", "Agency 2", "Wire " + str(number)))
    report, original = make_report(text, id=f"r{chance.randrange(10)}{number}", published=day, source=outlet)
    claims = [claim(report.id, text, chance) for _ in range(chance.randrange(4))]
    return report, original, HandReading(report, (), tuple({one.id: one for one in claims}.values()))


def claim(report: str, text: str, chance: random.Random) -> Claim:
    start = chance.choice((0, 0, max(0, len(text) - 40)))
    type = chance.choice((*TYPES, "backs", "reject"))
    one, other = chance.sample(ARMIES, 2)
    fields = {
        "report": report, "start": start, "end": start + 30, "quote": text[start : start + 30], "reader": "hand 1", "confidence": 0.9,
        "actor": (one,), "target": (other,) if chance.random() < 0.5 else (),
        "source": chance.choice((None, SourceRef(text="Wire 3"), SourceRef(text="Agency 1"), SourceRef(text="Colonel Rashid"))),
    }  # fmt: skip
    if type == "backs":
        return make_claim(kind="relation", type=type, status="ongoing", **{**fields, "target": (other,)})
    control = type in ("holds", "lost", "besieged")
    when = f"2017-{chance.randrange(1, 13):02}-10"
    return make_claim(
        kind="control" if control else "event", type=type, status="ongoing" if control else "happened", place=(chance.choice(PLACES),),
        when=When(first=when, last=when, precision="day", text="then") if chance.random() < 0.7 else None, **fields,
    )  # fmt: skip


def add(dossier: Dossier, chance: random.Random) -> None:
    for _ in range(chance.choice((1, 1, 3))):
        number = dossier.counts()["reports"]
        report, original, reading = make(number, chance)
        dossier.add(report, original, reading, reader="hand 1")


def retract(dossier: Dossier, chance: random.Random) -> None:
    dossier.retract(chance.choice([one.id for one in dossier.reports(retracted=True)]), "test", retracted=chance.random() < 0.7)


def erase(dossier: Dossier, chance: random.Random) -> None:
    dossier.erase(chance.choice([one.id for one in dossier.reports(retracted=True)]), "test")


def judge(dossier: Dossier, chance: random.Random) -> None:
    claims = list(dossier.claims(retracted=True, superseded=True))
    verdict = chance.choice(("accept", "reject", "correct"))
    correction = chance.choice(({"actor": [{"text": "River Guards"}]}, {"place": [{"text": "Rawa"}]}, {"status": "denied"}))
    if claims:
        dossier.judge("claim", chance.choice(claims).id, verdict, "test", correction if verdict == "correct" else None)


def judge_actor(dossier: Dossier, chance: random.Random) -> None:
    if any(ref.text == "River Guards" for one in dossier.claims() for ref in one.actor):
        dossier.judge("actor", "River Guards", "correct", "test", {"id": "islamic-state", "name": "Islamic State"})


def undo(dossier: Dossier, chance: random.Random) -> None:
    if judgements := dossier.judgements():
        dossier.undo(chance.choice(judgements).seq, "test")


def write_sides(dossier: Dossier, chance: random.Random) -> None:
    (dossier.folder / "sides.toml").write_text(chance.choice(("", '"Sheikh Column" = "government-of-iraq"')), "utf-8")


def write_sources(dossier: Dossier, chance: random.Random) -> None:
    (dossier.folder / "sources.toml").write_text(chance.choice(("", '"Agency 1" = 0.2')), "utf-8")


def read_again(dossier: Dossier, chance: random.Random) -> None:
    report = chance.choice(list(dossier.reports(retracted=True)))
    claims = [claim(report.id, report.text, chance) for _ in range(chance.randrange(3))]
    dossier.reread(report.id, HandReading(report, (), tuple({one.id: one for one in claims}.values())), reader="hand 2")


ACTIONS: tuple[Callable[[Dossier, random.Random], None], ...] = (
    add, add, add, add, add, retract, retract, erase, judge, judge, judge_actor, undo, write_sides, write_sources, read_again,
)  # fmt: skip


def stored(dossier: Dossier) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of the working state but those that count nothing."""
    with sqlite3.connect(dossier.folder / "working-state.db") as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rows = {name: sorted(connection.execute(f"SELECT * FROM {name}"), key=repr) for name in names}
    rows["tallies"] = [row for row in rows["tallies"] if row[2] or row[3]]
    return rows


@pytest.mark.parametrize("seed", range(12))
def test_answers_after_each_action_are_those_of_the_whole_record(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    with Dossier.open(tmp_path / "dossier", create=True, who="tester") as dossier:
        add(dossier, chance)
        assert increment.refresh_state(dossier)
        for action in (add, add, *chance.choices(ACTIONS, k=14)):
            if dossier.counts()["reports"] == 0:
                break
            action(dossier, chance)
            assert increment.refresh_state(dossier)
            due = pipeline.derive_conclusions(dossier)
            for control in due.controls:
                found = increment.answer_place(dossier, control.id)
                assert found is not None and found.controls == [control], (action.__name__, control.id)
                assert found.families.items() <= due.families.items()
            kept = stored(dossier)
            assert increment.refresh_state(dossier, force=True)
            assert kept == stored(dossier), action.__name__


@pytest.mark.parametrize("seed", range(3))
def test_order_and_batches_of_additions_do_not_matter(tmp_path: Path, seed: int) -> None:
    chance, states = random.Random(seed), []
    made = list({report.id: (report, original, reading) for report, original, reading in (make(n, chance) for n in range(24))}.values())
    for run in range(3):
        chance.shuffle(made)
        with Dossier.open(tmp_path / str(run), create=True, who="tester") as dossier:
            for count, (report, original, reading) in enumerate(made):
                dossier.add(report, original, reading, reader="hand 1")
                if count == 0 or chance.random() < 0.3:
                    assert increment.refresh_state(dossier)
            assert increment.refresh_state(dossier)
            states.append({name: rows for name, rows in stored(dossier).items() if name != "meta"})
    assert states[0] == states[1] == states[2]


def test_deleted_or_damaged_state_changes_no_answer(tmp_path: Path) -> None:
    chance = random.Random(5)
    with Dossier.open(tmp_path, create=True, who="tester") as dossier:
        for _ in range(6):
            add(dossier, chance)
        assert increment.refresh_state(dossier)
        due = pipeline.derive_conclusions(dossier).controls
        file = tmp_path / "working-state.db"
        for content in (b"", b"no database at all " * 300, file.read_bytes()[:5000]):
            file.write_bytes(content)
            found = [increment.answer_place(dossier, one.id) for one in due]
            assert [one.controls[0] for one in found if one is not None] == due


def test_place_is_found_by_name_and_spelling_and_unknown_ones_are_refused(tmp_path: Path) -> None:
    report, original = make_report("Iraqi forces took al-Qaim from IS.", id="a")
    with Dossier.open(tmp_path, create=True, who="tester") as dossier:
        dossier.add(report, original, capture_reading(report, where="al-Qaim"), reader="hand 1")
        assert increment.refresh_state(dossier)
        for name in ("pl-al-qaim", "al-Qaim", "Al Qaim", "al-Qaiim"):
            found = increment.answer_place(dossier, name)
            assert found is not None and found.controls[0].id == "pl-al-qaim"
        with pytest.raises(UnknownPlace):
            increment.answer_place(dossier, "Mosul")


def test_judged_event_leaves_the_answer_to_the_whole_record(tmp_path: Path) -> None:
    report, original = make_report("Iraqi forces took Rawa from IS.", id="a")
    with Dossier.open(tmp_path, create=True, who="tester") as dossier:
        dossier.add(report, original, capture_reading(report), reader="hand 1")
        events = pipeline.conclude(dossier).events
        assert increment.refresh_state(dossier)
        dossier.judge("event", events[0].id, "reject", "test")
        assert increment.answer_place(dossier, "Rawa") is None
        with pytest.raises(UnknownPlace):
            views.holds(dossier, pipeline.take_place_snapshot(dossier, "Rawa"), "Rawa")


def test_erasing_a_report_deletes_the_state(tmp_path: Path) -> None:
    report, original = make_report("Iraqi forces took Rawa from IS.", id="a")
    with Dossier.open(tmp_path, create=True, who="tester") as dossier:
        dossier.add(report, original, capture_reading(report), reader="hand 1")
        assert increment.refresh_state(dossier)
        dossier.erase("a", "for the safety of its source")
        assert not list(tmp_path.glob("working-state*"))


def test_following_one_report_does_not_read_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(2)
    with Dossier.open(tmp_path, create=True, who="tester") as dossier:
        for _ in range(8):
            add(dossier, chance)
        assert increment.refresh_state(dossier)
        add(dossier, chance)
        monkeypatch.setattr("heldby.store.query.record_reader.RecordReader.reports", lambda *_: pytest.fail("all reports were read"))
        assert increment.refresh_state(dossier)
