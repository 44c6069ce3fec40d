"""Rows of UCDP GED, of ACLED's shape and of plain tables become claims of that source, once, and are updated by their id."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from cli_runner import heldby
from heldby import pipeline
from heldby.model import Claim
from heldby.store import Dossier
from imports.conftest import ACLED_ROW, GED_ROW, WriteTable


def imported(dossier: Dossier) -> list[Claim]:
    return [claim for claim in dossier.claims() if claim.reader.startswith("import ")]


def run(dossier: Dossier, shape: str, file: Path, *more: object) -> str:
    result = heldby("import", shape, file, "--dossier", dossier.folder, *more)
    assert result.exit_code == 0, result.output
    return result.stderr


def test_ged_row_becomes_a_clash_and_the_killed(concluded: Dossier, table: WriteTable) -> None:
    assert "1 row added" in run(concluded, "ged", table("ged.csv", [GED_ROW]))
    clash, killed = imported(concluded)
    assert (clash.type, clash.actor[0].id, clash.target[0].id) == ("clash", "government-of-iraq", "islamic-state")
    place = clash.place[0]
    assert (place.name, place.within, place.lat, place.lon, place.precision) == ("Rawa", "Anbar, Iraq", 34.4819, 41.9103, "point")
    assert clash.when is not None and (clash.when.first, clash.when.last) == (dt.date(2017, 11, 17), dt.date(2017, 11, 17))
    assert killed.value is not None and (killed.type, killed.value.low, killed.value.high) == ("killed", 12, 15)


def test_imported_claims_are_those_of_the_source_and_never_read(concluded: Dossier, table: WriteTable) -> None:
    run(concluded, "ged", table("ged.csv", [GED_ROW]), "--source", "UCDP GED 25.1")
    report = concluded.report(imported(concluded)[0].report)
    assert report is not None and report.source == "UCDP GED 25.1" and report.imported and report.published is None
    assert {claim.reader for claim in imported(concluded)} == {"import ged 1"}
    assert [one.id for one in concluded.claims(source="UCDP GED 25.1")] == [one.id for one in imported(concluded)]
    for claim in imported(concluded):
        assert report.text[claim.start : claim.end] == claim.quote and "side_a: Government of Iraq" in claim.quote
    before = imported(concluded)
    assert pipeline.reread(concluded, everything=True) == 3
    assert imported(concluded) == before


def test_import_is_no_version_of_the_reader(concluded: Dossier, table: WriteTable) -> None:
    run(concluded, "ged", table("ged.csv", [GED_ROW]))
    result = heldby("diff-readers", "--dossier", concluded.folder)
    assert result.exit_code == 1 and "import ged" not in result.stderr


def test_rows_of_one_data_set_are_one_voice(concluded: Dossier, table: WriteTable) -> None:
    other = GED_ROW | {"id": "412701", "date_start": "2017-11-18", "date_end": "2017-11-18"}
    run(concluded, "ged", table("ged.csv", [GED_ROW, other]))
    families = pipeline.conclude(concluded).families
    rows = {claim.report for claim in imported(concluded)}
    assert len(rows) == 2 and len({families[report] for report in rows}) == 1
    assert len(set(families.values())) == 4


def test_importing_the_same_table_again_changes_nothing(concluded: Dossier, table: WriteTable) -> None:
    file = table("ged.csv", [GED_ROW])
    run(concluded, "ged", file)
    before = (concluded.ledger_position(), [claim.id for claim in concluded.claims()], concluded.conclusions().events)
    assert "0 rows added; 0 updated; 0 corrected; 1 unchanged" in run(concluded, "ged", file)
    assert (concluded.ledger_position(), [claim.id for claim in concluded.claims()], concluded.conclusions().events) == before
    assert heldby("verify", "--dossier", concluded.folder).exit_code == 0


def test_changed_row_is_updated_and_can_change_back(concluded: Dossier, table: WriteTable) -> None:
    first = table("ged.csv", [GED_ROW])
    run(concluded, "ged", first)
    ids = {claim.id for claim in imported(concluded)}
    newer = table("newer.csv", [GED_ROW | {"best": "20", "high": "30", "low": "20"}])
    assert "1 updated" in run(concluded, "ged", newer)
    [value] = [claim.value for claim in imported(concluded) if claim.value]
    assert (value.low, value.high) == (20, 30) and len(imported(concluded)) == 2
    assert "1 unchanged" in run(concluded, "ged", newer)
    assert "1 updated" in run(concluded, "ged", first)
    assert {claim.id for claim in imported(concluded)} == ids
    assert heldby("verify", "--dossier", concluded.folder).exit_code == 0


def test_update_of_a_judged_row_is_reported(concluded: Dossier, table: WriteTable) -> None:
    run(concluded, "ged", table("ged.csv", [GED_ROW]))
    clash = imported(concluded)[0]
    concluded.judge("claim", clash.id, "reject", "no fighting that day")
    message = run(concluded, "ged", table("newer.csv", [GED_ROW | {"side_b": "Islamic State"}]))
    assert "1 conflict" in message and clash.id in message and "judged (reject) by tester" in message


def test_retracted_row_stays_retracted(concluded: Dossier, table: WriteTable) -> None:
    file = table("ged.csv", [GED_ROW])
    run(concluded, "ged", file)
    concluded.retract(imported(concluded)[0].report, "withdrawn")
    assert "this row was retracted" in run(concluded, "ged", table("newer.csv", [GED_ROW | {"best": "20"}]))
    assert imported(concluded) == []


def test_erased_row_does_not_come_back(concluded: Dossier, table: WriteTable) -> None:
    file = table("ged.csv", [GED_ROW])
    run(concluded, "ged", file)
    concluded.erase(imported(concluded)[0].report, "safety of a source")
    assert "erased from this dossier" in run(concluded, "ged", file)
    assert imported(concluded) == []


def test_bad_rows_are_named_and_the_rest_goes_on(concluded: Dossier, table: WriteTable) -> None:
    bad = [
        GED_ROW | {"id": "1", "type_of_violence": "7"}, GED_ROW | {"id": "2", "latitude": "north"}, GED_ROW | {"id": "3", "longitude": ""},
        GED_ROW | {"id": "4", "date_start": "03/04/2017"}, GED_ROW | {"id": "5", "latitude": "341"}, GED_ROW | {"id": ""}, GED_ROW, GED_ROW,
    ]  # fmt: skip
    message = run(concluded, "ged", table("ged.csv", bad))
    assert "1 row added" in message and "7 refused" in message
    for reason in (
        "line 2: its type_of_violence is '7'", "line 3: its latitude is 'north'", "line 4: it has only one of latitude and longitude",
        "line 5: its date_start 03/04/2017 may be", "line 6: 341, 41.9103 is not a point", "line 7: it has no id",
        "line 9: its id is also that of ged.csv line 8",
    ):  # fmt: skip
        assert reason in message


def test_acled_row_has_its_type_parties_and_day_of_publication(concluded: Dossier, table: WriteTable) -> None:
    run(concluded, "acled", table("acled.csv", [ACLED_ROW]))
    clash, killed = imported(concluded)
    assert (clash.type, clash.actor[0].id, clash.target[0].id) == ("clash", "government-of-iraq", "islamic-state")
    assert "forces clashed in Rawa" in clash.quote and killed.value is not None and killed.value.low == 3
    report = concluded.report(clash.report)
    assert report is not None and (report.source, report.published) == ("ACLED", dt.date(2017, 11, 21))


def test_acled_row_without_a_type_keeps_its_figures_only(concluded: Dossier, table: WriteTable) -> None:
    row = ACLED_ROW | {"sub_event_type": "Other", "fatalities": "0"}
    message = run(concluded, "acled", table("acled.csv", [row]))
    assert "1 row added" in message and "1 row without a claim" in message
    assert (
        "ACLED has no sub_event_type 'Battle'"
        in heldby("import", "acled", table("b.csv", [ACLED_ROW | {"sub_event_type": "Battle"}]), "--dossier", concluded.folder).stderr
    )


def test_plain_table_needs_only_a_type_and_takes_other_names_of_columns(concluded: Dossier, table: WriteTable) -> None:
    rows = [{"nr": "7", "what": "holds", "who": "IS", "where": "Rawa", "land": "IQ", "day": "2017-11-10", "words": "IS still holds Rawa."}]
    mapping = "id=nr,type=what,actor=who,place=where,country=land,date=day,quote=words"
    run(concluded, "table", table("notes.csv", rows), "--map", mapping, "--source", "Field notes")
    [claim] = imported(concluded)
    assert (claim.kind, claim.type, claim.status, claim.quote) == ("control", "holds", "ongoing", "IS still holds Rawa.")
    assert (claim.actor[0].id, claim.place[0].name, claim.place[0].country) == ("islamic-state", "Rawa", "IQ")


def test_place_that_is_not_certain_gets_no_point(concluded: Dossier, table: WriteTable) -> None:
    rows = [{"id": "1", "type": "clash", "place": "Nowhere-on-Euphrates", "within": "Anbar, Iraq", "country": "IQ", "date": "2017-11-10"}]
    run(concluded, "table", table("notes.csv", rows))
    place = imported(concluded)[0].place[0]
    assert (place.id, place.lat, place.lon, place.within, place.precision) == (None, None, None, "Anbar, Iraq", "unknown")


@pytest.mark.parametrize("name", ["notes.csv", "notes.xlsx"])
def test_workbook_is_read_like_a_csv_file(concluded: Dossier, tmp_path: Path, name: str) -> None:
    import openpyxl

    file = tmp_path / name
    rows = [["id", "type", "place", "date", "low"], [1, "clash", "Rawa", dt.datetime(2017, 11, 10), 4.0]]
    if name.endswith(".xlsx"):
        workbook = openpyxl.Workbook()
        for row in rows:
            workbook.active.append(row)  # type: ignore[union-attr]
        workbook.save(file)
    else:
        file.write_text("id;type;place;date;low\n1;clash;Rawa;2017-11-10;4\n", "utf-8")
    run(concluded, "table", file)
    clash, killed = imported(concluded)
    assert clash.when is not None and clash.when.first == dt.date(2017, 11, 10)
    assert killed.value is not None and killed.value.low == 4


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0", "neither CSV nor"), (b"", "does not name columns"), (b"PK\x03\x04 broken", "does not name columns"),
        (b"just one line of prose\n", "does not name columns"), (b"id,place\n1,Rawa\n", "it has no column type"),
    ],
)  # fmt: skip
def test_file_that_is_no_table_is_refused(concluded: Dossier, tmp_path: Path, content: bytes, reason: str) -> None:
    file = tmp_path / "broken.csv"
    file.write_bytes(content)
    result = heldby("import", "table", file, "--dossier", concluded.folder)
    assert result.exit_code == 1 and reason in result.stderr


def test_broken_workbook_is_refused(concluded: Dossier, tmp_path: Path) -> None:
    file = tmp_path / "broken.xlsx"
    file.write_bytes(b"PK\x03\x04 no zip")
    result = heldby("import", "ged", file, "--dossier", concluded.folder)
    assert result.exit_code == 1 and "broken" in result.stderr


def test_table_of_another_shape_is_refused_as_a_whole(concluded: Dossier, table: WriteTable) -> None:
    result = heldby("import", "ged", table("acled.csv", [ACLED_ROW] * 3), "--dossier", concluded.folder)
    assert result.exit_code == 1 and result.stderr.count("\n") == 1 and "no column id or type_of_violence" in result.stderr


def test_python_imports_a_table_and_concludes(concluded: Dossier, table: WriteTable) -> None:
    import heldby as api

    with api.open_dossier(concluded.folder) as dossier:
        done = dossier.import_table(table("ged.csv", [GED_ROW, GED_ROW | {"id": "8", "best": "x"}]), "ged")
        assert (done.added, [finding.row for finding in done.refused]) == (1, ["ged.csv line 3"])
        assert any(event.value and event.value[0].high == 15 for event in dossier.events(place="Rawa"))


def test_hostile_cells_stay_text(concluded: Dossier, table: WriteTable) -> None:
    hostile = GED_ROW | {
        "side_a": "=cmd|' /C calc'!A0", "date_start": "2016-01-01", "date_end": "2016-01-01",
        "where_coordinates": "<script>alert(1)</script>\x00", "dyad_name": "x" * 200_000,
    }  # fmt: skip
    run(concluded, "ged", table("ged.csv", [hostile]))
    assert imported(concluded)[0].place[0].text.startswith("<script>alert(1)</script>")
    exported = heldby("export", "ged-csv", "--dossier", concluded.folder).stdout
    assert "'=cmd|" in exported and "\x00" not in exported


@pytest.mark.parametrize("mapping", ["type", "type=a,type=b", "colour=x"])
def test_wrong_mapping_is_named(concluded: Dossier, table: WriteTable, mapping: str) -> None:
    result = heldby("import", "table", table("t.csv", [GED_ROW]), "--map", mapping, "--dossier", concluded.folder)
    assert result.exit_code == 2 and "--map" in result.output


def test_options_of_tables_go_with_tables_only(concluded: Dossier, tmp_path: Path) -> None:
    result = heldby("import", "dossier", tmp_path, "--source", "X", "--dossier", concluded.folder)
    assert result.exit_code == 1 and "go with tables" in result.stderr
