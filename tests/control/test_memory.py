"""What is remembered spares work and never changes an answer."""

from __future__ import annotations

import datetime as dt
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heldby.control import Memory, infer_control
from heldby.model import ActorRef, Claim, PlaceRef
from told_claims import ANBAR, IRAQ, QAIM, RAWA, STATE, claim, day

FAR = PlaceRef(
    text="Marib", name="Ma'rib", id="marib", within="Yemen", country="YE", lat=15.46, lon=45.32, precision="point", method="exact"
)
ARMIES = [IRAQ, STATE, *(ActorRef(text=f"Army of {name}") for name in ("Ost", "Mid", "Vest"))]
FIRST = day("2017-01-01")

told = st.builds(
    lambda type, actor, target, place, first, length: (type, actor, target, place, first, length),
    st.sampled_from(["capture", "holds", "lost", "withdraw", "clash", "besieged", "partly_holds", "airstrike", "capture"]),
    st.sampled_from(ARMIES), st.none() | st.sampled_from(ARMIES), st.sampled_from([QAIM, RAWA, FAR, ANBAR]),
    st.integers(0, 900), st.integers(0, 40),
)  # fmt: skip


def _claims(rows: list[tuple[str, ActorRef, ActorRef | None, PlaceRef, int, int]]) -> list[Claim]:
    return [
        claim(
            f"r{number % 7}", type, actor, target=(target,) if target else (), place=place, start=10 * number,
            when=f"{FIRST + dt.timedelta(first)}/{FIRST + dt.timedelta(first + length)}",
        )
        for number, (type, actor, target, place, first, length) in enumerate(rows)
    ]  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(rows=st.lists(told, min_size=1, max_size=14), seed=st.integers(0, 99))
def test_claims_that_come_one_by_one_in_any_order_lead_where_all_at_once_lead(rows: list[tuple], seed: int) -> None:  # type: ignore[type-arg]
    claims = _claims(rows)
    published: dict[str, dt.date | None] = {f"r{n}": FIRST + dt.timedelta(200 + 150 * n) for n in range(6)}  # one report is undated
    sources: dict[str, str | None] = {f"r{n}": f"Outlet {n % 3}" for n in range(7)}
    memory = Memory()
    for count in range(1, len(claims) + 1):
        some = random.Random(seed).sample(claims, count)
        memory = Memory(memory.used)
        assert infer_control(some, published=published, sources=sources, memory=memory) == infer_control(
            some, published=published, sources=sources
        )


def _made_anew(memory: Memory, claims: list[Claim], published: dict[str, dt.date | None]) -> int:
    after = Memory(memory.used)
    infer_control(claims, published=published, memory=after)
    return len(after.used.keys() - memory.used.keys())


@pytest.fixture
def war() -> tuple[list[Claim], dict[str, dt.date | None]]:
    """A year of captures of thirty towns far from one another."""
    towns = [FAR.model_copy(update={"id": f"town-{n}", "name": f"Town {n}", "lat": float(2 * n - 30)}) for n in range(30)]
    claims = [claim(f"r{n}", "capture", ARMIES[n % 2], place=town, when=str(FIRST + dt.timedelta(10 * n))) for n, town in enumerate(towns)]
    return claims, {f"r{n}": FIRST + dt.timedelta(10 * n + 1) for n in range(30)}


def test_a_report_more_makes_only_its_place_anew(war: tuple[list[Claim], dict[str, dt.date | None]]) -> None:
    claims, published = war
    memory = Memory()
    infer_control(claims, published=published, memory=memory)
    assert len(memory.used) == 30
    more = claim("new", "capture", ARMIES[1], place=claims[0].place[0], when="2017-11-02")
    assert _made_anew(memory, [*claims, more], {**published, "new": day("2017-11-04")}) == 1


def test_a_damaged_memory_changes_no_answer(war: tuple[list[Claim], dict[str, dt.date | None]]) -> None:
    claims, published = war
    memory = Memory()
    due = infer_control(claims, published=published, memory=memory)
    damaged = Memory(dict.fromkeys(memory.used, '{"place": 1'))
    assert infer_control(claims, published=published, memory=damaged) == due
