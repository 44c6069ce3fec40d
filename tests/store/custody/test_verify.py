from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from dossier_making import HandReading, claim_of, make_report
from dossier_samples import RAWA, add_capture
from heldby.model import Mention, PlaceRef
from heldby.store import Dossier
from heldby.store.custody.verify import Finding, rebuild, verify
from heldby.store.db.schema import metadata
from heldby.store.ledger import ledger


def tamper(dossier: Dossier, statement: str, **values: object) -> None:
    with dossier.database.writing() as connection:
        connection.execute(sa.text(statement), values)


def found(dossier: Dossier) -> list[Finding]:
    return list(verify(dossier))


def with_all_actions(dossier: Dossier) -> Dossier:
    """Return the dossier after actions of every kind."""
    claims = [claim.id for claim in dossier.claims()]
    number = dossier.judge("claim", claims[0], "reject", "false")
    dossier.judge("claim", claims[1], "correct", "tried", {"status": "attempted"})
    dossier.undo(number, "true after all")
    dossier.configure("second-approval", "yes")
    add_capture(dossier, "Iraqi forces took Rawa from IS by mistake.", "Rawa", "2017-12-01", id="wrong")
    dossier.retract("wrong", "the agency withdrew it")
    add_capture(dossier, "Iraqi forces took al-Qaim from IS, says a man in danger.", "al-Qaim", "2017-12-02", id="danger")
    dossier.erase("danger", "safety of the source")
    return dossier


def test_intact_dossier_has_no_findings(filled: Dossier) -> None:
    assert found(with_all_actions(filled)) == []


def test_order_of_keys_in_a_geometry_is_no_difference(dossier: Dossier) -> None:
    report, original = make_report("Iraqi forces reached the Euphrates.")
    river = PlaceRef(text="the Euphrates", geometry={"type": "LineString", "coordinates": [[38.7, 38.8], [40.9, 34.6]]})
    claim = claim_of(report, report.text, type="advance", actor=["Iraqi forces"]).model_copy(update={"place": (river,)})
    mention = Mention(report=report.id, start=21, end=34, text="the Euphrates", kind="place", geometry=river.geometry)
    dossier.add(report, original, HandReading(report, (mention,), (claim,)))
    assert found(dossier) == []


def test_changed_original_is_named(filled: Dossier) -> None:
    sha256, report = next(filled.original_digests())
    path = filled.originals.path(sha256)
    path.chmod(0o644)
    content = bytearray(path.read_bytes())
    content[10] ^= 1
    path.write_bytes(content)
    assert [(one.part, one.subject) for one in found(filled)] == [("original", report)]


def test_missing_original_is_named(filled: Dossier) -> None:
    sha256, report = next(filled.original_digests())
    filled.originals.path(sha256).unlink()
    assert [(one.part, one.subject) for one in found(filled)] == [("original", report)]


@pytest.mark.parametrize("column", ["at", "who", "action", "subject", "digest", "prev", "hash"])
def test_edited_ledger_row_is_named(filled: Dossier, column: str) -> None:
    tamper(filled, f"UPDATE ledger SET {column} = 'forged' WHERE seq = 2")
    assert any(one.part == "chain" and one.subject == "row 2" for one in found(filled))


def test_removed_ledger_row_is_named(filled: Dossier) -> None:
    tamper(filled, "DELETE FROM ledger WHERE seq = 2")
    findings = found(filled)
    assert findings[0] == Finding("chain", "row 2", "missing: row 3 follows row 1")
    assert any(one.part == "record" and "not in the ledger" in one.problem for one in findings)


def test_removed_last_row_is_found_by_the_record_and_by_a_noted_hash(filled: Dossier) -> None:
    with filled.database.reading() as connection:
        noted = ledger.head(connection)[1]
    tamper(filled, "DELETE FROM ledger WHERE seq = 3")
    assert any("not in the ledger" in one.problem for one in found(filled))
    assert any(one.part == "chain" and noted in one.problem for one in verify(filled, head=noted))


def test_swapped_ledger_rows_are_named(filled: Dossier) -> None:
    for old, new in ((1, 901), (2, 1), (901, 2)):
        tamper(filled, "UPDATE ledger SET seq = :new WHERE seq = :old", old=old, new=new)
    assert {"row 1", "row 2"} <= {one.subject for one in found(filled) if one.part == "chain"}


def test_swapped_payload_is_named(filled: Dossier) -> None:
    tamper(filled, "UPDATE ledger SET payload = (SELECT payload FROM ledger AS other WHERE other.seq = 1) WHERE seq = 2")
    assert any(one.subject == "row 2" and "digest" in one.problem for one in found(filled))


def test_missing_payload_without_an_erasure_is_named(filled: Dossier) -> None:
    tamper(filled, "UPDATE ledger SET payload = NULL WHERE seq = 2")
    assert any(one.subject == "row 2" and "no erasure" in one.problem for one in found(filled))


CHANGES: dict[str, Callable[[str], str]] = {
    "quote": lambda claim: f"UPDATE claims SET quote = 'nothing of the kind' WHERE id = '{claim}'",
    "payload": lambda claim: f"UPDATE claims SET payload = replace(payload, 'happened', 'expected') WHERE id = '{claim}'",
    "status": lambda claim: f"UPDATE claims SET status = 'denied' WHERE id = '{claim}'",
}


@pytest.mark.parametrize("column", CHANGES)
def test_changed_claim_is_named_with_its_column(filled: Dossier, column: str) -> None:
    claim = next(claim.id for claim in filled.claims(place="Rawa"))
    tamper(filled, CHANGES[column](claim))
    assert any(one.subject.startswith(f"claim {claim}") and f"its {column} is" in one.problem for one in found(filled))


def test_changed_text_is_found_in_record_quotes_and_index(filled: Dossier) -> None:
    tamper(filled, "UPDATE reports SET text = 'Iraqi forces lost Rawa to IS. The town fell within hours.' WHERE text LIKE '%Rawa%'")
    assert {"record", "text", "index"} <= {one.part for one in found(filled)}


def test_removed_and_added_claims_are_named(filled: Dossier) -> None:
    claim = next(claim.id for claim in filled.claims(place="Rawa"))
    tamper(filled, "UPDATE claims SET id = 'forged' WHERE id = :claim", claim=claim)
    problems = {one.subject.split()[1]: one.problem for one in found(filled) if one.subject.startswith("claim")}
    assert "missing from the record" in problems[claim] and "not in the ledger" in problems["forged"]


def test_rebuilding_repairs_the_record_and_changes_nothing_else(filled: Dossier) -> None:
    with_all_actions(filled)
    before = (
        list(filled.claims(superseded=True, retracted=True)),
        list(filled.reports(retracted=True)),
        list(filled.mentions()),
        filled.judgements(),
    )
    tamper(filled, "UPDATE claims SET status = 'denied', quote = 'x'")
    tamper(filled, "DELETE FROM judgements")
    rebuild(filled)
    after = (
        list(filled.claims(superseded=True, retracted=True)),
        list(filled.reports(retracted=True)),
        list(filled.mentions()),
        filled.judgements(),
    )
    assert after == before
    assert found(filled) == []
    assert not add_capture(filled, RAWA, "Rawa", "2017-11-17", source="Agency A")


RECORD = ("reports", "claims", "claim_places", "claim_actors", "names", "mentions", "readings", "judgements", "settings")


def whole_record(dossier: Dossier) -> list[list[tuple[object, ...]]]:
    """Return all rows of the record with their numbers."""
    with dossier.database.reading() as connection:
        return [sorted((tuple(row) for row in connection.execute(sa.select(metadata.tables[name]))), key=str) for name in RECORD]


def test_rebuilding_after_an_erasure_and_a_new_reading_gives_the_same_row_numbers(filled: Dossier) -> None:
    report = next(filled.reports())
    with_all_actions(filled).reread(
        report.id, HandReading(report, (), (claim_of(report, "The town fell within hours.", reader="hand 2", type="withdraw"),))
    )
    before = whole_record(filled)
    rebuild(filled)
    assert whole_record(filled) == before
    assert [len(rows) for rows in before[:2]] == [4, 5]


@pytest.mark.parametrize(
    "change", ["UPDATE claim_places SET lat = lat + 1", "DELETE FROM claim_boxes", "UPDATE claim_places SET lat = NULL"]
)
def test_wrong_box_in_the_spatial_index_is_named(filled: Dossier, change: str) -> None:
    tamper(filled, change)
    assert any(one.part == "index" and one.subject == "claim_boxes" for one in found(filled))
    rebuild(filled)
    assert found(filled) == []


def test_erased_report_leaves_only_a_tombstone(filled: Dossier, database: str | None) -> None:
    text = "A witness named Zebedee says Iraqi forces took Rawa from IS."
    add_capture(filled, text, "Rawa", "2017-11-18", id="witness-7")
    report = filled.report("witness-7")
    assert report is not None
    filled.erase("witness-7", "his safety")
    assert filled.report("witness-7") is None and filled.originals.read(report.sha256) is None
    assert not list(filled.claims(text="Zebedee"))
    assert found(filled) == []
    assert not add_capture(filled, text, "Rawa", "2017-11-18", id="witness-7"), "an erased report was added again"
    if database is None:
        files = [path for path in filled.folder.rglob("*") if path.is_file()]
        assert not any(b"Zebedee" in path.read_bytes() or b"witness-7" in path.read_bytes() for path in files)


def test_original_left_by_an_interrupted_erasure_is_named_and_deleted_by_a_rebuild(filled: Dossier) -> None:
    report = next(filled.reports())
    content = filled.originals.read(report.sha256) or b""
    filled.erase(report.id, "law")
    filled.originals.add(content)
    assert [(one.part, one.subject) for one in found(filled)] == [("original", report.sha256)]
    rebuild(filled)
    assert found(filled) == [] and filled.originals.read(report.sha256) is None


def test_retracted_report_is_excluded_and_can_be_restored(filled: Dossier) -> None:
    report = next(claim.report for claim in filled.claims(place="Rawa"))
    filled.retract(report, "the agency withdrew it")
    assert len(list(filled.claims())) == 2 and len(list(filled.claims(retracted=True))) == 3
    filled.retract(report, "it did not", retracted=False)
    assert len(list(filled.claims())) == 3
