"""The cache of inference saves work and never changes an answer."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heldby.control import (
    ControlInput,
    InferenceCache,
    infer_control,
)
from heldby.model import ActorRef, Claim, PlaceRef
from sample_claims import ANBAR, IRAQ, QAIM, RAWA, STATE, claim, day

FAR = PlaceRef(
    text="Marib", name="Ma'rib", id="marib", within="Yemen", country="YE", lat=15.46, lon=45.32, precision="point", method="exact"
)
ARMIES = [IRAQ, STATE, *(ActorRef(text=f"Army of {name}") for name in ("Ost", "Mid", "Vest"))]
FIRST = day("2017-01-01")


rows_of_claims = st.builds(
    lambda type, actor, target, place, first, length: (type, actor, target, place, first, length),
    st.sampled_from(["capture", "holds", "lost", "withdraw", "clash", "besieged", "partly_holds", "airstrike", "capture"]),
    st.sampled_from(ARMIES), st.none() | st.sampled_from(ARMIES),
    st.sampled_from([(QAIM,), (RAWA,), (FAR,), (ANBAR,), (QAIM, RAWA), (RAWA, QAIM), (FAR, ANBAR)]),
    st.integers(0, 900), st.integers(0, 40),
)  # fmt: skip


def _claims(rows: list[tuple[str, ActorRef, ActorRef | None, tuple[PlaceRef, ...], int, int]]) -> list[Claim]:
    return [
        claim(
            f"r{number % 7}", type, actor, target=(target,) if target else (), place=place, start=10 * number,
            when=f"{FIRST + dt.timedelta(first)}/{FIRST + dt.timedelta(first + length)}",
        )
        for number, (type, actor, target, place, first, length) in enumerate(rows)
    ]  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(rows=st.lists(rows_of_claims, min_size=1, max_size=14), seed=st.integers(0, 99))
def test_claims_added_one_by_one_give_the_same_answers_as_all_at_once(rows: list[tuple], seed: int) -> None:  # type: ignore[type-arg]
    claims, chance = _claims(rows), random.Random(seed)
    published: dict[str, dt.date | None] = {f"r{n}": FIRST + dt.timedelta(200 + 150 * n) for n in range(6)}  # one report is undated
    cache = InferenceCache()
    for count in range(1, len(claims) + 1):
        some, more = chance.sample(claims, count), _settings(chance)
        cache = InferenceCache(cache.dump())
        found = infer_control(ControlInput(some, published=published, cache=cache, corrected=(), **more))
        assert found == infer_control(ControlInput(some, published=published, **more))


def _settings(chance: random.Random) -> dict[str, Any]:
    """Return settings that may change from one run to the next."""
    return {
        "sides": chance.choice([None, {"Army of Ost": "East"}, {"government-of-iraq": "East"}]),
        "reliability": chance.choice([None, {"Outlet 0": 0.2}]),
        "outlets": chance.choice([None, *({f"r{n}": f"Outlet {n % outlets}" for n in range(7)} for outlets in (1, 2, 3))]),
        "families": chance.choice([None, {"r1": "r0", "r5": "r4"}]),
        "known_on": chance.choice([None, None, FIRST + dt.timedelta(700)]),
    }


def test_correction_counts_although_the_claim_keeps_its_id() -> None:
    claims = [claim("a", "holds", IRAQ, place=RAWA), claim("b", "capture", STATE, place=RAWA, when="2017-05-01")]
    published: dict[str, dt.date | None] = {"a": day("2017-02-01"), "b": day("2017-05-02")}
    cache = InferenceCache()
    infer_control(ControlInput(claims, published=published, cache=cache, corrected=()))
    corrected = [claims[0], claims[1].model_copy(update={"actor": (IRAQ,)})]
    found = infer_control(ControlInput(corrected, published=published, cache=InferenceCache(cache.dump()), corrected={claims[1].id}))
    assert found == infer_control(ControlInput(corrected, published=published)) != infer_control(ControlInput(claims, published=published))


def test_alliance_in_one_report_changes_the_side_in_another() -> None:
    column = ActorRef(text="Sheikh Column")
    claims = [claim("a", "holds", column, place=RAWA), claim("b", "holds", IRAQ, place=QAIM)]
    published: dict[str, dt.date | None] = {name: day("2017-02-01") for name in "abc"}
    cache = InferenceCache()
    infer_control(ControlInput(claims, published=published, cache=cache, corrected=()))
    friends = [*claims, claim("c", "backs", IRAQ, target=(column,), place=None, kind="relation", status="ongoing")]
    found = infer_control(ControlInput(friends, published=published, cache=InferenceCache(cache.dump()), corrected=()))
    assert {control.id: control.intervals[-1].side for control in found}["rawa"] == "government-of-iraq"
    assert found == infer_control(ControlInput(friends, published=published))


@pytest.fixture
def war() -> tuple[list[Claim], dict[str, dt.date | None]]:
    """Claims of a year of captures of thirty towns far from one another, and the publication dates."""
    towns = [FAR.model_copy(update={"id": f"town-{n}", "name": f"Town {n}", "lat": float(2 * n - 30)}) for n in range(30)]
    claims = [claim(f"r{n}", "capture", ARMIES[n % 2], place=town, when=str(FIRST + dt.timedelta(10 * n))) for n, town in enumerate(towns)]
    return claims, {f"r{n}": FIRST + dt.timedelta(10 * n + 1) for n in range(30)}


def test_new_report_recomputes_only_its_place(war: tuple[list[Claim], dict[str, dt.date | None]]) -> None:
    claims, published = war
    cache = InferenceCache()
    infer_control(ControlInput(claims, published=published, cache=cache))
    more = claim("new", "capture", ARMIES[1], place=claims[0].place[0], when="2017-11-02")
    after = InferenceCache(cache.dump())
    infer_control(ControlInput([*claims, more], published={**published, "new": day("2017-11-04")}, cache=after))
    recomputed = [found for name, found in after.dump().items() if name not in cache.used]
    assert recomputed and all('"town-0"' in found for found in recomputed)
    assert sum('"town-29"' in found for found in after.dump().values()) > 0


def test_damaged_cache_changes_no_answer(war: tuple[list[Claim], dict[str, dt.date | None]]) -> None:
    claims, published = war
    cache = InferenceCache()
    expected = infer_control(ControlInput(claims, published=published, cache=cache))
    damaged = InferenceCache(dict.fromkeys(cache.used, '{"place": 1'))
    assert infer_control(ControlInput(claims, published=published, cache=damaged)) == expected
