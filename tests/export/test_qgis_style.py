from __future__ import annotations

from lxml import etree

from heldby.export.qgis_style import Mark, side_marks, style
from heldby.model import Control, Interval


def test_hostile_names_stay_text() -> None:
    root = etree.fromstring(style("side", [Mark('a"<&\x0b', "<script>\x00", "#0072b2")], label="place"))
    (category,) = root.iter("category")
    assert (category.get("value"), category.get("label")) == ('a"<&\ufffd', "<script>\ufffd")


def test_every_side_and_no_side_have_a_mark_of_their_own() -> None:
    held = [Interval(first=None, last=None, holder=f"Side {n}", side=f"side-{n}", status="held", p=1.0) for n in range(9)]
    marks = side_marks([Control(place="Rawa", id="rawa", lat=None, lon=None, intervals=tuple(held))])
    assert [mark.value for mark in marks] == [*(f"side-{n}" for n in range(9)), None]
    assert len({(mark.colour, mark.marker, mark.angle) for mark in marks}) == 10
