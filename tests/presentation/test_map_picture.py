"""Tests of the small map: it is valid SVG, shows every place once, and text from reports cannot break out of it."""

from __future__ import annotations

from xml.etree import ElementTree

from heldby.presentation.map_labels import LabelSpace
from heldby.presentation.map_picture import SMALL, MappedPlace, draw_map, frame_of
from heldby.presentation.schema import Side

SVG = "{http://www.w3.org/2000/svg}"
SIDES = (Side(id="army", name="The Army", look=0), Side(id="rebels", name="Rebels & Co", look=1), Side(id="absent", name="Absent", look=2))
TOWNS = (
    MappedPlace("al-Qaim", 34.37, 41.09, "army", "held"),
    MappedPlace("Rawa", 34.48, 41.91, "rebels", "besieged"),
    MappedPlace("Anah", 34.37, 41.99, None, "contested", exact=False),
)


def texts(svg: str | None) -> list[str]:
    assert svg is not None
    return [one.text or "" for one in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def test_map_names_places_rivers_keep_off_and_the_legend_lists_what_is_shown() -> None:
    svg = draw_map(TOWNS, SIDES, "Anbar")
    shown = texts(svg)
    assert {"al-Qaim", "Rawa", "Anah", "The Army", "Rebels & Co", "contested", "besieged", "somewhere around the point"} <= set(shown)
    assert "Absent" not in shown and "holder unknown" not in shown
    assert svg is not None and "polyline" in svg  # the Euphrates


def test_every_place_lies_inside_the_frame() -> None:
    for places in (TOWNS, TOWNS[:1], (*TOWNS, MappedPlace("Far", -33.0, 151.0, None, "unknown"))):
        frame = frame_of(places)
        for place in places:
            x, y = frame.point(place.lon, place.lat)
            assert 0 <= x <= SMALL.width and 0 <= y <= frame.height


def test_one_degree_east_is_as_long_as_its_distance_north() -> None:
    frame = frame_of(TOWNS)
    assert 0.81 < frame.x / frame.y < 0.84  # the cosine of 34.4 degrees


def test_hostile_name_cannot_end_the_picture() -> None:
    svg = draw_map([MappedPlace('</text><script>"\x00\x1b', 34.0, 41.0, None, "held")], SIDES, '"><script>')
    assert "</text><script>" in texts(svg)[0] and svg is not None and "<script" not in svg


def test_label_without_room_is_left_out() -> None:
    space = LabelSpace(60, 30)
    assert "A" in space.text("A", 10, 15, "place") and space.text("A long name", 12, 15, "place") == ""


def test_no_place_gives_no_map() -> None:
    assert draw_map([], SIDES, "nothing") is None
