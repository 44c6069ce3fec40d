"""Export, edit in a spreadsheet, import again: a change becomes a correction, nothing comes twice, and conflicts are reported."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from cli_runner import heldby
from heldby import pipeline
from heldby.judgements.judgement import Outcome
from heldby.model import Event
from heldby.store import ClaimFilter, Dossier

FORMATS = (("claims-csv", "table"), ("events-csv", "table"), ("ged-csv", "ged"), ("acled-csv", "acled"))
Rows = list[dict[str, str]]


def export(dossier: Dossier, format: str, file: Path) -> Path:
    assert heldby("export", format, "-o", file, "--dossier", dossier.folder).exit_code == 0
    return file


def edit(file: Path, change: Callable[[Rows], object]) -> None:
    with file.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    change(rows)
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def load(dossier: Dossier, shape: str, file: Path) -> str:
    result = heldby("import", shape, file, "--dossier", dossier.folder)
    assert result.exit_code == 0, result.output
    return result.stderr


def outcome(dossier: Dossier, kind: str, id: str) -> Outcome:
    return dossier.outcomes()[kind, id]  # type: ignore[index]


def rawa(dossier: Dossier) -> str:
    return next(dossier.claims(ClaimFilter(place="Rawa"))).id


def event_at(dossier: Dossier, name: str) -> Event:
    return next(event for event in pipeline.conclude(dossier).events if event.place and event.place[0].name == name)


@pytest.mark.parametrize(("format", "shape"), FORMATS)
def test_unchanged_export_gives_the_same_dossier(concluded: Dossier, tmp_path: Path, format: str, shape: str) -> None:
    file = export(concluded, format, tmp_path / "out.csv")
    before = (concluded.ledger_position(), concluded.counts(), concluded.conclusions())
    assert "0 rows added; 0 updated; 0 corrected; 3 unchanged; 0 conflicts; 0 refused" in load(concluded, shape, file)
    assert (concluded.ledger_position(), concluded.counts(), concluded.conclusions()) == before


def test_workbook_of_an_export_gives_the_same_dossier(concluded: Dossier, tmp_path: Path) -> None:
    file = export(concluded, "xlsx", tmp_path / "out.xlsx")
    before = (concluded.ledger_position(), concluded.conclusions())
    message = load(concluded, "table", file)
    assert "3 unchanged" in message and "left out: " in message and "events" in message
    assert (concluded.ledger_position(), concluded.conclusions()) == before


def test_spreadsheets_ways_of_writing_are_no_change(concluded: Dossier, tmp_path: Path) -> None:
    file = export(concluded, "claims-csv", tmp_path / "out.csv")

    def as_a_spreadsheet_saves(rows: Rows) -> None:
        for row in rows:
            year, month, day = row["first"].split("-")
            row.update(
                first=f"{day}/{month}/{year}", last=f"{int(month)}/{int(day)}/{year}", confidence="0.90", lat=f"{float(row['lat'])}0"
            )

    edit(file, as_a_spreadsheet_saves)
    assert "3 unchanged; 0 conflicts; 0 refused" in load(concluded, "table", file)


def test_edited_claim_becomes_a_correction_once(concluded: Dossier, tmp_path: Path) -> None:
    file, id = export(concluded, "claims-csv", tmp_path / "out.csv"), rawa(concluded)
    edit(file, lambda rows: [row.update(type="withdraw", actor="IS", first="2017-11-16") for row in rows if row["id"] == id])
    assert "1 corrected; 2 unchanged" in load(concluded, "table", file)
    found = outcome(concluded, "claim", id)
    assert found.verdict == "correct" and found.people == ("tester",)
    corrected = next(claim for claim in concluded.judged_claims() if claim.id == id)
    assert (corrected.type, corrected.actor[0].id) == ("withdraw", "islamic-state")
    assert corrected.when is not None and str(corrected.when.first) == "2017-11-16"
    before = concluded.ledger_position()
    assert "0 corrected; 3 unchanged" in load(concluded, "table", file)
    assert concluded.ledger_position() == before


def test_moved_place_becomes_a_correction(concluded: Dossier, tmp_path: Path) -> None:
    file, id = export(concluded, "claims-csv", tmp_path / "out.csv"), rawa(concluded)
    edit(file, lambda rows: [row.update(lat="34.5", lon="41.95") for row in rows if row["id"] == id])
    load(concluded, "table", file)
    [place] = next(claim for claim in concluded.judged_claims() if claim.id == id).place
    assert (place.name, place.lat, place.lon) == ("Rawa", 34.5, 41.95)


@pytest.mark.parametrize(
    ("format", "shape", "column", "mark"), [("ged-csv", "ged", "side_a", "relid"), ("acled-csv", "acled", "actor1", "event_id_cnty")]
)
def test_edited_event_becomes_a_correction(concluded: Dossier, tmp_path: Path, format: str, shape: str, column: str, mark: str) -> None:
    file, event = export(concluded, format, tmp_path / "out.csv"), event_at(concluded, "Rawa")
    edit(file, lambda rows: [row.update({column: "Popular Mobilization Forces"}) for row in rows if event.id in row[mark]])
    assert "1 corrected" in load(concluded, shape, file)
    assert event_at(concluded, "Rawa").actor[0].id == "popular-mobilization-forces"
    assert "0 rows added; 0 updated; 0 corrected" in load(concluded, shape, export(concluded, format, tmp_path / "again.csv"))


def test_other_peoples_judgement_wins_and_is_reported(concluded: Dossier, tmp_path: Path) -> None:
    file, id = export(concluded, "claims-csv", tmp_path / "out.csv"), rawa(concluded)
    with Dossier.open(concluded.folder, who="editor") as other:
        other.judge("claim", id, "reject", "never happened")
    edit(file, lambda rows: [row.update(type="withdraw") for row in rows if row["id"] == id])
    message = load(concluded, "table", file)
    assert "1 conflict" in message and "by editor" in message and id in message
    assert outcome(concluded, "claim", id).verdict == "reject"


def test_columns_that_follow_from_evidence_cannot_be_edited(concluded: Dossier, tmp_path: Path) -> None:
    file = export(concluded, "claims-csv", tmp_path / "out.csv")
    edit(file, lambda rows: rows[0].update(quote="Something else was said.", confidence="0.1"))
    message = load(concluded, "table", file)
    assert "1 refused" in message and "quote" in message and "cannot be changed" in message


def test_impossible_edits_are_named(concluded: Dossier, tmp_path: Path) -> None:
    file = export(concluded, "claims-csv", tmp_path / "out.csv")
    edit(file, lambda rows: (rows[0].update(type="conquer"), rows[1].update(lat="120"), rows[2].update(first="soon")))
    result = heldby("import", "table", file, "--dossier", concluded.folder)
    assert result.exit_code == 1 and "3 refused" in result.stderr and "0 corrected" in result.stderr
    for reason in ("its type is 'conquer'", "not a point on the map", "'soon', which is not a date"):
        assert reason in result.stderr


def test_export_of_another_dossier_is_not_taken_for_a_data_set(concluded: Dossier, tmp_path: Path) -> None:
    file = export(concluded, "ged-csv", tmp_path / "out.csv")
    with Dossier.open(tmp_path / "other", create=True) as other:
        result = heldby("import", "ged", file, "--dossier", other.folder)
        assert result.exit_code == 1 and "this dossier has no event" in result.stderr
        assert other.counts()["reports"] == 0


def test_edits_survive_formula_escapes(concluded: Dossier, tmp_path: Path) -> None:
    from dossier_samples import add_capture

    add_capture(concluded, "=1+1 say Iraqi forces took Rawa from IS.", "Rawa", "2017-11-18", source="@outlet")
    pipeline.conclude(concluded)
    assert "4 unchanged; 0 conflicts; 0 refused" in load(concluded, "table", export(concluded, "claims-csv", tmp_path / "out.csv"))
