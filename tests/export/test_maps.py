"""Maps as pictures."""

from __future__ import annotations

import datetime as dt
import io
import struct
import xml.etree.ElementTree as ET

import pytest

from cli_runner import heldby
from dossier_making import HandReading, claim_of, make_report
from heldby.export import export
from heldby.export.maps import SIZE, ZOOM
from heldby.model import PlaceRef, make_claim
from heldby.store import ClaimFilter, Conclusions, Dossier

SVG = "{http://www.w3.org/2000/svg}"


def picture(record: Dossier, on: str | None = None, snapshot: Conclusions | None = None) -> tuple[ET.Element, int]:
    out = io.StringIO()
    wanted = ClaimFilter(last=dt.date.fromisoformat(on) if on else None)
    count = export("map-svg", record, snapshot or record.conclusions(), wanted, out)
    return ET.fromstring(out.getvalue()), count


def texts(root: ET.Element) -> list[str]:
    return [element.text or "" for element in root.iter(f"{SVG}text")]


def test_map_shows_the_holders_of_the_day(record: Dossier) -> None:
    before, after = texts(picture(record, "2017-11-16")[0]), texts(picture(record, "2017-11-20")[0])
    assert before[0] == "Who holds what on 2017-11-16"
    assert "Rawa" in before and "Rawa" in after
    assert "Islamic State" in before and "Islamic State" not in after


def test_marks_lie_where_the_places_are(record: Dossier) -> None:
    root, count = picture(record, "2017-11-20")
    marks = [element.get("transform", "") for element in root.iter(f"{SVG}g") if "scale(" in element.get("transform", "")]
    spots = [tuple(map(float, mark[len("translate(") : mark.index(")")].split())) for mark in marks[:count]]
    assert count == 3 and all(0 <= x <= SIZE.width and 0 <= y <= SIZE.height for x, y in spots)
    # Rawa (34.48, 41.91) lies east of al-Qaim (34.37, 41.09), which lies south-east of Abu Kamal (34.45, 40.92).
    kamal, qaim, rawa = sorted(spots)
    assert rawa[1] < kamal[1] < qaim[1]


def test_places_without_a_point_and_countries_are_named_below_the_map(record: Dossier) -> None:
    controls = record.conclusions().controls
    hidden = controls[0].model_copy(update={"lat": None, "lon": None, "place": "Jabbab"})
    country = controls[1].model_copy(update={"precision": "country", "place": "Iraq"})
    root, count = picture(record, snapshot=record.conclusions()._replace(controls=[hidden, country, controls[2]]))
    lines = " ".join(texts(root))
    assert count == 1
    assert "no point is known (1): Jabbab." in lines and "too large for a mark (1): Iraq." in lines


def test_borders_and_rivers_lie_below_the_marks(record: Dossier) -> None:
    drawn = [element.get("stroke-dasharray") for element in picture(record)[0].iter(f"{SVG}polyline")]
    assert "7 3 1 3" in drawn and None in drawn  # the Iraqi-Syrian border, and the Euphrates


def test_hostile_names_stay_text(record: Dossier) -> None:
    hostile = record.conclusions().controls[0].model_copy(update={"place": "<script>alert(1)</script>\x00&"})
    root, _ = picture(record, snapshot=record.conclusions()._replace(controls=[hostile]))
    assert not list(root.iter(f"{SVG}script")) and any("<script>alert(1)</script> &" in text for text in texts(root))


def test_empty_day_gives_a_picture_that_says_so(record: Dossier) -> None:
    root, count = picture(record, snapshot=record.conclusions()._replace(controls=[]))
    assert count == 0 and any("nothing to draw" in text for text in texts(root))


def test_png_is_the_same_picture_in_pixels_and_its_letters_are_drawn(record: Dossier) -> None:
    out = io.BytesIO()
    assert export("map-png", record, record.conclusions(), ClaimFilter(), out) == 3
    root, _ = picture(record)
    width, height = struct.unpack(">II", out.getvalue()[16:24])
    assert out.getvalue().startswith(b"\x89PNG\r\n")
    assert (width, height) == (int(root.get("width", "0")) * ZOOM, int(root.get("height", "0")) * ZOOM)
    bare = record.conclusions()._replace(controls=[one.model_copy(update={"place": "i"}) for one in record.conclusions().controls])
    other = io.BytesIO()
    export("map-png", record, bare, ClaimFilter(), other)
    assert other.getvalue() != out.getvalue()


def test_redacted_map_names_no_towns_around_the_places(record: Dossier) -> None:
    # A place in the north makes the map wide enough to name towns in between, such as the hidden one.
    report, original = make_report("Iraqi forces took Mosul from IS.", published="2017-11-18", source="Agency D")
    claim = claim_of(report, report.text, type="capture", actor=["Iraqi forces"], target=["IS"], day="2017-11-18")
    mosul = PlaceRef(text="Mosul", name="Mosul", id="mosul", country="IQ", lat=36.335, lon=43.119, precision="point", method="exact")
    placed = make_claim(**{**claim.model_dump(exclude={"id"}), "place": (mosul,)})
    record.add(report, original, HandReading(report, (), (placed,)))
    (record.folder / "sensitive.toml").write_text('places = ["Sinjar"]\n')
    ask = ("export", "map-svg", "--on", "2017-11-20", "--dossier", record.folder)
    assert "Sinjar" in heldby(*ask).stdout
    redacted = heldby(*ask, "--readers")
    assert redacted.exit_code == 0 and "Mosul" in redacted.stdout
    assert "Sinjar" not in redacted.stdout and "A redacted copy" in redacted.stdout


def test_only_maps_take_a_day(record: Dossier) -> None:
    result = heldby("export", "geojson", "--on", "2017-11-20", "--dossier", record.folder)
    assert result.exit_code == 1 and "map-svg" in result.stderr


@pytest.mark.parametrize("on", ["2017-13-01", "yesterday"])
def test_impossible_day_is_named(record: Dossier, on: str) -> None:
    result = heldby("export", "map-svg", "--on", on, "--dossier", record.folder)
    assert result.exit_code != 0 and on in result.output
