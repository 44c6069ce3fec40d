"""Answering: what is concluded, today or as known on a day, and why; what answers need beyond it is found anew from the claims."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from heldby.pipeline.derive import derive_conclusions, is_concluded, load_cache
from heldby.pipeline.judged_claims import JudgedClaims, as_left, basis_of, own_voices
from heldby.store import Conclusions, Dossier, dossier_config
from heldby.store.record import conclusions

if TYPE_CHECKING:
    import datetime as dt

    from heldby.control import ExplainContext, Explanation, ModelInputs, Reliability
    from heldby.model import Control


def take_snapshot(dossier: Dossier, *, known_on: dt.date | None = None) -> Conclusions:
    """What the dossier concludes today, or would have concluded with what was known on a day.

    Where acts came after the conclusions kept, as when a run was ended before it concluded, they are drawn anew, and not kept.
    """
    fresh = _follow_from_all(dossier)
    return dossier.conclusions() if known_on is None and fresh else derive_conclusions(dossier, known_on=known_on, known=load_cache(dossier))


def _follow_from_all(dossier: Dossier) -> bool:
    """Whether the conclusions kept, whichever version drew them, follow from all acts, what people wrote beside the ledger taken in."""
    dossier_config.adopt_changes(dossier)
    mark = dossier.conclusions_mark()
    return mark is not None and int(mark.split()[0]) >= dossier.ledger_position()


def packed_snapshot(dossier: Dossier) -> Conclusions:
    """What `picture` gives of today, packed (`heldby.store.record.packed_sequence`)."""
    return dossier.packed_conclusions() if _follow_from_all(dossier) else conclusions.pack(derive_conclusions(dossier, known=load_cache(dossier)))


def packed_snapshot_on(dossier: Dossier, known_on: dt.date, *, events: bool = True) -> Conclusions:
    """What `derive_conclusions` gives of what was known on a day, packed."""
    return conclusions.pack(derive_conclusions(dossier, known_on=known_on, known=load_cache(dossier), events=events))


def load_explain_context(dossier: Dossier, drawn: Conclusions, *, known_on: dt.date | None = None) -> ExplainContext:
    """What the answers about all places in the picture `drawn` of `known_on` have in common; if that was not kept it is found from every
    claim, and kept with today's conclusions."""
    from pydantic import ValidationError

    from heldby.base.gc_pause import uncollected
    from heldby.control import ExplainContext, build_explain_context

    with suppress(ValidationError):
        if drawn.common:
            return ExplainContext.model_validate_json(drawn.common)
    mark = dossier.conclusions_mark()
    with uncollected():
        told = basis_of(dossier, drawn, known_on, load_cache(dossier).texts)
        found = build_explain_context(_laid(dossier, told, known_on), drawn.controls, own_voices(told.voices, drawn.families))
    if known_on is None and mark and is_concluded(dossier):
        dossier.keep_common(found.model_dump_json(), mark)
    return found


def explain_control(
    dossier: Dossier, drawn: Conclusions, control: Control, on: dt.date | None = None, *, known_on: dt.date | None = None,
    shared: ExplainContext | None = None,
) -> Explanation | None:  # fmt: skip
    """Why the answer about a place on a day is what it is, claim by claim; `drawn` is the picture of `known_on`, `shared` its `common`.

    Only the claims that bear on the place are read.
    """
    from heldby.control import apply_explain_context, explain_answer, load_parameters
    from heldby.views import find_relevant_claims

    shared = shared or load_explain_context(dossier, drawn, known_on=known_on)
    claims = find_relevant_claims(dossier, control, shared.areas_around(control), load_parameters().reach["nearby_km"], known_on)
    told = as_left(dossier, claims, {**drawn.families, **shared.voices})
    inputs = apply_explain_context(shared, _laid(dossier, told, known_on), dossier_config.load_config(dossier).trust)
    return explain_answer(inputs, control.id, on)


def _laid(dossier: Dossier, told: JudgedClaims, known_on: dt.date | None) -> ModelInputs:
    """Return the inputs of control from some claims, without weights for sources."""
    from heldby.control import ControlInput, prepare_unweighted_inputs

    days, outlets, sides = dossier.known_dates(), dossier.outlets(), dossier_config.load_config(dossier).sides
    data = ControlInput(
        told.claims, families=told.voices, published=dossier.publication_dates(), known_on=known_on, available=days, outlets=outlets,
        sides=sides,
    )  # fmt: skip
    return prepare_unweighted_inputs(data)


def impute_control(dossier: Dossier, drawn: Conclusions, *, known_on: dt.date | None = None) -> list[Control]:
    """Inferred rows for places that reports name and no one tells the control of: from near places, else by whose land it is.

    They rest on no claims and are no part of the conclusions.
    """
    from heldby.control import impute_places
    from heldby.reference.gazetteer.curated_pack import river_lines
    from heldby.reference.place_keys import mentioned_places
    from heldby.reference.sides import SideResolver

    named = mentioned_places(dossier.mentions(kind="place", known_on=known_on))
    return impute_places(drawn.controls, named, rivers=river_lines(), sides=SideResolver(None, dossier_config.load_config(dossier).sides))


def rate_sources(dossier: Dossier, drawn: Conclusions, *, known_on: dt.date | None = None) -> list[Reliability]:
    """How often each outlet and named speaker agreed with what other voices came to agree on, in the picture `drawn` of `known_on`."""
    from heldby.control import ControlInput, estimate_reliability

    told = basis_of(dossier, drawn, known_on, load_cache(dossier).texts)
    data = ControlInput(
        told.claims, families=told.voices, published=dossier.publication_dates(), outlets=dossier.outlets(),
        sides=dossier_config.load_config(dossier).sides,
    )  # fmt: skip
    return estimate_reliability(data, drawn.controls)
