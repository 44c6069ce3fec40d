"""Tests of redacted copies: sensitive parts are gone, and offsets in the remaining text stay the same."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from dossier_making import HandReading, claim_of, make_report
from dossier_samples import KAMAL, QAIM, RAWA, add_capture, concluded
from heldby import pipeline
from heldby.errors import BadConfigFile
from heldby.model import PlaceRef, Report, SourceRef
from heldby.model.mention import Relative
from heldby.release.coarse_places import grid_centre
from heldby.release.policy import ReleasePolicy, read_sensitive
from heldby.release.redacted_copy import copy_redacted
from heldby.release.redactor import Redactor
from heldby.release.sensitive_names import SensitiveNames
from heldby.store import Dossier

TODAY = dt.date(2017, 12, 1)
WHOLE = ReleasePolicy()


def copied(record: Dossier, folder: Path, policy: ReleasePolicy = WHOLE, sensitive: str = "") -> Dossier:
    (record.folder / "sensitive.toml").write_text(sensitive)
    into = Dossier.open(folder, create=True, who="readers")
    copy_redacted(record, into, policy, TODAY)
    return into


def test_copy_without_redactions_equals_the_record(tmp_path: Path) -> None:
    with concluded(tmp_path / "own") as record, copied(record, tmp_path / "copy") as into:
        assert [one.text for one in into.reports()] == [RAWA, QAIM, KAMAL]
        assert list(into.claims()) == list(record.claims())


def test_sensitive_place_is_redacted_in_every_spelling(tmp_path: Path) -> None:
    with concluded(tmp_path / "own") as record:
        add_capture(record, "The army took Abu Kamal from IS.", "Abu Kamal", "2017-11-20", title="AbuKamal falls", url="https://a.example/")
        with copied(record, tmp_path / "copy", sensitive='places = ["pl-abu-kamal"]') as into:
            by_date = {one.published: one for one in into.reports()}
            redacted = by_date[dt.date(2017, 11, 20)]
            assert (redacted.text, redacted.title, redacted.url) == ("The army took ███ from IS.", "███ falls", None)
            assert by_date[dt.date(2017, 11, 9)].text == KAMAL.replace("Albu Kamal", "███")
            assert {ref.name for claim in into.claims() for ref in claim.place} == {"Rawa", "al-Qaim"}
            assert all(one.text[claim.start : claim.end] == claim.quote for one in by_date.values() for claim in into.claims(report=one.id))


def test_recent_and_sensitive_reports_are_left_out(tmp_path: Path) -> None:
    with concluded(tmp_path / "own") as record:
        named = next(one.id for one in record.reports() if one.text == QAIM)
        with copied(record, tmp_path / "copy", ReleasePolicy(delay=20), f'reports = ["{named}"]') as into:
            assert [one.text for one in into.reports()] == [KAMAL]


def test_judgements_are_applied_in_the_copy(tmp_path: Path) -> None:
    with concluded(tmp_path / "own") as record:
        rawa, qaim, _ = record.claims()
        record.judge("claim", rawa.id, "reject", "no")
        record.judge("claim", qaim.id, "correct", "yes", {"type": "holds", "kind": "control"})
        with copied(record, tmp_path / "copy") as into:
            assert {one.type for one in into.claims()} == {"holds", "capture"} and len(list(into.claims())) == 2


@pytest.mark.parametrize(("lat", "lon"), [(34.48, 41.91), (-0.01, -179.99), (89.99, 12.0)])
def test_points_of_one_grid_cell_move_to_its_centre(lat: float, lon: float) -> None:
    middle = grid_centre(lat, lon, 50)
    assert middle == grid_centre(*middle, 50) and abs(middle[0] - lat) <= 25.1 / 111.32 and middle != (lat, lon)


def redactor(*listed: str, policy: ReleasePolicy = WHOLE) -> Redactor:
    return Redactor(policy, SensitiveNames(listed=set(listed)))


def test_point_described_from_a_sensitive_place_is_removed() -> None:
    report, _ = make_report("Troops took a base, 3 km east of Rawa.")
    claim = claim_of(report, report.text, type="capture", actor=["Troops"])
    beside = PlaceRef(text="a base", lat=34.48, lon=41.95, precision="near", relative=Relative(of="Rawa", km=3))
    (copy,) = redactor("Rawa").addition(report, [claim.model_copy(update={"place": (beside,)})]).reading.claims
    assert copy.place == () and copy.quote == "Troops took a base, 3 km east of ███."


def test_short_name_is_redacted_as_a_word_and_long_name_everywhere() -> None:
    text = "IS took this island; COLONEL-X said, colonel x's men"
    assert redactor("IS", "Colonel X").redact(text) == "███ took this island; ███ said, ███'s men"


def test_digest_of_the_full_text_is_removed() -> None:
    report, _ = make_report(RAWA)
    shown = redactor("Rawa").addition(report, ()).report
    assert report.sha256 not in shown.model_dump_json() and isinstance(shown, Report)


@pytest.mark.parametrize("text", ["places = 3", "people = []", "places = [", 'words = [" "]'])
def test_invalid_sensitive_file_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "sensitive.toml").write_text(text)
    with pytest.raises(BadConfigFile):
        read_sensitive(tmp_path)


def test_coarse_copy_has_the_same_conclusions_under_other_names(tmp_path: Path) -> None:
    with concluded(tmp_path / "own") as record:
        pipeline.write_redacted_copy(record, tmp_path / "copy", ReleasePolicy(coarsen=50), TODAY)
        with Dossier.open(tmp_path / "copy") as copy:
            before, after = ([[(one.side, one.status, one.first) for one in place.intervals] for place in each.conclusions().controls]
                             for each in (record, copy))  # fmt: skip
            places = {place.place for place in copy.conclusions().controls}
    assert sorted(map(str, before)) == sorted(map(str, after)) and len(places) == 3


def test_names_under_public_are_shown_and_private_persons_are_not(tmp_path: Path) -> None:
    with concluded(tmp_path / "own") as record:
        add_capture(record, "The army took Anah from IS. Fatima Salim, 34, and Zainab Karim, 50, fled.", "Anah", "2017-11-20")
        with copied(record, tmp_path / "copy", sensitive='public = ["Zainab Karim"]') as into:
            texts = " ".join(one.text for one in into.reports())
    assert "███, 34, and Zainab Karim, 50, fled" in texts and "Fatima" not in texts


def test_places_in_a_listed_area_are_hidden(tmp_path: Path) -> None:
    with concluded(tmp_path / "own") as record, copied(record, tmp_path / "copy", sensitive='places = ["Anbar"]') as into:
        assert {ref.name for claim in into.claims() for ref in claim.place} == {"Abu Kamal"}
        assert not any("Rawa" in one.text or "Qaim" in one.text for one in into.reports())


def test_health_facilities_and_anonymous_sources_are_hidden_by_default(tmp_path: Path) -> None:
    clinic = PlaceRef(text="al-Amal Clinic", lat=34.4, lon=41.5, precision="point", within="Anbar, Iraq", country="IQ")
    nurse = SourceRef(text="a nurse at the gate", kind="anonymous")
    text = "Shells hit al-Amal Clinic, a nurse at the gate said."
    report, original = make_report(text)
    claim = claim_of(report, text, type="shelling", source=nurse).model_copy(update={"place": (clinic,)})
    with Dossier.open(tmp_path / "own", create=True, who="tester") as record:
        record.add(report, original, HandReading(report, (), (claim,)))
        with copied(record, tmp_path / "copy") as into:
            (shown,) = into.claims()
    (place,) = shown.place
    assert shown.quote == "Shells hit ███ Clinic, ███ said." and shown.source and shown.source.text == "anonymous source"
    assert (place.name or "").startswith("health facility ") and (place.lat, place.within) == (None, "Anbar, Iraq")


def test_parties_keep_their_names_in_a_coarse_copy(tmp_path: Path) -> None:
    with concluded(tmp_path / "own") as record, copied(record, tmp_path / "copy", ReleasePolicy(coarsen=50)) as into:
        assert {ref.id for claim in into.claims() for ref in (*claim.actor, *claim.target)} == {
            "government-of-iraq", "government-of-syria", "islamic-state",
        }  # fmt: skip
