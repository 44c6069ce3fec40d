import datetime as dt

from heldby.control import ControlInput, infer_control
from heldby.events import find_contradictions
from heldby.model import Claim, Control, Interval, SourceRef, Value
from sample_claims import IRAQ, QAIM, RAWA, STATE, claim, day

DAYS = {name: day("2017-11-03") for name in "abcd"}


def kinds(claims: list[Claim], published: dict[str, dt.date | None] = DAYS, families: dict[str, str] | None = None) -> list[str]:
    controls = infer_control(ControlInput(claims, published=published))
    return [one.kind for one in find_contradictions(claims, controls, families=families, published=published)]


def test_two_holders_of_one_place_on_one_day():
    claims = [claim("a", "holds", STATE), claim("b", "holds", IRAQ)]
    (found,) = find_contradictions(claims, published=DAYS)
    assert found.kind == "two_holders" and set(found.claims) == {one.id for one in claims}
    assert "Islamic State" in found.reason and "Government of Iraq" in found.reason and found.first == day("2017-11-03")


def test_a_family_does_not_contradict_itself():
    assert kinds([claim("a", "holds", STATE), claim("b", "holds", IRAQ)], families={"a": "a", "b": "a"}) == []


def test_the_loser_may_hold_a_place_until_the_day_it_falls():
    assert kinds([claim("a", "holds", STATE), claim("b", "capture", IRAQ, target=(STATE,), when="2017-11-03")]) == []


def test_a_party_that_denies_what_another_asserts():
    claims = [
        claim("a", "capture", IRAQ, when="2017-11-03"),
        claim("b", "capture", IRAQ, when="2017-11-03", status="denied", source=SourceRef(text="Amaq")),
    ]
    (found,) = find_contradictions(claims, published=DAYS)
    assert found.kind == "denied" and "denied by Amaq" in found.reason


def test_numbers_contradict_only_where_no_number_is_both():
    def dead(report: str, low: float | None, high: float | None) -> Claim:
        value = Value(low=low, high=high, unit="people")
        return claim(report, "killed", target=(STATE,), when="2017-11-03", kind="figure", value=value)

    assert kinds([dead("a", 12, 12), dead("b", 30, 30)]) == ["numbers"]
    assert kinds([dead("a", 12, None), dead("b", 30, 30)]) == []
    assert kinds([dead("a", 12, 12), dead("b", 30, 30)], families={"a": "x", "b": "x"}) == []


def test_a_capture_announced_before_the_town_was_entered():
    claims = [claim("a", "capture", IRAQ, when="2017-11-03"), claim("b", "advance", IRAQ, when="2017-11-08")]
    later = {**DAYS, "b": day("2017-11-08")}
    (found,) = find_contradictions(claims, published=later)
    assert found.kind == "capture_before_entry" and (found.first, found.last) == (day("2017-11-03"), day("2017-11-08"))
    lost = claim("c", "capture", STATE, when="2017-11-05")
    assert "capture_before_entry" not in kinds([*claims, lost], {**later, "c": day("2017-11-05")})


def test_a_last_stronghold_beside_others_in_the_record():
    claims = [claim("a", "holds", STATE, held_as="last"), claim("b", "holds", STATE, place=RAWA)]
    controls = infer_control(ControlInput(claims, published=DAYS))
    (found,) = find_contradictions(claims, controls, published=DAYS)
    assert found.kind == "superlative" and "Rawah" in found.reason and found.place == "Al-Qa'im"


def test_a_superlative_in_an_undated_report_is_held_against_what_undated_reports_say():
    claims = [claim("a", "holds", STATE, held_as="last"), claim("a", "holds", STATE, place=RAWA, start=50)]
    published = {"a": None}
    (found,) = find_contradictions(claims, infer_control(ControlInput(claims, published=published)), published=published)
    assert found.kind == "superlative" and found.first is None


def test_a_share_that_the_places_in_the_record_do_not_bear_out():
    towns = [QAIM.model_copy(update={"id": f"town{i}", "name": f"Town {i}"}) for i in range(6)]
    held = [claim("a", "holds", STATE, place=town) for town in towns]
    boast = claim("b", "territory", IRAQ, place=None, kind="figure", value=Value(low=95, high=None, unit="%"))
    modest = claim("b", "territory", STATE, place=None, kind="figure", value=Value(low=95, high=None, unit="%"))
    assert kinds([*held, boast]) == ["share"]
    assert kinds([*held, modest]) == []


def test_a_share_lost_is_held_against_what_reports_tell_was_held_and_not_against_hindsight():
    value = Value(low=95, high=None, unit="%")
    lost = claim("b", "territory", STATE, target=(STATE,), place=None, kind="figure", value=value, when="2014-12-31")

    def found(*, hindsight: bool) -> list[str]:
        held = Interval(
            first=day("2013-12-31"), last=None, holder="Islamic State", side="islamic-state", status="held", p=0.8, inferred=hindsight
        )
        towns = [Control(place=f"Town {n}", id=f"town{n}", lat=None, lon=None, precision="point", intervals=(held,)) for n in range(6)]
        return [one.kind for one in find_contradictions([lost], towns, published=DAYS)]

    assert found(hindsight=False) == ["share"]
    assert found(hindsight=True) == []
