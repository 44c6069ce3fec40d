"""Concluding: from the claims kept to families, events, control and contradictions, which are kept beside them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from heldby.version import __version__
from heldby.judgements import judgement
from heldby.pipeline.judged_claims import altered, believe, apply_family_judgements, judges_events, own_voices, voices_of
from heldby.store import Conclusions, Dossier, dossier_config

if TYPE_CHECKING:
    import datetime as dt

    from heldby.control import InferenceCache
    from heldby.events import Sketches
    from heldby.model import Event
    from heldby.model.contradiction import Contradiction


def conclude(dossier: Dossier, *, force: bool = False) -> Conclusions:
    """Families, events, control and contradictions of the dossier; drawn anew when the ledger or this program moved on since."""
    if not force and is_concluded(dossier):
        return dossier.conclusions()
    through = dossier.ledger_position()
    known = _nothing() if force else load_cache(dossier)
    found = derive_conclusions(dossier, known=known)
    if dossier.conclude(found, through=through, by=__version__):
        dossier.remember(known.places.dump())
        if known.texts.changed():
            dossier.keep_sketches(known.texts.written())
    return found


def is_concluded(dossier: Dossier) -> bool:
    """Whether the conclusions kept are this program's and follow from all that the ledger holds, what people wrote beside it taken in."""
    dossier_config.adopt_changes(dossier)
    return dossier.conclusions_mark() == f"{dossier.ledger_position()} {__version__}"


def refresh_conclusions(dossier: Dossier) -> None:
    """Draw the conclusions anew where they are not up to date; they are kept in the dossier, and none of them is read here."""
    if not is_concluded(dossier):
        conclude(dossier)


class DerivationCache(NamedTuple):
    """What was found before of places and of texts; it spares work and changes no answer."""

    places: InferenceCache
    texts: Sketches


def load_cache(dossier: Dossier) -> DerivationCache:
    """What this version of the program found before."""
    from heldby.control import InferenceCache
    from heldby.events import Sketches

    mark = dossier.conclusions_mark()
    if mark is None or mark.split()[1] != __version__:
        return _nothing()
    return DerivationCache(InferenceCache(dossier.remembered()), Sketches(dossier.sketches()))


def _nothing() -> DerivationCache:
    from heldby.control import InferenceCache
    from heldby.events import Sketches

    return DerivationCache(InferenceCache(), Sketches())


def derive_conclusions(
    dossier: Dossier, *, known_on: dt.date | None = None, known: DerivationCache | None = None, events: bool = True
) -> Conclusions:  # fmt: skip
    """What follows from the dossier's claims, using nothing that was published after `known_on`.

    An undated report counts from the day it was read in. `known` spares places and texts of which nothing is new. Without `events` neither
    they nor contradictions are looked for, which on a large record is half of the work.
    """
    from heldby.base.gc_pause import uncollected

    with uncollected():
        return _infer(dossier, known_on, known or _nothing(), events)


def _infer(dossier: Dossier, known_on: dt.date | None, known: DerivationCache, events: bool) -> Conclusions:
    from heldby.control import ControlInput, build_explain_context, infer_places, prepare_inputs
    from heldby.events import find_contradictions, find_families

    published, from_day, person = dossier.publication_dates(), dossier.known_dates(), dossier_config.load_config(dossier)
    then = {id for id, day in from_day.items() if known_on is None or day <= known_on}
    families = find_families((report for report in dossier.reports() if report.id in then), known.texts)
    families = apply_family_judgements(families, dossier.standings(()))
    read = list(dossier.claims(known_on=known_on))
    told = list(judgement.apply_to_claims(read, dossier.standings()))
    voices = voices_of(dossier, told, families, known.texts)
    if events or judges_events(dossier):
        claims, kept = believe(dossier, told, voices)
    else:
        claims, kept = told, []
    data = ControlInput(
        claims, families=voices, published=published, known_on=known_on, available=from_day, outlets=dossier.outlets(),
        reliability=person.trust, sides=person.sides, cache=known.places, corrected=altered(read, claims),
    )  # fmt: skip
    inputs = prepare_inputs(data)
    controls = infer_places(inputs)
    common = build_explain_context(inputs, controls, own_voices(voices, families))
    if not events:
        return Conclusions(families, controls=controls, common=common.model_dump_json())
    contradictions = find_contradictions(claims, kept, controls, families=voices, published=published, sides=person.sides)
    return Conclusions(families, with_contradicting_claims(kept, contradictions), controls, contradictions, common.model_dump_json())


def with_contradicting_claims(events: Sequence[Event], contradictions: Iterable[Contradiction]) -> list[Event]:
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


def check_conclusions(dossier: Dossier) -> list[tuple[str, str, str]]:
    """Where the conclusions kept are not those that follow from the record: (part, subject, problem).

    Conclusions that another version drew, or that fewer acts led to, are not judged: the next run draws them anew.
    """
    if dossier.conclusions_mark() != f"{dossier.ledger_position()} {__version__}":
        return []
    kept, due = dossier.conclusions(), derive_conclusions(dossier)
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
