"""The sides of actors, and the grounds on which the record gives them."""

from __future__ import annotations

import datetime as dt

import pytest

from heldby.model import ActorRef, Claim, make_claim
from heldby.reference.sides import SideResolver

ARMY = ActorRef(text="Ruritanian army")
RUSSIA = ActorRef(text="Russian forces", id="government-of-russia", name="Government of Russia")
UKRAINE = ActorRef(text="Ukrainian forces", id="government-of-ukraine", name="Government of Ukraine")


def claim(type: str, actor: ActorRef, target: ActorRef, report: str = "r") -> Claim:
    """Return a claim that connects two actors."""
    kind = "relation" if type in ("backs", "allied_with", "part_of", "leads", "fights") else "event"
    return make_claim(
        report=report,
        start=0,
        end=1,
        quote=f"{report}{type}",
        kind=kind,
        type=type,
        actor=(actor,),
        target=(target,),
        confidence=0.9,
        reader="t",
    )


def test_the_same_name_in_another_report_gives_the_party() -> None:
    unit = ActorRef(text="9th Motor Brigade")
    given = unit.model_copy(update={"id": "libyan-national-army", "name": "Libyan National Army"})
    sides = SideResolver(claims=[claim("capture", given, RUSSIA)])
    assert (sides.side(unit), sides.grounds(unit)) == ("libyan-national-army", "named")


def test_words_that_reports_put_to_two_parties_stay_open() -> None:
    unit = ActorRef(text="1st Brigade")
    one, other = (unit.model_copy(update={"id": state.id, "name": state.name}) for state in (RUSSIA, UKRAINE))
    sides = SideResolver(claims=[claim("capture", one, UKRAINE), claim("capture", other, RUSSIA)])
    assert sides.side(unit) == "1st brigade"


def test_general_words_never_become_a_name() -> None:
    told = ActorRef(text="Soldiers", id="government-of-russia", name="Government of Russia")
    assert SideResolver(claims=[claim("capture", told, UKRAINE)]).side(ActorRef(text="Soldiers")) == "soldiers"


@pytest.mark.parametrize("type", ["part_of", "allied_with", "leads"])
def test_relations_put_an_unlisted_actor_on_a_side(type: str) -> None:
    column = ActorRef(text="Black Column")
    sides = SideResolver(claims=[claim(type, column, UKRAINE)])
    assert (sides.side(column), sides.grounds(column)) == ("government-of-ukraine", "told")


def test_a_relation_follows_the_party_when_it_changes_sides() -> None:
    column = ActorRef(text="Desert Column")
    party = ActorRef(text="RSF", id="rapid-support-forces", name="Rapid Support Forces")
    sides = SideResolver(claims=[claim("part_of", column, party)])
    assert sides.side(column, dt.date(2022, 1, 1)) == "government-of-sudan"
    assert sides.side(column, dt.date(2024, 1, 1)) == "rapid-support-forces"


def test_parts_of_an_unlisted_party_are_on_its_side() -> None:
    corps, guard = ActorRef(text="Second Corps"), ActorRef(text="Lake Guard")
    sides = SideResolver(claims=[claim("part_of", corps, ARMY), claim("part_of", guard, corps)])
    assert sides.side(guard) == sides.side(ARMY) == "ruritanian army"


def test_an_actor_that_fights_a_side_is_not_on_it() -> None:
    column = ActorRef(text="Black Column")
    sides = SideResolver(claims=[claim("allied_with", column, RUSSIA), claim("clash", column, RUSSIA)])
    assert (sides.side(column), sides.grounds(column)) == ("black column", "own")


def test_two_unlisted_actors_that_fight_each_other_share_no_side() -> None:
    one, other = ActorRef(text="Black Column"), ActorRef(text="White Column")
    allies = [claim("allied_with", one, RUSSIA, "a"), claim("backs", RUSSIA, one, "b"), claim("allied_with", other, RUSSIA, "c")]
    sides = SideResolver(claims=[*allies, claim("clash", one, other)])
    assert (sides.side(one), sides.side(other)) == ("government-of-russia", "white column")


@pytest.mark.parametrize(
    ("actor_id", "country", "day", "side"),
    [
        ("rwandan-patriotic-front", "RW", "1994-05-01", "rwandan-patriotic-front"),
        ("rwandan-patriotic-front", "RW", "1996-05-01", "government-of-rwanda"),
        ("splm-a", "SD", "1999-01-01", "splm-a"),
        ("splm-a", "SS", "2012-01-01", "government-of-south-sudan"),
        ("wagner-group", "ML", "2023-11-15", "government-of-mali"),
        ("wagner-group", "UA", "2023-05-20", "government-of-russia"),
        ("abkhazia", "GE", "1993-09-27", "abkhazia"),
        ("abkhazia", "GE", "2008-08-12", "government-of-russia"),
        ("government-of-rwanda", "CD", "1998-11-01", "rcd"),
        ("government-of-uganda", "CD", "1999-11-01", "mlc"),
        ("cndd-fdd", "BI", "2004-01-01", "cndd-fdd"),
        ("cndd-fdd", "BI", "2015-01-01", "government-of-burundi"),
        ("junbish", "AF", "1995-06-01", "junbish"),
        ("junbish", "AF", "1998-06-01", "government-of-afghanistan"),
        ("government-of-libya", "LY", "2020-01-01", "government-of-national-accord"),
        ("assad-loyalists", "SY", "2025-03-08", "assad-loyalists"),
        ("government-of-syria", "SY", "2025-03-08", "syrian-transitional-authorities"),
    ],
)
def test_listed_actors_change_sides_with_the_day_and_the_country(actor_id: str, country: str, day: str, side: str) -> None:
    ref = ActorRef(text=actor_id, id=actor_id)
    assert SideResolver().side(ref, dt.date.fromisoformat(day), country) == side


ENEMIES = [
    ("CD", "1999-06-01", "rcd", "mlc"),
    ("CD", "2025-01-27", "m23", "fdlr"),
    ("SY", "2019-10-12", "syrian-national-army", "syrian-democratic-forces"),
    ("SY", "2025-03-08", "assad-loyalists", "government-of-syria"),
    ("SD", "2023-06-01", "rapid-support-forces", "government-of-sudan"),
    ("ET", "2023-08-05", "fano", "government-of-ethiopia"),
    ("SO", "2006-12-25", "islamic-courts-union", "government-of-ethiopia"),
    ("ML", "2012-06-27", "mujao", "mnla"),
    ("ML", "2020-06-01", "jnim", "islamic-state-sahel"),
    ("NG", "2021-05-19", "iswap", "boko-haram"),
    ("CO", "2025-01-16", "eln", "farc-dissidents"),
    ("AF", "2022-06-01", "islamic-state-khorasan", "taliban"),
    ("AF", "1994-06-01", "junbish", "northern-alliance"),
    ("BA", "1993-05-09", "hvo", "government-of-bosnia-and-herzegovina"),
    ("YE", "2019-08-10", "southern-transitional-council", "government-of-yemen"),
    ("SS", "2016-07-10", "splm-io", "government-of-south-sudan"),
    ("LR", "1993-03-01", "npfl", "ecomog"),
    ("HT", "2022-07-08", "g-pep-haiti", "g9-haiti"),
    ("RU", "2023-06-24", "wagner-group", "government-of-russia"),
    ("LY", "2019-06-27", "libyan-national-army", "government-of-national-accord"),
]


@pytest.mark.parametrize(("country", "day", "one", "other"), ENEMIES)
def test_parties_that_fight_each_other_share_no_side(country: str, day: str, one: str, other: str) -> None:
    resolver, on = SideResolver(), dt.date.fromisoformat(day)
    assert resolver.side(ActorRef(text=one, id=one), on, country) != resolver.side(ActorRef(text=other, id=other), on, country)
