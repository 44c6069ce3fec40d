"""Fit the parameters of the control model.

usage: python -m evaluation.fit_control [--rounds N] [--claims CLAIMS.jsonl --rows ROWS.jsonl] [--write]

A coordinate search for the lowest mean Brier score of the inferred holder. It uses simulated wars with known truth (seeds that the
simulator's own figures do not use; one statement in ten to three in ten false; equal and unequal sources) and optionally claims from town
histories with a known monthly holder (rows as in the control benchmark: `id`, `truth`). Use only the visible half of that set. --write
stores the numbers, with their origin, in src/heldby/control/parameters.toml.
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
from evaluation.simulator import START, World, place_of, simulate
from heldby.control import ControlInput, infer_control
from heldby.control.parameters import FILE, Parameters, load_parameters
from heldby.model import Claim, Control, Interval

FITTED = (
    ("jumps", "capture"), ("jumps", "state"), ("jumps", "state_quiet"), ("strength", "capture"), ("strength", "holds"),
    ("strength", "before"), ("strength", "retold"), ("chain", "untold"), ("contested", "leak"), ("chain", "sovereign"),
)  # fmt: skip
"""Table and name of each parameter that is fitted."""
WARS = (
    World(seed=11, places=30), World(seed=12, places=30, false=0.1), World(seed=13, places=30, false=0.3),
    World(seed=14, places=30, unequal=True),
)  # fmt: skip
BOUNDS = {"strength": (0.65, 0.95), "jumps": (0.005, 0.6), "chain": (0.005, 0.5), "contested": (0.1, 0.6)}
"""Range of each table's parameters. A plain statement is more likely true than false, and none is certain."""
SIDE_NAMES = {"Russia": "russia", "Ukraine": "ukraine"}


def at(intervals: Sequence[Interval], day: dt.date) -> Interval | None:
    """Return the last interval that covers a day."""
    return next((i for i in reversed(intervals) if (i.first is None or i.first <= day) and (i.last is None or day <= i.last)), None)


def brier(interval: Interval | None, right: bool, answers: int) -> float:
    """Return the Brier score of an answer.

    `answers` is the number of possible answers. The remaining probability is divided equally among the others; without an answer, all are
    equally probable.
    """
    if interval is None or interval.status == "unknown":
        return ((1 - 1 / answers) ** 2 + (answers - 1) / answers**2) / 2
    rest = (1 - interval.p) / (answers - 1)
    if right:
        return ((1 - interval.p) ** 2 + (answers - 1) * rest**2) / 2
    return (interval.p**2 + (1 - rest) ** 2 + (answers - 2) * rest**2) / 2


class Loss:
    """The mean Brier score of parameters: the mean of simulated wars and town histories, each with half the weight."""

    def __init__(self, claims: Path | None, rows: Path | None) -> None:
        self.wars = [simulate(world) for world in WARS]
        self.claims = [Claim.model_validate_json(line) for line in _lines(claims)]
        self.rows = [json.loads(line) for line in _lines(rows)]

    def __call__(self, parameters: Parameters) -> float:
        simulated = [score for war in self.wars for score in self._war(war, parameters)]
        towns = list(self._towns(parameters)) if self.claims else []
        return _mean(simulated) if not towns else (_mean(simulated) + _mean(towns)) / 2

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
                yield brier(interval, _is_right(interval, truth), 3)


def _is_right(interval: Interval | None, truth: str) -> bool:
    if interval is None:
        return False
    return interval.status == "contested" if truth == "contested" else SIDE_NAMES[truth] in (interval.side or "")


def _nearest(row: dict, controls: Sequence[Control]) -> Control | None:  # type: ignore[type-arg]
    near = [c for c in controls if c.lat is not None and abs(c.lat - row["lat"]) < 0.2 and abs((c.lon or 0) - row["lon"]) < 0.3]
    return min(near, key=lambda c: abs((c.lat or 0) - row["lat"]) + abs((c.lon or 0) - row["lon"]), default=None)


def search(loss: Loss, start: Parameters, rounds: int) -> tuple[Parameters, float]:
    """Change one parameter at a time, in log-odds, as long as that lowers the loss. Halve the step when no change lowers it."""
    best, least, step = start, loss(start), 0.8
    print(f"start {least:.5f}", flush=True)
    for _ in range(rounds):
        before = least
        for table, name in FITTED:
            for change in (step, -step):
                value = getattr(best, table)[name]
                odds = math.log(value / (1 - value)) + change
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
    """Write the fitted numbers to the parameter file; its comments stay."""
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
    """Read the options, run the search and print each improvement."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--claims", type=Path, help="claims from town histories, as JSON Lines")
    parser.add_argument("--rows", type=Path, help="rows of the control benchmark with the true holders")
    parser.add_argument("--write", action="store_true", help="store the fitted numbers in the parameter file")
    options = parser.parse_args()
    loss = Loss(options.claims, options.rows)
    best, least = search(loss, load_parameters(), options.rounds)
    sets = "simulated wars (seeds 11 to 14)" + (" and the visible half of control-ukraine" if options.claims else "")
    if options.write:
        write(best, f"evaluation/fit_control.py, coordinate search over {sets}: mean Brier score {least:.4f}; the rest set by reasoning")


if __name__ == "__main__":
    main()
