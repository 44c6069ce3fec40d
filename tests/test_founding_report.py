"""The claims and mentions that must be found in the founding report."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from heldby.intake import Accepted, read_paths
from heldby.model import Claim
from heldby.reading import Reader, Reading

OUTLETS_TEXT_YEAR = 2015


@cache
def _read(path: Path) -> Reading:
    taken = next(item for item in read_paths([str(path)]) if isinstance(item, Accepted))
    return Reader().read(taken.report)


@pytest.fixture(scope="module")
def founding(shared: Path) -> Reading:
    return _read(shared / "seed" / "final-countdown.txt")


def _claims(reading: Reading, quote: str, *types: str) -> list[Claim]:
    """Return the claims of these types whose quote overlaps with a passage of the text."""
    start = reading.report.text.index(quote)
    end = start + len(quote)
    return [c for c in reading.claims if c.type in types and c.start < end and start < c.end]


def _names(claim: Claim, role: str) -> set[str]:
    return {ref.name or ref.text for ref in getattr(claim, role)}


def test_row_capture_of_jabbab(founding: Reading) -> None:
    (capture,) = _claims(founding, "recaptured the Jabbab district", "capture")
    assert "Government of Iraq" in _names(capture, "actor")
    assert "Islamic State" in _names(capture, "target")
    assert capture.status == "happened"
    place = capture.place[0]
    assert "Jabbab" in place.text
    assert (place.lat, place.lon) == (None, None), "Jabbab is in no gazetteer, so it has no point"
    assert place.within is not None and "Anbar" in place.within
    assert place.precision == "admin1" and place.method == "enclosing-area"


def test_row_volunteers_back_iraqi_forces(founding: Reading) -> None:
    (backs,) = _claims(founding, "Iraqi forces backed by Sunni tribal volunteers", "backs")
    assert any("volunteers" in ref.text for ref in backs.actor)
    assert "Government of Iraq" in _names(backs, "target")


def test_row_thursday_stays_relative_and_the_footer_gives_no_date(founding: Reading) -> None:
    assert founding.report.published is None
    (capture,) = _claims(founding, "recaptured the Jabbab district", "capture")
    assert capture.when is not None and "Thursday" in capture.when.text
    assert capture.when.first is None and capture.when.last is None
    for claim in founding.claims:
        days = [d for d in (claim.when.first, claim.when.last) if d] if claim.when else []
        assert all(day.year != OUTLETS_TEXT_YEAR for day in days), claim.quote


def test_row_leaflets_demand_surrender(founding: Reading) -> None:
    demands = _claims(founding, "dropped thousands of pamphlets urging ISIS members", "demand")
    assert any("Islamic State" in _names(c, "target") for c in demands)


def test_row_last_major_possession_on_two_sides_of_a_border(founding: Reading) -> None:
    (holds,) = _claims(founding, "the last major territorial possession of ISIS", "holds")
    assert "Islamic State" in _names(holds, "actor")
    assert holds.held_as == "last" and holds.status == "ongoing"
    assert {place.country for place in holds.place if place.precision == "point"} == {"SY", "IQ"}


def test_row_next_target_has_not_happened(founding: Reading) -> None:
    offensives = _claims(founding, "the next big target for both Syria and Iraq's militaries", "offensive")
    assert offensives and all(c.status in ("planned", "expected") for c in offensives)


def test_row_share_of_land_with_bound(founding: Reading) -> None:
    (share,) = [c for c in _claims(founding, "returned more than 95% of ISIS-held land", "territory") if c.kind == "figure"]
    assert share.value is not None
    assert (share.value.low, share.value.high, share.value.unit) == (95, None, "%")


def test_row_partial_control(founding: Reading) -> None:
    partly = _claims(founding, "holds parts of the Syrian side of the border", "partly_holds")
    assert partly and all(_names(c, "actor") == {"Islamic State"} for c in partly)
    assert any(c.actor[0].anaphor == "The militant group" and "Syrian side" in c.place[0].text for c in partly if c.place)


def test_row_two_hostile_camps(founding: Reading) -> None:
    stretch = founding.report.text[founding.report.text.index("two sets of hostile forces") :].partition(".")[0]
    backs = _claims(founding, stretch, "backs")
    backers = {ref.id for c in backs for ref in c.actor}
    assert {"government-of-united-states", "government-of-iran", "government-of-russia"} <= backers
    assert _claims(founding, stretch, "leads")
    assert _claims(founding, stretch, "allied_with")


def test_row_driven_back_along_the_euphrates(founding: Reading) -> None:
    withdrawals = _claims(founding, "Daesh has been driven back into a strip of territory along the Euphrates River", "withdraw")
    assert any("Islamic State" in _names(c, "actor") for c in withdrawals)
    euphrates = [m for m in founding.mentions if m.kind == "place" and "Euphrates" in m.text]
    assert euphrates and all(m.precision == "line" for m in euphrates)


def test_row_it_said_has_a_lost_speaker(founding: Reading) -> None:
    claims = _claims(founding, "launch pad for the army and its allies to advance towards the town of Albu Kamal", "advance", "holds")
    assert claims
    assert {(c.source.text, c.source.kind) for c in claims if c.source} == {("it", "lost")}


def test_row_anonymous_source_through_xinhua(founding: Reading) -> None:
    (advance, *_) = _claims(founding, "the troops managed to make a significant progress toward the IS-held city of Rawa", "advance")
    assert advance.source is not None and "security source" in advance.source.text
    assert advance.source.kind == "anonymous"
    assert advance.source.via is not None and advance.source.via.text == "Xinhua"


def test_row_relative_place_and_not_the_city_itself(founding: Reading) -> None:
    (holds,) = _claims(founding, "the IS-held city of Rawa", "holds")
    assert "Islamic State" in _names(holds, "actor") and {p.text for p in holds.place} == {"Rawa"}
    at = founding.report.text.index("outside the southern edges of the city")
    (edges,) = [m for m in founding.mentions if m.kind == "place" and at <= m.start < at + 40]
    assert edges.precision == "near" and edges.relative is not None and edges.relative.part == "southern edges"


def test_row_attempted_not_happened(founding: Reading) -> None:
    (repel,) = _claims(founding, "Daesh gunmen were trying to block the progress of Iraqi forces", "repel")
    assert repel.status == "attempted"


def test_row_strength_figure_with_its_speaker(founding: Reading) -> None:
    (strength,) = _claims(founding, "about 1,500 IS fighters remaining in the area surrounding Al-Qaim", "strength")
    assert strength.value is not None
    assert (strength.value.low, strength.value.high, strength.value.approx) == (1500, 1500, True)
    assert strength.source is not None and strength.source.text == "US military"
    assert "Islamic State" in _names(strength, "actor")


def test_row_one_actor_and_one_place_under_many_names(founding: Reading) -> None:
    for spelling in ("Daesh", "ISIS", "Islamic State"):
        ids = {m.id for m in founding.mentions if m.kind == "actor" and m.text == spelling}
        assert ids == {"islamic-state"}, spelling
    for spellings in (("Abu Kamal", "Albu Kamal"), ("al-Qaim", "Al-Qaim")):
        ids = {m.id for m in founding.mentions if m.kind == "place" and m.text in spellings}
        assert len(ids) == 1 and None not in ids, spellings


def test_row_boilerplate_is_marked_and_not_read(founding: Reading) -> None:
    kinds = [p.kind for p in founding.report.boilerplate]
    assert kinds.count("title") == 2 and "copyright" in kinds
    for passage in founding.report.boilerplate:
        assert not any(c.start < passage.end and passage.start < c.end for c in founding.claims)


def test_every_quote_and_mention_is_the_exact_text(founding: Reading) -> None:
    text = founding.report.text
    assert all(text[c.start : c.end] == c.quote for c in founding.claims)
    assert all(text[m.start : m.end] == m.text for m in founding.mentions)
