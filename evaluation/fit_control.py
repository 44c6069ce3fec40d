"""Fits the control model's parameters: python -m evaluation.fit_control [--rounds N] [--claims CLAIMS.jsonl --rows ROWS.jsonl] [--write]

A coordinate search for the least mean Brier score of the inferred holder, over made-up wars with known truth (other seeds than those that
the simulator's own figures use; noise from one statement in ten false to three in ten, equal and unequal sources) and, if given, over
claims read from town histories whose monthly holder is known (rows as in the control benchmark: `id`, `truth`). Only the visible half of
that set is ever given to this. With --write the numbers go into src/heldby/control/parameters.toml, with how they came about.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import math
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from evaluation.simulator import SIDES as ARMIES
from evaluation.simulator import START, World, place_of, wage
from heldby.control import ControlInput, infer_control
from heldby.control.parameters import FILE, Parameters, load_parameters
from heldby.model import Claim, Control, Interval

FITTED = (
    ("jumps", "capture"), ("jumps", "state"), ("jumps", "state_quiet"), ("strength", "capture"), ("strength", "holds"),
    ("strength", "before"), ("strength", "retold"), ("chain", "untold"), ("contested", "leak"), ("chain", "sovereign"),
)  # fmt: skip
WARS = (
    World(seed=11, places=30), World(seed=12, places=30, false=0.1), World(seed=13, places=30, false=0.3),
    World(seed=14, places=30, unequal=True),
)  # fmt: skip
BOUNDS = {"strength": (0.65, 0.95), "jumps": (0.005, 0.6), "chain": (0.005, 0.5), "contested": (0.1, 0.6)}
"""Where reason ends: a plain statement is likelier true than not, none is certain, and made-up wars are no full likeness of real ones."""
OTHERS = {"Russia": "russia", "Ukraine": "ukraine"}


def at(intervals: Sequence[Interval], day: dt.date) -> Interval | None:
    """The interval that covers a day."""
    return next((i for i in reversed(intervals) if (i.first is None or i.first <= day) and (i.last is None or day <= i.last)), None)


def brier(interval: Interval | None, right: bool, answers: int) -> float:
    """The Brier score of an answer among `answers`; what it leaves is shared by the others, and no answer is all alike."""
    if interval is None or interval.status == "unknown":
        return ((1 - 1 / answers) ** 2 + (answers - 1) / answers**2) / 2
    rest = (1 - interval.p) / (answers - 1)
    if right:
        return ((1 - interval.p) ** 2 + (answers - 1) * rest**2) / 2
    return (interval.p**2 + (1 - rest) ** 2 + (answers - 2) * rest**2) / 2


class Loss:
    """The mean Brier score of parameters, over made-up wars and town histories, each half of it."""

    def __init__(self, claims: Path | None, rows: Path | None) -> None:
        self.wars = [wage(world) for world in WARS]
        self.claims = [Claim.model_validate_json(line) for line in _lines(claims)]
        self.rows = [json.loads(line) for line in _lines(rows)]

    def __call__(self, parameters: Parameters) -> float:
        made_up = [score for war in self.wars for score in self._war(war, parameters)]
        towns = list(self._towns(parameters)) if self.claims else []
        return _mean(made_up) if not towns else (_mean(made_up) + _mean(towns)) / 2

    def _war(self, war, parameters: Parameters) -> Iterable[float]:  # type: ignore[no-untyped-def]
        data = ControlInput(war.claims, families=war.families, published=war.published, parameters=parameters)
        found = {c.id: c for c in infer_control(data)}
        for number, truth in enumerate(war.truth):
            control = found.get(place_of(number).id or "")
            for day in range(20, len(truth), 3):
                interval = at(control.intervals, START + dt.timedelta(day)) if control else None
                yield brier(interval, interval is not None and interval.holder == ARMIES[truth[day]].name, 4)

    def _towns(self, parameters: Parameters) -> Iterable[float]:
        published = {row["id"]: dt.date.fromisoformat(row.get("published", "2024-08-17")) for row in self.rows}
        controls = infer_control(ControlInput(self.claims, published=published, parameters=parameters))
        for row in self.rows:
            control = _nearest(row, controls)
            if control is None:
                continue
            for day, truth in row["truth"].items():
                interval = at(control.intervals, dt.date.fromisoformat(day))
                yield brier(interval, _names(interval, truth), 3)


def _names(interval: Interval | None, truth: str) -> bool:
    if interval is None:
        return False
    return interval.status == "contested" if truth == "contested" else OTHERS[truth] in (interval.side or "")


def _nearest(row: dict, controls: Sequence[Control]) -> Control | None:  # type: ignore[type-arg]
    near = [c for c in controls if c.lat is not None and abs(c.lat - row["lat"]) < 0.2 and abs((c.lon or 0) - row["lon"]) < 0.3]
    return min(near, key=lambda c: abs((c.lat or 0) - row["lat"]) + abs((c.lon or 0) - row["lon"]), default=None)


def search(loss: Loss, start: Parameters, rounds: int) -> tuple[Parameters, float]:
    """Steps one parameter at a time, in log-odds, as long as that helps; the step halves when nothing does."""
    best, least, step = start, loss(start), 0.8
    print(f"start {least:.5f}", flush=True)
    for _ in range(rounds):
        before = least
        for table, name in FITTED:
            for way in (step, -step):
                value = getattr(best, table)[name]
                odds = math.log(value / (1 - value)) + way
                low, high = BOUNDS[table]
                trial = best.changed(**{table: {name: round(min(high, max(low, 1 / (1 + math.exp(-odds)))), 4)}})
                found = loss(trial)
                if found < least - 1e-6:
                    best, least = trial, found
                    print(f"{least:.5f} {table}.{name} = {getattr(best, table)[name]}", flush=True)
                    break
        if least == before:
            step /= 2
    return best, least


def write(parameters: Parameters, origin: str) -> None:
    """The fitted numbers into the data file, its comments kept."""
    text = FILE.read_text("utf-8")
    for table, name in FITTED:
        head, _, rest = text.partition(f"[{table}]")
        text = f"{head}[{table}]" + re.sub(rf"(?m)^{name} = [0-9.e-]+", f"{name} = {getattr(parameters, table)[name]}", rest, count=1)
    FILE.write_text(re.sub(r'(?m)^origin = ".*"$', f'origin = "{origin}"', text), "utf-8")


def _lines(path: Path | None) -> list[str]:
    return [line for line in path.read_text("utf-8").split("\n") if line.strip()] if path else []


def _mean(values: Sequence[float]) -> float:
    return sum(values) / max(1, len(values))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--claims", type=Path)
    parser.add_argument("--rows", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    loss = Loss(options.claims, options.rows)
    best, least = search(loss, load_parameters(), options.rounds)
    sets = "made-up wars (seeds 11 to 14)" + (" and the visible half of control-ukraine" if options.claims else "")
    if options.write:
        write(best, f"evaluation/fit_control.py, coordinate search over {sets}: mean Brier score {least:.4f}; the rest set by reasoning")


if __name__ == "__main__":
    main()
