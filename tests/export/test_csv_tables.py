from __future__ import annotations

import csv
import io

from dossier_making import HandReading, claim_of, make_report
from dossier_samples import add_capture
from heldby.export import export
from heldby.model import SourceRef, Value
from heldby.store import ClaimFilter, Dossier


def rows_of(record: Dossier, table: str) -> list[dict[str, str]]:
    out = io.StringIO()
    export(f"{table}-csv", record, record.conclusions(), ClaimFilter(), out)
    return list(csv.DictReader(io.StringIO(out.getvalue())))


def test_a_claim_has_its_outlet_day_and_place(record: Dossier) -> None:
    assert [(row["outlet"], row["published"], row["first"], row["place"], row["by"]) for row in rows_of(record, "claims")] == [
        ("Agency A", "2017-11-17", "2017-11-17", "Rawa", "Agency A"),
        ("Agency B", "2017-11-03", "2017-11-03", "al-Qaim", "Agency B"),
        ("Agency C", "2017-11-09", "2017-11-09", "Abu Kamal", "Agency C"),
    ]


def test_the_short_name_csv_writes_the_table_of_claims(record: Dossier) -> None:
    short, full = io.StringIO(), io.StringIO()
    export("csv", record, record.conclusions(), ClaimFilter(), short)
    export("claims-csv", record, record.conclusions(), ClaimFilter(), full)
    assert short.getvalue() == full.getvalue()


def test_who_says_so_names_speaker_and_outlet(record: Dossier) -> None:
    text = "Iraqi forces took Rawa from IS, a security source told Xinhua."
    report, original = make_report(text, source="Agency D", url="https://example.org/1")
    source = SourceRef(text="a security source", kind="anonymous", via=SourceRef(text="Xinhua"))
    claim = claim_of(
        report, text, type="capture", place=["Rawa", "al-Qaim"], source=source, value=Value(low=30, unit="people", approx=True)
    )
    record.add(report, original, HandReading(report, (), (claim,)))
    row = rows_of(record, "claims")[-1]
    assert row["by"] == "a security source, through Xinhua, in Agency D"
    assert (row["source"], row["source_kind"], row["via"], row["url"]) == (
        "a security source",
        "anonymous",
        "Xinhua",
        "https://example.org/1",
    )
    assert (row["place"], row["place_id"], row["lat"], row["lon"]) == ("Rawa; al-Qaim", "pl-rawa; pl-al-qaim", "34.48", "41.91")
    assert (row["gw"], row["prio_grid"]) == ("645", "179004")
    assert (row["low"], row["high"], row["approx"], row["first"]) == ("30.0", "", "true", "")
    assert (record.folder / row["archive"]).read_bytes() == original


def test_a_judgement_stands_beside_the_claim(record: Dossier) -> None:
    first, second, _ = record.claims()
    record.judge("claim", first.id, "reject", "wrong")
    record.judge("claim", second.id, "correct", "too early", {"status": "attempted"})
    assert [(row["status"], row["judgement"], row["correction"]) for row in rows_of(record, "claims")] == [
        ("happened", "reject", ""),
        ("happened", "correct", '{"status": "attempted"}'),
        ("happened", "", ""),
    ]


def test_cells_never_become_formulas(record: Dossier) -> None:
    add_capture(record, '=HYPERLINK("http://example.org") says Iraqi forces took Rawa from IS', "Rawa", "2017-11-18", source="@outlet")
    row = rows_of(record, "claims")[-1]
    assert row["quote"].startswith("'=HYPERLINK") and row["outlet"] == "'@outlet"
    for table in ("claims", "events", "control", "places", "mentions"):
        assert not [cell for row in rows_of(record, table) for cell in row.values() if cell.startswith(("=", "@", "+"))]


def test_control_has_a_row_for_each_interval_with_its_evidence(record: Dossier) -> None:
    rows = rows_of(record, "control")
    controls = record.conclusions().controls
    assert [(row["place"], row["first"], row["last"], row["side"], float(row["p"])) for row in rows] == [
        (control.place, str(one.first or ""), str(one.last or ""), one.side, one.p) for control in controls for one in control.intervals
    ]
    assert len({row["id"] for row in rows}) == len(rows)
    assert {row["quote"] for row in rows} == {claim.quote for claim in record.claims()}


def test_places_show_the_latest_interval(record: Dossier) -> None:
    assert [(row["place"], row["first"], row["holder"], row["intervals"]) for row in rows_of(record, "places")] == [
        ("Rawa", "2017-11-17", "Iraqi forces", "2"),
        ("al-Qaim", "2017-11-03", "Iraqi forces", "2"),
        ("Abu Kamal", "2017-11-09", "Syrian army", "2"),
    ]


def test_an_event_quotes_a_claim_of_its_own_type(record: Dossier) -> None:
    events = {event.id: event for event in record.conclusions().events}
    for row in rows_of(record, "events"):
        event = events[row["id"]]
        assert row["claims"].split("; ") == list(event.claims) and row["claim"] in event.claims
        assert record.claims_by_id([row["claim"]])[row["claim"]].quote == row["quote"]


def test_mentions_have_ids_of_their_own(record: Dossier) -> None:
    rows = rows_of(record, "mentions")
    texts = {report.id: report.text for report in record.reports()}
    assert len({row["id"] for row in rows}) == 3
    assert all(texts[row["report"]][int(row["start"]) : int(row["end"])] == row["quote"] for row in rows)
