"""Who holds each place on each day, from all that was said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from heldby.control.answers import answer
from heldby.control.denials import with_denials
from heldby.control.ground import Ground, survey
from heldby.control.memory import Memory, digest
from heldby.control.parameters import Parameters, load_parameters
from heldby.control.record import until
from heldby.control.reliability import Reliability, reliabilities
from heldby.control.reliability import trust as estimate
from heldby.control.spellings import joined
from heldby.control.statements import Statement, statements, weighed
from heldby.control.uncollected import uncollected
from heldby.model import Claim, Control
from heldby.reference.camps import ActorLookup, Camps, Sides
from heldby.reference.sites import sites


def infer_control(
    claims: Sequence[Claim], *, families: Mapping[str, str] | None = None, published: Mapping[str, dt.date | None] | None = None,
    known_on: dt.date | None = None, sides: Sides | None = None, actors: ActorLookup | None = None,
    parameters: Parameters | None = None, known: Mapping[str, dt.date] | None = None,
    sources: Mapping[str, str | None] | None = None, fixed: Mapping[str, float] | None = None, memory: Memory | None = None,
) -> list[Control]:  # fmt: skip
    """One record a place that any claim tells the control of, sorted by name and id; the claims' order does not matter.

    `families` names each report's voice and `published` its day of publication (null: undated). `known` is the day from which a report
    counts as known, where that is not the day it was published: the day an undated one was read in. With `known_on` only claims of
    reports known by that day count, and the record ends on it. `sides` are a person's own camps (see `Camps`). With `sources`, each
    report's outlet, statements weigh as far as their source agreed with others in a first pass; `fixed` holds a person's own shares of a
    source's word that are so, by its name. `memory` spares places of which nothing new is said; the answers are the same without it.
    Undated claims of undated reports give intervals with null bounds.
    """
    with uncollected():
        ground, before = weigh(claims, families, published, known_on, sides, actors, parameters, known, sources, fixed, memory)
        return _rows(_infer(ground, memory, before), ground.end)


def source_records(
    claims: Sequence[Claim], controls: Iterable[Control], sources: Mapping[str, str | None], *, families: Mapping[str, str] | None = None,
    published: Mapping[str, dt.date | None] | None = None, sides: Sides | None = None, actors: ActorLookup | None = None,
) -> list[Reliability]:  # fmt: skip
    """How often each outlet (`sources`, by report) and speaker agreed with what other voices came to agree on, over all and by side."""
    told = heard(known_claims(claims, {}, None))
    said = statements(told, Camps(actors, sides, told), families or {}, published or {}, load_parameters())
    return reliabilities(said, controls, sources)


@dataclass(frozen=True, slots=True)
class Found:
    """One place's record up to the horizon (null: nothing tells of its control) and the statements that it rests on."""

    said: list[Statement]
    record: Control | None


def weigh(
    claims: Sequence[Claim], families: Mapping[str, str] | None, published: Mapping[str, dt.date | None] | None, known_on: dt.date | None,
    sides: Sides | None, actors: ActorLookup | None, parameters: Parameters | None, known: Mapping[str, dt.date] | None,
    sources: Mapping[str, str | None] | None, fixed: Mapping[str, float] | None, memory: Memory | None,
) -> tuple[Ground, dict[str, Found]]:  # fmt: skip
    """The ground of all claims (arguments as of `infer_control`), statements weighed by their sources, and what the first pass found."""
    days, settings = published or {}, parameters or load_parameters()
    told = heard(known_claims(claims, {**days, **(known or {})}, known_on))
    camps, places = Camps(actors, sides, told), sites(told)
    said = statements(told, camps, families or {}, days, settings)
    ground = survey(said, places, camps, known_on, settings)
    if sources is None:
        return ground, {}
    found = _infer(ground, memory, {})
    trust = estimate(reliabilities(said, _rows(found, ground.end), sources), sources, fixed)
    return survey(weighed(said, trust), places, camps, known_on, settings), found


def heard(claims: Iterable[Claim]) -> list[Claim]:
    """The claims as the model takes them: denied what stands inside a denial, bare names as the one place that is called so."""
    return joined(with_denials(claims))


def known_claims(claims: Iterable[Claim], known: Mapping[str, dt.date | None], known_on: dt.date | None) -> list[Claim]:
    """The claims that could be known on a day (None: all), by report and place in it."""
    order = sorted(claims, key=lambda claim: (claim.report, claim.start, claim.id))
    if known_on is None:
        return order
    return [claim for claim in order if (day := known.get(claim.report)) is not None and day <= known_on]


def _infer(ground: Ground, memory: Memory | None, before: Mapping[str, Found]) -> dict[str, Found]:
    """One record a place; `before` holds those of a pass that differs only in the statements' strengths."""
    found = {key: before[key] for key, group in ground.said.items() if key in before and before[key].said == group}
    fresh = {key: group for key, group in ground.said.items() if key not in found}
    common, asked = ground.common(), fresh if memory is not None else {}
    digests = {key: digest(common, ground.places[key], group, ground.hot.get(key, ()), ground.camps) for key, group in asked.items()}
    for key, name in digests.items():
        if memory is not None and (known := memory.recall(name)) is not None:
            found[key] = Found(fresh.pop(key), known[0])
    for key, record in answer({key: (key, group) for key, group in fresh.items()}, ground).items():
        found[key] = Found(fresh[key], record)
        if memory is not None:
            memory.keep(digests[key], record)
    return found


def _rows(found: Mapping[str, Found], end: int) -> list[Control]:
    """The records up to a day, sorted by name and id."""
    rows = [until(one.record, end) for one in found.values() if one.record is not None]
    return sorted(rows, key=lambda control: (control.place, control.id))
