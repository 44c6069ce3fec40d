"""The main job, end to end: reports into a dossier, and from its claims to events, control and contradictions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from heldby import __version__
from heldby.store import Addition, Conclusions, Dossier, cutting, derived, given, judging
from heldby.store.correcting import pairs
from heldby.store.judging import Standing, Subject

if TYPE_CHECKING:
    from pathlib import Path

    from heldby.control import Argument, Common, Memory, Reliability
    from heldby.control.ground import Ground
    from heldby.events import Sketches
    from heldby.intake import Intake, Taken
    from heldby.model import Claim, Control, Event, Report
    from heldby.model.contradiction import Contradiction
    from heldby.reading import Reader, Reading
    from heldby.reading.cluster import ClusterReader
    from heldby.store.cutting import Cut

    AnyReader = Reader | ClusterReader

BATCH = 32
"""Reports that are read together, for each process that reads; the language model is faster on several texts at once."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What a run did: reports added, those kept already, inputs refused, claims found."""

    added: int = 0
    known: int = 0
    refused: int = 0
    claims: int = 0


@dataclass(frozen=True, slots=True)
class Watcher:
    """Who is told how it goes: after each report, of each refusal by name and reason, and of what was doubtful in taking a report in or
    reading it, such as a guessed encoding or a language that is not read."""

    advance: Callable[[], None] = lambda: None
    refuse: Callable[[str, str], None] = lambda name, reason: None
    doubt: Callable[[str, str], None] = lambda name, note: None


def run(
    paths: Iterable[str], dossier: Dossier, *, workers: int = 1, reader: AnyReader | None = None, watcher: Watcher | None = None
) -> Tally:
    """Read what is new among the paths into the dossier and conclude anew if that changed anything.

    Each report is kept whole with its claims or not at all; stopping at any moment loses at most the reports being read.
    """
    tally = take_in(paths, dossier, workers=workers, reader=reader, watcher=watcher or Watcher())
    conclude(dossier)
    return tally


def take_in(paths: Iterable[str], dossier: Dossier, *, workers: int, reader: AnyReader | None, watcher: Watcher) -> Tally:
    """Read what is new among the paths and keep it."""
    from heldby.intake import read_paths

    return take_items(read_paths(paths), dossier, workers=workers, reader=reader, watcher=watcher)


def take_items(items: Iterable[Intake], dossier: Dossier, *, workers: int, reader: AnyReader | None, watcher: Watcher) -> Tally:
    """Read what is new among what intake gave and keep it."""
    from heldby.intake import Taken

    reader = reader or _own_reader()
    together = getattr(reader, "together", BATCH * workers)
    tally, waiting = Tally(), []
    for item in items:
        if not isinstance(item, Taken):
            tally = replace(tally, refused=tally.refused + 1)
            watcher.refuse(item.name, item.reason)
            continue
        waiting.append(item)
        if len(waiting) >= together:
            tally = _keep(waiting, dossier, reader, workers, watcher, tally)
            waiting = []
    return _keep(waiting, dossier, reader, workers, watcher, tally)


def _own_reader() -> Reader:
    from heldby.reading import Reader

    return Reader()


def _keep(waiting: list[Taken], dossier: Dossier, reader: AnyReader, workers: int, watcher: Watcher, tally: Tally) -> Tally:
    while waiting:
        batch, waiting = _distinct(waiting)
        fresh = [(item, report) for item in batch if (report := dossier.as_new(item.report)) is not None]
        tally = replace(tally, known=tally.known + len(batch) - len(fresh))
        readings = list(_read(reader, [report for _, report in fresh], workers))
        good, bad = [], []
        for (item, report), reading in zip(fresh, readings, strict=True):
            if isinstance(reading, Exception):
                bad.append((report.id, f"reading it failed ({type(reading).__name__}: {reading})"))
            else:
                good.append((item, Addition(report, item.original, reading, reader.version, item.report.id, item.notes)))
        # Others who write wait for each transaction, so none is long.
        kept = [new for start in range(0, len(good), BATCH) for new in dossier.add_all([one for _, one in good[start : start + BATCH]])]
        for (item, addition), new in zip(good, kept, strict=True):
            for note in (*item.notes, *addition.reading.notes) if new else ():
                watcher.doubt(item.report.path or item.report.id, note)
        # Where another process was faster with this report, or with another under its id, asking again tells: it is known or gets its own.
        waiting += [item for (item, _), new in zip(good, kept, strict=True) if not new]
        claims = sum(len(addition.reading.claims) for (_, addition), new in zip(good, kept, strict=True) if new)
        tally = replace(tally, added=tally.added + sum(kept), refused=tally.refused + len(bad), claims=tally.claims + claims)
        for name, reason in bad:
            watcher.refuse(name, reason)
        for _ in batch:
            watcher.advance()
    return tally


def _distinct(items: list[Taken]) -> tuple[list[Taken], list[Taken]]:
    """The first item of each id, and the rest, whose own ids depend on the first being kept."""
    first: dict[str, Taken] = {}
    rest = []
    for item in items:
        if item.report.id in first:
            rest.append(item)
        else:
            first[item.report.id] = item
    return list(first.values()), rest


def _read(reader: AnyReader, reports: list[Report], workers: int) -> Iterator[Reading | Exception]:
    try:
        yield from list(reader.read_all(reports, workers=workers if len(reports) > 1 else 1))
    except Exception:  # one hostile report must not end the run: which it is shows when each is read alone
        yield from (_read_one(reader, report) for report in reports)


def _read_one(reader: AnyReader, report: Report) -> Reading | Exception:
    try:
        return reader.read(report)
    except Exception as error:  # refused by name with this reason
        return error


def reread(dossier: Dossier, *, everything: bool = False, reader: Reader | None = None, watcher: Watcher | None = None) -> int:
    """Read the reports kept again that this reader's version has not read, or all, and conclude anew; how many were read."""
    reader, watcher = reader or _own_reader(), watcher or Watcher()
    done = set() if everything else dossier.read_by(reader.version)
    waiting, count = (report for report in dossier.reports(retracted=True) if report.id not in done), 0
    while batch := list(islice(waiting, BATCH)):
        for report, reading in zip(batch, _read(reader, batch, 1), strict=True):
            if isinstance(reading, Exception):
                watcher.refuse(report.id, f"reading it failed ({type(reading).__name__}: {reading})")
                continue
            dossier.reread(report.id, reading, reader=reader.version)
            count += 1
            watcher.advance()
    conclude(dossier)
    return count


def conclude(dossier: Dossier, *, force: bool = False) -> Conclusions:
    """Families, events, control and contradictions of the dossier; drawn anew when the ledger or this program moved on since."""
    if not force and is_concluded(dossier):
        return dossier.conclusions()
    through = dossier.through()
    known = _nothing() if force else remembered(dossier)
    found = infer(dossier, known=known)
    if dossier.conclude(found, through=through, by=__version__):
        dossier.remember(known.places.written())
        if known.texts.changed():
            dossier.keep_sketches(known.texts.written())
    return found


def is_concluded(dossier: Dossier) -> bool:
    """Whether the conclusions kept are this program's and follow from all that the ledger holds, what people wrote beside it taken in."""
    given.adopt(dossier)
    return dossier.concluded() == f"{dossier.through()} {__version__}"


def bring_up(dossier: Dossier) -> None:
    """Draw the conclusions anew where they are not up to date; they are kept in the dossier, and none of them is read here."""
    if not is_concluded(dossier):
        conclude(dossier)


class Remembered(NamedTuple):
    """What was found before of places and of texts; it spares work and changes no answer."""

    places: Memory
    texts: Sketches


def _nothing() -> Remembered:
    from heldby.control import Memory
    from heldby.events import Sketches

    return Remembered(Memory(), Sketches())


def remembered(dossier: Dossier) -> Remembered:
    """What this version of the program found before."""
    from heldby.control import Memory
    from heldby.events import Sketches

    mark = dossier.concluded()
    if mark is None or mark.split()[1] != __version__:
        return _nothing()
    return Remembered(Memory(dossier.remembered()), Sketches(dossier.sketches()))


def infer(
    dossier: Dossier, *, known_on: dt.date | None = None, known: Remembered | None = None, events: bool = True
) -> Conclusions:  # fmt: skip
    """What follows from the dossier's claims, using nothing that was published after `known_on`.

    An undated report counts from the day it was read in. `known` spares places and texts of which nothing is new. Without `events` neither
    they nor contradictions are looked for, which on a large record is half of the work.
    """
    from heldby.reference.uncollected import uncollected

    with uncollected():
        return _infer(dossier, known_on, known or _nothing(), events)


def _infer(dossier: Dossier, known_on: dt.date | None, known: Remembered, events: bool) -> Conclusions:
    from heldby.control import common_of, controls_of, weigh
    from heldby.events import find_contradictions, find_families

    published, from_day, person = dossier.dated(), dossier.published(), given.given(dossier)
    then = {id for id, day in from_day.items() if known_on is None or day <= known_on}
    families = find_families((report for report in dossier.reports() if report.id in then), known.texts)
    families = judge_families(families, dossier.standings(()))
    read = list(dossier.claims(known_on=known_on))
    told = list(judging.apply(read, dossier.standings()))
    voices = voices_of(dossier, told, families, known.texts)
    if events or judges_events(dossier):
        claims, kept = believe(dossier, told, voices)
    else:
        claims, kept = told, []
    ground = weigh(
        claims, voices, published, known_on, sides=person.sides, known=from_day, sources=dossier.sources(), fixed=person.trust,
        memory=known.places, corrected=altered(read, claims),
    )  # fmt: skip
    controls = controls_of(ground)
    common = common_of(ground, controls, own_voices(voices, families))
    if not events:
        return Conclusions(families, controls=controls, common=common.model_dump_json())
    contradictions = find_contradictions(claims, kept, controls, families=voices, published=published, sides=person.sides)
    return Conclusions(families, at_odds(kept, contradictions), controls, contradictions, common.model_dump_json())


def judges_events(dossier: Dossier) -> bool:
    """Whether anybody judged an event, which changes what its claims say."""
    return any(one.kind == "event" and not one.undone for one in dossier.judgements(()))


def own_voices(voices: Mapping[str, str], families: Mapping[str, str]) -> dict[str, str]:
    """Of the voices those of claims, which are not their report's."""
    return {id: voice for id, voice in voices.items() if id not in families}


def voices_of(dossier: Dossier, claims: Sequence[Claim], families: Mapping[str, str], texts: Sketches) -> dict[str, str]:
    """The voice of every report by its id and, by theirs, of claims in passages that another family has too."""
    from heldby.events import claim_voices

    return {**families, **claim_voices(dossier.reports(), claims, families, texts)}


def altered(read: Iterable[Claim], claims: Iterable[Claim]) -> frozenset[str]:
    """Of the claims that are left those, by id, that are not as they were read: somebody corrected them, or confirmed them."""
    same = {id(one) for one in read}
    return frozenset(one.id for one in claims if id(one) not in same)


def judged_pairs(standings: Mapping[tuple[Subject, str], Standing]) -> dict[tuple[str, str], bool]:
    """What people said of pairs of claims, "a|b" of kind event: accepted, they tell of one event; rejected, of two."""
    said = {}
    for (kind, subject), stands in standings.items():
        one, bar, other = subject.partition(judging.JOINT)
        if kind == "event" and bar and stands.verdict in ("accept", "reject"):
            said[one, other] = stands.verdict == "accept"
    return said


def at_odds(events: Sequence[Event], contradictions: Iterable[Contradiction]) -> list[Event]:
    """The events, each with the claims that contradict its own."""
    against: dict[str, set[str]] = {}
    for one in contradictions:
        for claim in one.claims:
            against.setdefault(claim, set()).update(one.claims)
    found = [{claim for own in event.claims for claim in against.get(own, ())}.difference(event.claims) for event in events]
    return [
        event.model_copy(update={"contradicts": tuple(sorted(claims))}) if claims else event
        for event, claims in zip(events, found, strict=True)
    ]


def believe(dossier: Dossier, told: Sequence[Claim], voices: Mapping[str, str]) -> tuple[list[Claim], list[Event]]:
    """Claims and their events as people left the events: joined, parted, rejected, corrected."""
    from heldby.events import build_events

    sides, said = given.given(dossier).sides, judged_pairs(dossier.standings(()))
    events = build_events(told, families=voices, published=dossier.dated(), sides=sides, said=said)
    standings = dossier.standings(events)
    return list(judging.apply_through_events(told, events, standings)), judging.apply_to_events(events, standings)


def judge_families(families: Mapping[str, str], standings: Mapping[tuple[Subject, str], Standing]) -> dict[str, str]:
    """Families as people left them: "a|b" accepted puts two reports' families together, rejected takes the second report out of its own."""
    judged = dict(families)
    for (kind, subject), stands in standings.items():
        first, second = next((pair for pair in pairs(subject) if judged.keys() >= set(pair)), ("", ""))
        if kind != "merge" or not first:
            continue
        if stands.verdict == "accept":
            one, other = judged[first], judged[second]
            judged = {report: one if family == other else family for report, family in judged.items()}
        elif stands.verdict == "reject":
            judged[second] = second
    return judged


def picture(dossier: Dossier, *, known_on: dt.date | None = None) -> Conclusions:
    """What the dossier concludes today, or would have concluded with what was known on a day.

    Where acts came after the conclusions kept, as when a run was ended before it concluded, they are drawn anew, and not kept.
    """
    given.adopt(dossier)
    mark = dossier.concluded()
    fresh = mark is not None and int(mark.split()[0]) >= dossier.through()
    return dossier.conclusions() if known_on is None and fresh else infer(dossier, known_on=known_on, known=remembered(dossier))


def shelved(dossier: Dossier) -> Conclusions:
    """What `picture` gives of today, packed (`heldby.store.shelf`)."""
    given.adopt(dossier)
    mark = dossier.concluded()
    if mark is not None and int(mark.split()[0]) >= dossier.through():
        return dossier.shelved()
    return derived.packed(infer(dossier, known=remembered(dossier)))


def shelved_of(dossier: Dossier, known_on: dt.date, *, events: bool = True) -> Conclusions:
    """What `infer` gives of what was known on a day, packed."""
    return derived.packed(infer(dossier, known_on=known_on, known=remembered(dossier), events=events))


def copy_for_readers(dossier: Dossier, folder: Path, cut: Cut, today: dt.date) -> None:
    """Make a dossier in a folder that holds no more than readers may know, and what follows from that alone (`heldby.store.cutting`)."""
    with Dossier.open(folder, create=True, who="readers") as into:
        cutting.copy(dossier, into, cut, today)
        conclude(into)


def common(dossier: Dossier, drawn: Conclusions, *, known_on: dt.date | None = None) -> Common:
    """What the answers about all places in the picture `drawn` of `known_on` have in common; if that was not kept it is found from every
    claim, and kept with today's conclusions."""
    from pydantic import ValidationError

    from heldby.control import Common, common_of
    from heldby.reference.uncollected import uncollected

    with suppress(ValidationError):
        if drawn.common:
            return Common.model_validate_json(drawn.common)
    mark = dossier.concluded()
    with uncollected():
        told = _believed(dossier, drawn, known_on, remembered(dossier).texts)
        found = common_of(_laid(dossier, told, known_on), drawn.controls, own_voices(told.voices, drawn.families))
    if known_on is None and mark and is_concluded(dossier):
        dossier.keep_common(found.model_dump_json(), mark)
    return found


def argue(
    dossier: Dossier, drawn: Conclusions, control: Control, on: dt.date | None = None, *, known_on: dt.date | None = None,
    shared: Common | None = None,
) -> Argument | None:  # fmt: skip
    """Why the answer about a place on a day is what it is, claim by claim; `drawn` is the picture of `known_on`, `shared` its `common`.

    Only the claims that bear on the place are read.
    """
    from heldby.control import argument, load_parameters, standing_on
    from heldby.views import bearing

    shared = shared or common(dossier, drawn, known_on=known_on)
    claims = bearing(dossier, control, shared.areas_around(control), load_parameters().reach["nearby_km"], known_on)
    told = _left(dossier, claims, {**drawn.families, **shared.voices})
    ground = standing_on(shared, _laid(dossier, told, known_on), given.given(dossier).trust)
    return argument(ground, control.id, on)


class Believed(NamedTuple):
    """Claims as people left them, and the voices of their reports and of their own."""

    claims: list[Claim]
    voices: dict[str, str]


def _laid(dossier: Dossier, told: Believed, known_on: dt.date | None) -> Ground:
    """The ground of claims, nobody's word weighed."""
    from heldby.control import lay

    days, outlets, sides = dossier.published(), dossier.sources(), given.given(dossier).sides
    return lay(told.claims, told.voices, dossier.dated(), known_on, sides=sides, known=days, sources=outlets)


def _believed(dossier: Dossier, drawn: Conclusions, known_on: dt.date | None, texts: Sketches) -> Believed:
    """What the picture `drawn` of `known_on` rests on."""
    claims = list(dossier.claims(known_on=known_on))
    return _left(dossier, claims, voices_of(dossier, claims, drawn.families, texts))


def _left(dossier: Dossier, claims: Sequence[Claim], voices: dict[str, str]) -> Believed:
    """Claims as people left them and the events that they tell of."""
    standings = dossier.standings()
    told = list(judging.apply(claims, standings))
    return Believed(believe(dossier, told, voices)[0] if any(kind == "event" for kind, _ in standings) else told, voices)


def filled(dossier: Dossier, drawn: Conclusions, *, known_on: dt.date | None = None) -> list[Control]:
    """Inferred rows for places that reports name and no one tells the control of: from near places, else by whose land it is.

    They rest on no claims and are no part of the conclusions.
    """
    from heldby.control import fill
    from heldby.reference.camps import Camps
    from heldby.reference.gazetteer.pack_files import rivers
    from heldby.reference.sites import sites_named

    named = sites_named(dossier.mentions(kind="place", known_on=known_on))
    return fill(drawn.controls, named, rivers=rivers(), camps=Camps(None, given.given(dossier).sides))


def records(dossier: Dossier, drawn: Conclusions, *, known_on: dt.date | None = None) -> list[Reliability]:
    """How often each outlet and named speaker agreed with what other voices came to agree on, in the picture `drawn` of `known_on`."""
    from heldby.control import source_records

    told = _believed(dossier, drawn, known_on, remembered(dossier).texts)
    return source_records(
        told.claims, drawn.controls, dossier.sources(), families=told.voices, published=dossier.dated(), sides=given.given(dossier).sides,
    )  # fmt: skip


def check_conclusions(dossier: Dossier) -> list[tuple[str, str, str]]:
    """Where the conclusions kept are not those that follow from the record: (part, subject, problem).

    Conclusions that another version drew, or that fewer acts led to, are not judged: the next run draws them anew.
    """
    if dossier.concluded() != f"{dossier.through()} {__version__}":
        return []
    kept, due = dossier.conclusions(), infer(dossier)
    findings = []
    for name in ("events", "controls", "contradictions"):
        mine, theirs = ({one.id: one for one in getattr(one_of, name)} for one_of in (kept, due))
        findings += [
            ("conclusion", f"{name} {id}", "is not what follows from the claims; `heldby rebuild` draws it anew")
            for id in sorted(mine.keys() | theirs.keys())
            if mine.get(id) != theirs.get(id)
        ]
    voices = {id: due.families.get(id, id) for id in kept.families}
    if dict(kept.families) != voices:
        findings.append(("conclusion", "families", "are not what follows from the reports; `heldby rebuild` draws them anew"))
    return findings
