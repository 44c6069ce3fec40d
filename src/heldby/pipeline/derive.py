"""Derive families, events, control and contradictions from the claims, and store the result."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from heldby.base.gc_pause import gc_paused
from heldby.pipeline.increment import refresh_state
from heldby.pipeline.inputs import Inputs, open_inputs
from heldby.pipeline.judged_claims import add_claim_families, claim_families, control_input, judge_claims, judged_families
from heldby.store import Conclusions, Dossier, dossier_config
from heldby.version import __version__

if TYPE_CHECKING:
    import datetime as dt

    from heldby.control import InferenceCache
    from heldby.events import SketchCache
    from heldby.model import Event
    from heldby.model.contradiction import Contradiction


LARGE = 20_000
"""Least number of claims of a dossier that gets a working state. The conclusions of a smaller one are derived in a few seconds."""


class DerivationCache(NamedTuple):
    """Results of earlier derivations for places and for texts. They save work and do not change any answer."""

    places: InferenceCache
    texts: SketchCache


def load_cache(dossier: Dossier) -> DerivationCache:
    """Return the stored cache, or an empty one if another version of heldby wrote it."""
    from heldby.control import InferenceCache
    from heldby.events import SketchCache

    mark = dossier.conclusions_mark()
    if mark is None or mark.split()[1] != __version__:
        return _empty_cache()
    return DerivationCache(InferenceCache(dossier.load_inferences()), SketchCache(dossier.load_signatures()))


def _empty_cache() -> DerivationCache:
    from heldby.control import InferenceCache
    from heldby.events import SketchCache

    return DerivationCache(InferenceCache(), SketchCache())


def conclude(dossier: Dossier, *, force: bool = False) -> Conclusions:
    """Return the dossier's conclusions. If they are out of date, they are first derived again and stored.

    With `force`, they are derived again in any case, without the cache of earlier results.
    """
    if not force and is_concluded(dossier):
        return dossier.conclusions()
    cache = _empty_cache() if force else load_cache(dossier)
    found, position = _derive(dossier, None, cache, events=True)
    if dossier.save_conclusions(found, through=position, by=__version__):
        dossier.save_inferences(cache.places.dump())
        if cache.texts.changed():
            dossier.save_signatures(cache.texts.dump())
        if dossier.counts()["claims"] >= LARGE:
            refresh_state(dossier, force=force)
    return found


def is_concluded(dossier: Dossier) -> bool:
    """Check whether the stored conclusions follow from the whole ledger and this version of heldby.

    Changed settings files are first recorded in the ledger.
    """
    dossier_config.adopt_changes(dossier)
    return dossier.conclusions_mark() == f"{dossier.ledger_position()} {__version__}"


def refresh_conclusions(dossier: Dossier) -> None:
    """Derive and store the conclusions if they are out of date. Unlike `conclude`, this never loads stored conclusions."""
    if not is_concluded(dossier):
        conclude(dossier)


def derive_conclusions(
    dossier: Dossier, *, known_on: dt.date | None = None, cache: DerivationCache | None = None, events: bool = True
) -> Conclusions:
    """Derive the conclusions of a dossier without storing them.

    Args:
        dossier: the dossier.
        known_on: use only reports known by this day; an undated report counts from the day on which it was added.
        cache: results of earlier derivations, to which new results are added.
        events: whether to derive events and contradictions, which is half of the work on a large record.
    """
    return _derive(dossier, known_on, cache or _empty_cache(), events=events)[0]


def _derive(dossier: Dossier, known_on: dt.date | None, cache: DerivationCache, *, events: bool) -> tuple[Conclusions, int]:
    """Derive the conclusions; return them and the ledger position that they are based on."""
    with gc_paused():
        with open_inputs(dossier, known_on) as inputs:
            families = judged_families(inputs, cache.texts)
            with_claims = add_claim_families(inputs, families, cache.texts)
        return _conclusions(inputs, families, with_claims, cache.places, events), inputs.position


def _conclusions(
    inputs: Inputs, families: dict[str, str], with_claims: dict[str, str], cache: InferenceCache, with_events: bool
) -> Conclusions:
    """Derive events, control and contradictions; `with_claims` holds the families of reports and of claims."""
    from heldby.control import build_explain_context, infer_places, prepare_inputs
    from heldby.control.evidence.unresolved_names import link_bare_names
    from heldby.events import find_contradictions

    claims, events = judge_claims(inputs, with_claims, with_events=with_events)
    model_inputs = prepare_inputs(control_input(inputs, claims, with_claims, cache))
    controls = infer_places(model_inputs)
    context = build_explain_context(model_inputs, controls, claim_families(with_claims, families)).model_dump_json()
    if not with_events:
        return Conclusions(families, controls=controls, explain_context=context)
    contradictions = find_contradictions(
        link_bare_names(claims), controls, families=with_claims, published=inputs.published, sides=inputs.config.sides,
        outlets=inputs.outlets,
    )  # fmt: skip
    return Conclusions(families, with_contradicting_claims(events, contradictions), controls, contradictions, context)


def with_contradicting_claims(events: Sequence[Event], contradictions: Iterable[Contradiction]) -> list[Event]:
    """Return the events with `contradicts` set to the ids of the claims that contradict the event's own."""
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
    """Compare the stored conclusions with newly derived ones, and return each difference as (part, subject, problem).

    Conclusions of another version or of an earlier ledger position are not checked, because the next run replaces them.
    """
    if dossier.conclusions_mark() != f"{dossier.ledger_position()} {__version__}":
        return []
    stored, derived = dossier.conclusions(), derive_conclusions(dossier)
    findings = []
    for name in ("events", "controls", "contradictions"):
        mine, theirs = ({one.id: one for one in getattr(conclusions, name)} for conclusions in (stored, derived))
        findings += [
            ("conclusion", f"{name} {id}", "does not follow from the claims; derive it again with: heldby rebuild")
            for id in sorted(mine.keys() | theirs.keys())
            if mine.get(id) != theirs.get(id)
        ]
    if dict(stored.families) != {id: derived.families.get(id, id) for id in stored.families}:
        findings.append(("conclusion", "families", "do not follow from the reports; derive them again with: heldby rebuild"))
    return findings
