"""Swapping two sides everywhere swaps the answer and changes nothing else."""

from hypothesis import given, settings
from hypothesis import strategies as st

from heldby.control import ControlInput, infer_control
from heldby.events import build_events, find_contradictions
from heldby.model import ActorRef, Claim, Control
from sample_claims import QAIM, RAWA, claim, day

RED, BLUE = ActorRef(text="Red Column", name="Red Column"), ActorRef(text="Blue Column", name="Blue Column")
NAMES = {"Red Column": "Blue Column", "Blue Column": "Red Column", "red column": "blue column", "blue column": "red column"}
NOWHERE = QAIM.model_copy(update={"country": None, "within": None})
ELSEWHERE = RAWA.model_copy(update={"country": None})
TYPES = ("capture", "withdraw", "holds", "partly_holds", "contests", "besiege", "repel", "clash", "advance", "lost", "airstrike")

row = st.tuples(
    st.sampled_from(TYPES), st.booleans(), st.booleans(), st.integers(1, 28), st.sampled_from([NOWHERE, ELSEWHERE]),
    st.sampled_from(["happened", "attempted", "denied", "planned"]),
)  # fmt: skip


def make(number: int, type: str, red: bool, both: bool, on: int, place: object, status: str, swap: bool) -> Claim:
    one, other = (RED, BLUE) if red != swap else (BLUE, RED)
    text = f"2017-11-{on:02d}"
    return claim(f"r{number}", type, one, target=(other,) if both else (), place=place, when=text, status=status)  # type: ignore[arg-type]


def answers(controls: list[Control], swap: bool) -> list[object]:
    def name(text: str | None) -> str | None:
        return NAMES.get(text, text) if swap and text else text

    return [
        (control.id, [(i.first, i.last, name(i.holder), name(i.side), i.status, i.p, i.inferred, len(i.claims)) for i in control.intervals])
        for control in controls
    ]


@settings(deadline=None, max_examples=40)
@given(st.lists(row, min_size=1, max_size=8))
def test_swapping_two_sides_swaps_the_answer_and_changes_nothing_else(rows: list[tuple[str, bool, bool, int, object, str]]):
    straight, swapped = ([make(i, *row, swap=swap) for i, row in enumerate(rows)] for swap in (False, True))
    published = {f"r{i}": day("2017-12-01") for i in range(len(rows))}
    first, second = infer_control(ControlInput(straight, published=published)), infer_control(ControlInput(swapped, published=published))
    assert answers(first, swap=False) == answers(second, swap=True)
    sizes = [sorted(len(event.claims) for event in build_events(claims, published=published)) for claims in (straight, swapped)]
    assert sizes[0] == sizes[1]
    found = [find_contradictions(claims, k, published=published) for claims, k in ((straight, first), (swapped, second))]
    assert sorted(one.kind for one in found[0]) == sorted(one.kind for one in found[1])
