"""The record as the working state reads it: the claims that an answer needs, after judgements, and what they depend on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from heldby.base.text import fold_case
from heldby.judgements.apply import apply_to_claims
from heldby.judgements.judgement import Outcomes
from heldby.model import Claim, PlaceRef
from heldby.pipeline.increment.parties import stored_parties
from heldby.pipeline.increment.voices import families_of
from heldby.store.dossier_config import DossierConfig
from heldby.store.query import claim_lookup
from heldby.store.query.claim_lookup import FoundClaim
from heldby.store.query.record_reader import RecordReader
from heldby.store.state.working_state import WorkingState, decode, encode

if TYPE_CHECKING:
    from heldby.control.evidence.claims_by_place import ClaimsByPlace


@dataclass
class Record:
    """The record in one transaction, with the working state beside it.

    Attributes:
        reader: the record.
        state: the working state.
        outcomes: the outcomes of all judgements.
        config: the settings files of the dossier.
        claims: the claims that were loaded, by id; None for one that does not count.
        grouped: the places whose claims `Places` grouped last, and these claims.
    """

    reader: RecordReader
    state: WorkingState
    outcomes: Outcomes
    config: DossierConfig
    claims: dict[str, FoundClaim | None] = field(default_factory=dict)
    grouped: tuple[frozenset[str], ClaimsByPlace | None] = (frozenset(), None)

    def load(self, ids: Iterable[str]) -> list[FoundClaim]:
        """Return the claims with some ids, after judgements. Those that are rejected, superseded or retracted are left out."""
        wanted = list(dict.fromkeys(ids))
        missing = [id for id in wanted if id not in self.claims]
        self.claims.update(dict.fromkeys(missing))
        self._keep(claim_lookup.claims_by_id(self.reader, missing))
        return [found for id in wanted if (found := self.claims[id]) is not None]

    def of_reports(self, reports: Iterable[str]) -> list[FoundClaim]:
        """Return the claims of some reports, after judgements."""
        return self._keep(claim_lookup.claims_of_reports(self.reader, reports))

    def at_name(self, name: str) -> list[FoundClaim]:
        """Return the claims that write a place with a name, after judgements, and all claims that were given other places."""
        replaced = [id for (kind, id), one in self.outcomes.items() if kind == "claim" and "place" in (one.correction or {})]
        return [*self._keep(claim_lookup.claims_at_name(self.reader, name)), *self.load(replaced)]

    def _keep(self, rows: Iterable[FoundClaim]) -> list[FoundClaim]:
        kept = []
        for row in rows:
            for claim in apply_to_claims([row.claim], self.outcomes):
                kept.append(row._replace(claim=claim))
                self.claims[claim.id] = kept[-1]
        return kept

    def forget(self) -> None:
        """Free the memory that loaded claims take."""
        self.claims.clear()
        self.grouped = frozenset(), None

    def by_place(self, ids: Iterable[str]) -> ClaimsByPlace:
        """Return claims by place, as the whole record would give them, from a few claims.

        What decides how these claims are understood is loaded, too: the denials in their reports, and the claims that share a name without
        a gazetteer entry. Only the places of the claims with the given ids have all of their claims.
        """
        from heldby.control.evidence.claim_context import ClaimContext
        from heldby.control.evidence.claim_source import SourceResolver
        from heldby.control.evidence.claims_by_place import ClaimsByPlace
        from heldby.control.parameters import load_parameters
        from heldby.reference.sides import SideResolver

        found = self._with_context(self.load(ids))
        outlets = {row.claim.report: row.outlet for row in found.values()}
        context = ClaimContext(
            families=self._families(found.values()), published=_published(found.values()), outlets=outlets, sides=self.config.sides,
            actors=None, parameters=load_parameters(),
        )  # fmt: skip
        order = sorted((row.claim for row in found.values()), key=lambda claim: (claim.report, claim.start, claim.id))
        claims = ClaimsByPlace(order, context)
        claims.sides = SideResolver(None, self.config.sides, reported=stored_parties(self.state))
        claims.sources = SourceResolver(outlets, [decode(name) for (name,) in self.state.rows("SELECT name FROM outlets")])
        return claims

    def _with_context(self, rows: Iterable[FoundClaim]) -> dict[str, FoundClaim]:
        found = {row.claim.id: row for row in rows}
        reports = {encode(row.claim.report) for row in found.values()}
        denials = [id for (id,) in self.state.rows_for("SELECT claim FROM rejections WHERE report IN (...)", reports)]
        new = {row.claim.id: row for row in self.load(denials)} | found
        names: set[str] = set()
        while unseen := {name for row in new.values() for name in bare_names(row.claim)} - names:
            found |= new
            names |= unseen
            new = {row.claim.id: row for name in unseen for row in self.at_name(name)}
        return found | new

    def _families(self, rows: Collection[FoundClaim]) -> dict[str, str]:
        reports, ids = {row.claim.report for row in rows}, [row.claim.id for row in rows]
        voices = self.state.rows_for("SELECT claim, family FROM voices WHERE claim IN (...)", ids)
        return {**families_of(self.state, reports), **{claim: decode(family) for claim, family in voices}}


def bare_names(claim: Claim) -> set[str]:
    """Return the names of a claim's places that have no gazetteer entry, folded as `link_bare_names` compares them."""
    from heldby.control.evidence.unresolved_names import is_bare

    return {fold_case(ref.text) for ref in claim.place if is_bare(ref)}


def point_names(claim: Claim) -> set[str]:
    """Return the names of a claim's places to which a bare name may be linked."""

    def names_point(ref: PlaceRef) -> bool:
        return ref.id is not None and ref.relative is None and ref.precision == "point"

    return {fold_case(ref.text) for ref in claim.place if names_point(ref)}


def _published(rows: Iterable[FoundClaim]) -> dict[str, dt.date | None]:
    return {row.claim.report: row.published for row in rows}
