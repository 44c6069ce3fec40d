import random

from heldby.control import ControlInput, infer_control
from heldby.control.results.control_record import Inferred, cut_record
from heldby.model import ActorRef, Control, Interval, PlaceRef, Relative
from sample_claims import ANBAR, IRAQ, QAIM, RAWA, STATE, at, claim, day

FALL = [
    claim("a", "holds", STATE),
    claim("b", "capture", IRAQ, target=(STATE,), when="2017-11-03"),
    claim("c", "capture", IRAQ, target=(STATE,), when="2017-11-03"),
]
DAYS = {"a": day("2017-10-20"), "b": day("2017-11-03"), "c": day("2017-11-05")}


def test_a_capture_changes_the_holder_on_its_day_and_cites_its_claims():
    found = infer_control(ControlInput(FALL, published=DAYS))
    before, after = at(found, "qaim", "2017-11-02"), at(found, "qaim", "2017-11-03")
    assert before and before.holder == "Islamic State" and FALL[0].id in before.claims
    assert after and after.holder == "Government of Iraq" and after.p > 0.9 and {FALL[1].id, FALL[2].id} == set(after.claims)


def test_what_a_sentence_says_was_held_until_it_was_taken_is_no_longer_held():
    # "seized al-Qaim, the group's last stronghold": one sentence, two claims
    told = [claim("b", "capture", IRAQ, target=(STATE,), when="2017-11-03"), claim("b", "holds", STATE)]
    interval = at(infer_control(ControlInput(told, published=DAYS)), "qaim", "2017-11-03")
    assert interval and (interval.holder, interval.status) == ("Government of Iraq", "held") and interval.p > 0.7


def test_a_place_is_held_by_the_party_of_whoever_declared_it_taken():
    premier = ActorRef(text="Abadi", id="haider-al-abadi", name="Haider al-Abadi")
    interval = at(infer_control(ControlInput([claim("b", "capture", premier, when="2017-11-03")], published=DAYS)), "qaim", "2017-11-03")
    assert interval and interval.holder == "Government of Iraq"


def test_as_known_on_a_day_nothing_published_later_counts():
    found = infer_control(ControlInput(FALL, published=DAYS, known_on=day("2017-11-02")))
    interval = at(found, "qaim", "2017-11-02")
    assert interval and interval.holder == "Islamic State"
    assert {c for control in found for i in control.intervals for c in i.claims} == {FALL[0].id}


def test_nothing_of_a_record_is_told_before_it_begins():
    later = Interval(first=day("2018-08-14"), last=None, holder=None, side=None, status="unknown", p=0.5, inferred=False, claims=())
    record = Control(place="Al-Qa'im", id="qaim", lat=34.37, lon=41.09, intervals=(later,))
    assert cut_record(Inferred(record), day("2017-09-05").toordinal()).intervals == ()


def test_undated_claims_of_an_undated_report_give_no_date():
    (found,) = infer_control(ControlInput([claim("a", "holds", STATE)], published={"a": None}))
    (interval,) = found.intervals
    assert (interval.first, interval.last, interval.holder, interval.status) == (None, None, "Islamic State", "held")


def test_what_is_only_planned_or_expected_changes_nothing():
    planned = [claim("d", "capture", IRAQ, when="2017-10-25", status=status) for status in ("planned", "expected", "hypothetical")]
    days = {"a": DAYS["a"], "d": day("2017-10-25")}
    interval = at(infer_control(ControlInput([FALL[0], *planned], published=days)), "qaim", "2017-10-25")
    assert interval and interval.holder == "Islamic State" and interval.status == "held"


def test_silence_ages_into_unknown_and_never_into_the_other_side():
    found = infer_control(ControlInput([*FALL, claim("z", "holds", STATE, place=RAWA)], published={**DAYS, "z": day("2040-01-01")}))
    late = at(found, "qaim", "2039-01-01")
    assert late and late.status == "unknown" and late.holder is None and late.claims == ()


def test_one_family_is_one_voice():
    copies = [claim(f"copy{i}", "capture", IRAQ, when="2017-11-03") for i in range(5)]
    days = {one.report: day("2017-11-04") for one in copies}
    once = at(infer_control(ControlInput(copies[:1], published=days)), "qaim", "2017-11-03")
    as_copies = at(
        infer_control(ControlInput(copies, families={one.report: "copy0" for one in copies}, published=days)), "qaim", "2017-11-03"
    )
    apart = at(infer_control(ControlInput(copies, published=days)), "qaim", "2017-11-03")
    assert once and as_copies and apart and once.p == as_copies.p < apart.p


def test_the_order_of_claims_does_not_matter():
    claims = [*FALL, claim("e", "clash", IRAQ, target=(STATE,), when="2017-10-30"), claim("a", "holds", STATE, place=RAWA)]
    shuffled = random.Random(7).sample(claims, len(claims))
    assert infer_control(ControlInput(claims, published=DAYS)) == infer_control(ControlInput(shuffled, published=DAYS))


def test_a_place_in_no_gazetteer_keeps_its_area_and_no_point():
    jabbab = PlaceRef(
        text="Jabbab district", name="Jabbab district", within="Anbar, Iraq", country="IQ", precision="admin1", method="enclosing-area"
    )
    (found,) = infer_control(ControlInput([claim("b", "capture", IRAQ, place=jabbab, when="2017-11-02")], published=DAYS))
    assert (found.place, found.within, found.lat, found.lon) == ("Jabbab district", "Anbar, Iraq", None, None)
    assert found.intervals[-1].holder == "Government of Iraq"


def test_an_area_has_a_row_only_if_claimed_about_and_speaks_weakly_for_its_towns():
    alone = infer_control(ControlInput([FALL[0]], published=DAYS))
    both = infer_control(ControlInput([FALL[0], claim("d", "holds", STATE, place=ANBAR)], published={**DAYS, "d": day("2017-10-20")}))
    assert [control.id for control in alone] == ["qaim"] and {control.id for control in both} == {"qaim", "anbar"}
    one, two = at(alone, "qaim", "2017-10-20"), at(both, "qaim", "2017-10-20")
    assert one and two and one.p < two.p < 0.99


def test_a_denied_capture_speaks_against_it():
    told = [claim("b", "capture", IRAQ, target=(STATE,), when="2017-11-03")]
    denied = claim("d", "capture", IRAQ, when="2017-11-03", status="denied", source=None)
    days = {**DAYS, "d": day("2017-11-03")}
    plain, doubted = (at(infer_control(ControlInput(claims, published=days)), "qaim", "2017-11-03") for claims in (told, [*told, denied]))
    assert plain and doubted and plain.holder == "Government of Iraq"
    assert doubted.holder != "Government of Iraq" or doubted.p < plain.p


def test_an_unresolved_actor_is_a_side_of_its_own():
    (found,) = infer_control(ControlInput([claim("b", "capture", ActorRef(text="the Lions of Rawa"), when="2017-11-03")], published=DAYS))
    assert found.intervals[-1].holder == "the Lions of Rawa" and found.intervals[-1].side == "the lions of rawa"


def test_a_persons_own_camps_override_the_file():
    (found,) = infer_control(ControlInput(FALL, published=DAYS, sides={"government-of-iraq": "alliance"}))
    assert found.intervals[-1].side == "alliance" and found.intervals[-1].holder == "Government of Iraq"


def test_surroundings_are_no_place():
    near = QAIM.model_copy(update={"id": None, "precision": "near", "relative": Relative(of="al-Qaim", part="southern edges")})
    assert infer_control(ControlInput([claim("b", "capture", IRAQ, place=near, when="2017-11-03")], published=DAYS)) == []


def test_a_road_is_held_and_cut_and_a_river_is_not():
    road = PlaceRef(
        text="Damascus-Homs highway", name="Damascus-Homs highway", country="SY", lat=34.1, lon=36.5, precision="line", method="relative"
    )
    river = road.model_copy(update={"text": "Euphrates", "name": "Euphrates", "id": "river-euphrates"})

    def told(place: PlaceRef) -> list[Control]:
        taken = claim("a", "capture", IRAQ, place=place, when="2017-10-20")
        cut = [claim(report, "besiege", STATE, place=place, when="2017-11-03") for report in ("b", "c")]
        return infer_control(ControlInput([taken, *cut], published=DAYS))

    before, after = (at(told(road), "damascus-homs highway|", on) for on in ("2017-10-30", "2017-11-04"))
    assert before and after and (before.holder, after.status) == ("Government of Iraq", "contested")
    assert told(river) == []


def test_a_claim_that_names_no_side_tells_nothing_of_control():
    claims = [claim("b", type, target=(STATE,), when="2017-11-03") for type in ("holds", "repel")]
    claims.append(claim("b", "capture", when="2017-11-03"))
    assert infer_control(ControlInput(claims, published=DAYS)) == []


def test_a_place_that_no_gazetteer_knows_has_a_row_by_its_name_and_words_that_name_none_have_not():
    unknown = PlaceRef(text="Albu Kamal", precision="unknown", method="none")
    nothing = PlaceRef(text="the city", precision="unknown", method="none")
    claims = [claim("b", "capture", IRAQ, place=place, when="2017-11-03") for place in (unknown, nothing)]
    assert [(one.place, one.lat) for one in infer_control(ControlInput(claims, published=DAYS))] == [("Albu Kamal", None)]
