"""Simulate wars with known holders and known errors of the sources, and measure inferred control on them.

usage: python -m evaluation.simulator [--plot FILE.svg]

Each place changes hands at random. Each source reports a change with a fixed probability, two days late on average, and sometimes states
who holds a place. By default one statement in five is false, three in ten are copied by another outlet, and places have no reports for
weeks. Seeds are fixed. Figures: the share of place-days with the right holder; the share of true changes found, to the right side, within
three days; the expected calibration error of the probabilities over ten bins.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from heldby.control import ControlInput, infer_control
from heldby.control.parameters import Parameters, load_parameters
from heldby.model import ActorRef, Claim, Control, Interval, PlaceRef, When, make_claim

START = dt.date(2030, 1, 1)
SIDES = tuple(ActorRef(text=f"Army of {name}", name=f"Army of {name}") for name in ("Ost", "Mid", "Vest"))


@dataclass(frozen=True, slots=True)
class World:
    """The parameters of a simulated war.

    Attributes:
        places: number of places.
        days: number of days.
        sources: number of outlets.
        sides: number of sides.
        hazard: probability per day and place that the holder changes.
        report_rate: probability that a source reports a change.
        state_rate: probability per day, place and source of a "holds" statement.
        false: mean share of false statements.
        unequal: whether sources differ in their share of false statements.
        late: mean delay of publication in days.
        copied: probability that another outlet copies a statement.
        undated: probability that a report of a change does not date it.
        gap_rate: probability per day and place that a period without reports begins.
        gap_days: length of such a period in days.
        seed: seed of the random numbers.
    """

    places: int = 60
    days: int = 400
    sources: int = 5
    sides: int = 3
    hazard: float = 1 / 150
    report_rate: float = 0.7
    state_rate: float = 1 / 25
    false: float = 0.2
    unequal: bool = False
    late: float = 2.0
    copied: float = 0.3
    undated: float = 0.3
    gap_rate: float = 1 / 600
    gap_days: int = 30
    seed: int = 1


@dataclass(slots=True)
class War:
    """A simulated war: the true side by place and day (`truth`), and its reports' claims, publication dates, families and outlets."""

    truth: list[list[int]]
    claims: list[Claim] = field(default_factory=list)
    published: dict[str, dt.date | None] = field(default_factory=dict)
    families: dict[str, str] = field(default_factory=dict)
    sources: dict[str, str | None] = field(default_factory=dict)


def simulate(world: World) -> War:
    """Simulate a war. The same parameters give the same war."""
    chance = random.Random(world.seed)
    war = War([_true_sides(world, chance) for _ in range(world.places)])
    for place, truth in enumerate(war.truth):
        _report_place(place, truth, world, chance, war)
    return war


def _true_sides(world: World, chance: random.Random) -> list[int]:
    side, days = chance.randrange(world.sides), []
    for _ in range(world.days):
        if chance.random() < world.hazard:
            side = chance.choice([other for other in range(world.sides) if other != side])
        days.append(side)
    return days


def _report_place(place: int, truth: list[int], world: World, chance: random.Random, war: War) -> None:
    silent = _silent_days(world, chance)
    for day, side in enumerate(truth):
        if day in silent:
            continue
        changed = day > 0 and truth[day - 1] != side
        for source in range(world.sources):
            if changed and chance.random() < world.report_rate:
                _add_statement(war, world, chance, place=place, source=source, day=day, type="capture", side=side, loser=truth[day - 1])
            if chance.random() < world.state_rate:
                _add_statement(war, world, chance, place=place, source=source, day=day, type="holds", side=side, loser=None)


def _silent_days(world: World, chance: random.Random) -> set[int]:
    starts = [day for day in range(world.days) if chance.random() < world.gap_rate]
    return {day for start in starts for day in range(start, start + world.gap_days)}


def _add_statement(
    war: War, world: World, chance: random.Random, *, place: int, source: int, day: int, type: str, side: int, loser: int | None
) -> None:  # fmt: skip
    """Add one statement: false with the probability `world.false`, published late, and sometimes copied by another outlet."""
    # Unequal sources have between zero and twice the mean share of false statements, so the mean over all sources stays the same.
    false = world.false * (2 * source / (world.sources - 1) if world.unequal and world.sources > 1 else 1)
    if chance.random() < false:
        side, loser = chance.choice([other for other in range(world.sides) if other != side]), None
    late = 0
    while chance.random() > 1 / (1 + world.late):
        late += 1
    number = len(war.published)
    name = f"r{number:06d}"
    dated = chance.random() >= world.undated and type == "capture"
    war.claims.append(make_statement(name, type, place=place, side=side, loser=loser, day=day if dated else None))
    war.published[name], war.families[name], war.sources[name] = START + dt.timedelta(day + late), name, f"Outlet {source}"
    if chance.random() < world.copied:
        copy = f"r{number + 1:06d}"
        war.claims.append(make_statement(copy, type, place=place, side=side, loser=loser, day=day if dated else None))
        war.published[copy], war.families[copy] = START + dt.timedelta(day + late + chance.randrange(2)), name
        war.sources[copy] = f"Outlet {(source + 1) % world.sources}"


def make_statement(report: str, type: str, *, place: int, side: int, loser: int | None, day: int | None) -> Claim:
    """Return the claim of a report that a side captured or holds a place. `day` is the stated day, counted from `START`."""
    on = START + dt.timedelta(day) if day is not None else None
    return make_claim(
        report=report, start=0, end=4, quote="told", kind="control" if type == "holds" else "event", type=type, actor=(SIDES[side],),
        target=(SIDES[loser],) if loser is not None else (), place=(place_of(place),),
        when=When(first=on, last=on, precision="day", text=str(on)) if on else None,
        status="ongoing" if type == "holds" else "happened", confidence=0.9, reader="simulator",
    )  # fmt: skip


def place_of(number: int) -> PlaceRef:
    """Return a simulated town. The towns lie 30 km apart on a grid in an ocean."""
    return PlaceRef(
        text=f"Town {number}", name=f"Town {number}", id=f"town-{number:05d}", precision="point", method="exact",
        lat=-50 + (number // 100) * 0.27, lon=-130 + (number % 100) * 0.42,
    )  # fmt: skip


def measure(war: War, found: list[Control]) -> dict[str, float]:
    """Compare the inferred control of a war with the truth and return the figures."""
    by_place = {control.id: control for control in found}
    right = total = flips = hit = 0
    bins: dict[int, list[float]] = {}
    for number, truth in enumerate(war.truth):
        control = by_place.get(place_of(number).id or "")
        answers: list[Interval | None] = list(_daily(control, len(truth))) if control else [None] * len(truth)
        first_day = next((day for day, one in enumerate(answers) if one is not None), len(truth))
        for day, side in enumerate(truth):
            one = answers[day]
            if day < first_day:
                continue
            good = one is not None and one.holder == SIDES[side].name
            right, total = right + good, total + 1
            if one is not None and one.holder:
                counts = bins.setdefault(min(9, int(one.p * 10)), [0.0, 0.0, 0.0])
                counts[0], counts[1], counts[2] = counts[0] + 1, counts[1] + one.p, counts[2] + good
            if day > first_day and truth[day - 1] != side and day + 3 < len(truth):
                flips += 1
                hit += _flipped(answers, day, SIDES[side].name)
    answered = sum(counts[0] for counts in bins.values())
    error = sum(abs(counts[1] - counts[2]) for counts in bins.values()) / max(1.0, answered)
    return {
        "accuracy": right / max(1, total), "flips_found": hit / max(1, flips), "calibration_error": error, "flips": flips,
        "answered": answered / max(1, total),
    }  # fmt: skip


def _flipped(answers: list[Interval | None], day: int, holder: str | None) -> bool:
    """Check whether the answer changes to the new holder within three days of a true change."""
    names = [one.holder if one else None for one in answers]
    near = range(max(1, day - 3), min(len(answers), day + 4))
    return any(names[at] == holder and names[at - 1] != holder for at in near)


def _daily(control: Control, days: int) -> Iterator[Interval | None]:
    for day in range(days):
        on = START + dt.timedelta(day)
        yield next((i for i in control.intervals if (i.first is None or i.first <= on) and (i.last is None or on <= i.last)), None)


def figures(
    world: World, parameters: Parameters | None = None, seeds: tuple[int, ...] = (1, 2, 3), weighted: bool = False
) -> dict[str, float]:  # fmt: skip
    """Return the mean figures over wars with the same parameters and several seeds. `weighted` weights sources by their reliability."""
    runs = []
    for seed in seeds:
        war = simulate(replace(world, seed=seed))
        data = ControlInput(
            war.claims, families=war.families, published=war.published, parameters=parameters or load_parameters(),
            outlets=war.sources if weighted else None,
        )  # fmt: skip
        found = infer_control(data)
        runs.append(measure(war, found))
    return {name: round(sum(run[name] for run in runs) / len(runs), 4) for name in runs[0]}


LINES = (("accuracy", "#0072b2"), ("flips_found", "#d55e00"), ("calibration_error", "#009e73"))
"""Each figure that is plotted, with its colour."""


def sweeps() -> dict[str, list[tuple[float, dict[str, float]]]]:
    """Return the figures for several numbers of sources and several shares of false statements."""
    return {
        "sources": [(count, figures(World(sources=count), seeds=(1, 2))) for count in (1, 2, 3, 5, 8)],
        "false statements": [(share, figures(World(false=share), seeds=(1, 2))) for share in (0.0, 0.1, 0.2, 0.3, 0.4)],
    }


def plot(found: dict[str, list[tuple[float, dict[str, float]]]]) -> str:
    """Plot the sweeps as SVG, one panel each: accuracy, changes found and one minus the calibration error, on an axis from 0.5 to 1."""
    parts = ['<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 300" font-family="sans-serif" font-size="12">']
    for panel, (title, rows) in enumerate(found.items()):
        left, xs = 50 + panel * 380, [x for x, _ in rows]
        parts.append(f'<text x="{left}" y="20" font-weight="bold">against {title}</text>')
        for v in (0.5, 0.75, 1.0):
            parts.append(f'<text x="{left - 34}" y="{_y(v) + 4:.0f}">{v}</text><path d="M{left} {_y(v):.0f}h300" stroke="#ddd"/>')
        for number, (name, colour) in enumerate(LINES):
            values = [(x, 1 - row[name] if name == "calibration_error" else row[name]) for x, row in rows]
            points = [(left + 300 * (x - xs[0]) / (xs[-1] - xs[0]), _y(value)) for x, value in values]
            line = " ".join(f"{x:.0f},{y:.0f}" for x, y in points)
            parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
            label = "1 - calibration error" if name == "calibration_error" else name.replace("_", " ")
            parts.append(f'<text x="{left + 170}" y="{208 + 17 * number}" fill="{colour}">{label}</text>')
        parts += [f'<text x="{left + 300 * (x - xs[0]) / (xs[-1] - xs[0]) - 6:.0f}" y="275">{x:g}</text>' for x in xs]
    return "\n".join([*parts, "</svg>\n"])


def _y(value: float) -> float:
    return 255 - 220 * (value - 0.5) / 0.5


def main() -> None:
    """Print the figures, and plot the sweeps if asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--plot", type=Path, help="also plot the figures against sources and false statements, into this SVG file")
    options = parser.parse_args()
    print(json.dumps(figures(World())))
    if options.plot:
        found = sweeps()
        options.plot.write_text(plot(found), "utf-8")
        for title, rows in found.items():
            for x, row in rows:
                print(title, x, json.dumps(row))


if __name__ == "__main__":
    main()
