"""Answering: what is concluded, today or as known on a day, and why; what answers need beyond it is found anew from the claims."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from heldby.pipeline.derive import infer, is_concluded, remembered
from heldby.pipeline.judged_claims import JudgedClaims, as_left, basis_of, own_voices
from heldby.store import Conclusions, Dossier, dossier_config
from heldby.store.record import conclusions

if TYPE_CHECKING:
    import datetime as dt

    from heldby.control import Argument, ExplainContext, Reliability
    from heldby.control.model_inputs import ModelInputs
    from heldby.model import Control


def picture(dossier: Dossier, *, known_on: dt.date | None = None) -> Conclusions:
    """What the dossier concludes today, or would have concluded with what was known on a day.

    Where acts came after the conclusions kept, as when a run was ended before it concluded, they are drawn anew, and not kept.
    """
    fresh = _follow_from_all(dossier)
    return dossier.conclusions() if known_on is None and fresh else infer(dossier, known_on=known_on, known=remembered(dossier))


def _follow_from_all(dossier: Dossier) -> bool:
    """Whether the conclusions kept, whichever version drew them, follow from all acts, what people wrote beside the ledger taken in."""
    dossier_config.adopt(dossier)
    mark = dossier.concluded()
    return mark is not None and int(mark.split()[0]) >= dossier.through()


def shelved(dossier: Dossier) -> Conclusions:
    """What `picture` gives of today, packed (`heldby.store.record.packed_sequence`)."""
    return dossier.shelved() if _follow_from_all(dossier) else conclusions.packed(infer(dossier, known=remembered(dossier)))


def shelved_of(dossier: Dossier, known_on: dt.date, *, events: bool = True) -> Conclusions:
    """What `infer` gives of what was known on a day, packed."""
    return conclusions.packed(infer(dossier, known_on=known_on, known=remembered(dossier), events=events))


def common(dossier: Dossier, drawn: Conclusions, *, known_on: dt.date | None = None) -> ExplainContext:
    """What the answers about all places in the picture `drawn` of `known_on` have in common; if that was not kept it is found from every
    claim, and kept with today's conclusions."""
    from pydantic import ValidationError

    from heldby.base.gc_pause import uncollected
    from heldby.control import ExplainContext, common_of

    with suppress(ValidationError):
        if drawn.common:
            return ExplainContext.model_validate_json(drawn.common)
    mark = dossier.concluded()
    with uncollected():
        told = basis_of(dossier, drawn, known_on, remembered(dossier).texts)
        found = common_of(_laid(dossier, told, known_on), drawn.controls, own_voices(told.voices, drawn.families))
    if known_on is None and mark and is_concluded(dossier):
        dossier.keep_common(found.model_dump_json(), mark)
    return found


def argue(
    dossier: Dossier, drawn: Conclusions, control: Control, on: dt.date | None = None, *, known_on: dt.date | None = None,
    shared: ExplainContext | None = None,
) -> Argument | None:  # fmt: skip
    """Why the answer about a place on a day is what it is, claim by claim; `drawn` is the picture of `known_on`, `shared` its `common`.

    Only the claims that bear on the place are read.
    """
    from heldby.control import argument, load_parameters, standing_on
    from heldby.views import bearing

    shared = shared or common(dossier, drawn, known_on=known_on)
    claims = bearing(dossier, control, shared.areas_around(control), load_parameters().reach["nearby_km"], known_on)
    told = as_left(dossier, claims, {**drawn.families, **shared.voices})
    ground = standing_on(shared, _laid(dossier, told, known_on), dossier_config.given(dossier).trust)
    return argument(ground, control.id, on)


def _laid(dossier: Dossier, told: JudgedClaims, known_on: dt.date | None) -> ModelInputs:
    """The ground of claims, nobody's word weighed."""
    from heldby.control import lay

    days, outlets, sides = dossier.published(), dossier.sources(), dossier_config.given(dossier).sides
    return lay(told.claims, told.voices, dossier.dated(), known_on, sides=sides, known=days, sources=outlets)


def filled(dossier: Dossier, drawn: Conclusions, *, known_on: dt.date | None = None) -> list[Control]:
    """Inferred rows for places that reports name and no one tells the control of: from near places, else by whose land it is.

    They rest on no claims and are no part of the conclusions.
    """
    from heldby.control import fill
    from heldby.reference.gazetteer.curated_pack import rivers
    from heldby.reference.place_keys import sites_named
    from heldby.reference.sides import SideResolver

    named = sites_named(dossier.mentions(kind="place", known_on=known_on))
    return fill(drawn.controls, named, rivers=rivers(), camps=SideResolver(None, dossier_config.given(dossier).sides))


def records(dossier: Dossier, drawn: Conclusions, *, known_on: dt.date | None = None) -> list[Reliability]:
    """How often each outlet and named speaker agreed with what other voices came to agree on, in the picture `drawn` of `known_on`."""
    from heldby.control import source_records

    told = basis_of(dossier, drawn, known_on, remembered(dossier).texts)
    return source_records(
        told.claims, drawn.controls, dossier.sources(), families=told.voices, published=dossier.dated(),
        sides=dossier_config.given(dossier).sides,
    )  # fmt: skip
