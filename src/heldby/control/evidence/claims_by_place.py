"""Claims grouped by the place that they are about, and the statements of each place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from functools import cached_property

from heldby.control.cache import digest
from heldby.control.evidence.claim_context import ClaimContext
from heldby.control.evidence.claim_source import Source, SourceResolver
from heldby.control.evidence.deduced_sides import deduce_sides, follow_announced_withdrawals
from heldby.control.evidence.denials import mark_denied
from heldby.control.evidence.disputes import mark_disputes
from heldby.control.evidence.entries import read_entries
from heldby.control.evidence.statements import Statement, announced_withdrawals, statements
from heldby.control.evidence.unresolved_names import link_bare_names
from heldby.model import Claim, PlaceRef, family_of
from heldby.reference.actors import load_actors
from heldby.reference.place_keys import place_key
from heldby.reference.sides import SideResolver

SEA = "sea-"
"""Start of the ids of seas in the place pack."""


def prepare_claims(claims: Iterable[Claim]) -> list[Claim]:
    """Return the claims as the control model uses them: claims inside a denial are marked as denied, and bare place names are linked."""
    return link_bare_names(mark_denied(claims))


class ClaimsByPlace:
    """Claims by the key of their place. The statements and the digest of a place are computed on first use."""

    def __init__(self, order: Sequence[Claim], context: ClaimContext, *, digests: bool = False) -> None:
        """Group claims that are ordered by report and by position in the report.

        Digests are needed only if results are cached. Without `digests`, `digest` returns the key of the place instead.
        """
        prepared = prepare_claims(order)
        self.context = context
        self.sides = SideResolver(context.actors, context.sides, prepared)
        self.sources = SourceResolver(context.outlets)
        self.claims: dict[str, list[Claim]] = defaultdict(list)
        self._changed = {one.id for one, now in zip(order, prepared, strict=True) if one is not now}
        for claim in prepared:
            for key in {place_key(ref) for ref in claim.place if self._may_be_held(ref, claim)}:
                if key is not None:
                    self.claims[key].append(claim)
        self._statements: dict[str, list[Statement]] = {}
        self._digests: dict[str, str] = {} if digests else {place: place for place in self.claims}

    def _may_be_held(self, place: PlaceRef, claim: Claim) -> bool:
        """Check that a claim may say who holds a place.

        A whole country is only held by its own government: who holds "the last town of northern Iraq" does not hold Iraq. No one holds a
        sea.
        """
        if (place.id or "").startswith(SEA):
            return False
        whole = place.precision == "country" or (place.id is not None and place.id == place.country)
        country = load_actors().countries_by_code.get(place.country or "") if whole else None
        return country is None or any(ref.id == country.government for ref in (*claim.actor, *claim.target))

    def statements(self, place: str) -> list[Statement]:
        """Return the statements that claims make about a place, ordered by time and then by claim id."""
        found = self._statements.get(place)
        if found is None:
            made = statements(self.claims[place], place, self.sides, self.context)
            order = sorted(made, key=lambda one: (one.first or 0, one.last or 0, one.claim.id))
            rows = deduce_sides(order, self._owner(place))
            leaving = announced_withdrawals(self.claims[place], place, self.sides, self.context)
            followed = follow_announced_withdrawals(rows, leaving, self.context.parameters.strength["capture"])
            entered = read_entries(followed, self.context.parameters)
            found = mark_disputes(entered, self.context.parameters.strength["disputed"])
            self._statements[place] = found
        return found

    def _owner(self, place: str) -> str | None:
        """Return the side of the state on whose territory a place lies, or None if that is not known."""
        country = next((ref.country for one in self.claims[place] for ref in one.place if place_key(ref) == place and ref.country), None)
        state = self.sides.sovereign(country)
        return self.sides.side(state, None, country) if state else None

    def digest(self, place: str) -> str:
        """Return a digest of everything that the statements about a place depend on: its claims, their families, sources and sides."""
        found = self._digests.get(place)
        if found is None:
            found = self._digests[place] = digest(self._shared_digest, place, *map(self._dependencies, self.claims[place]))
        return found

    @cached_property
    def _shared_digest(self) -> str:
        return digest(asdict(self.context.parameters), self.context.sides)

    def _dependencies(self, claim: Claim) -> tuple[object, ...]:
        """Return what the statement of a claim depends on: the claim (its id if unchanged, else its content) and its context."""
        day = self.context.published.get(claim.report)
        return (
            f"{claim.id} {claim.confidence}" if self._is_unchanged(claim) else claim.model_dump_json(),
            family_of(claim, self.context.families), day and day.toordinal(), self.sources.source_of(claim),
            self._sides_from_reports(claim),
        )  # fmt: skip

    def _sides_from_reports(self, claim: Claim) -> list[tuple[str, str]]:
        """Return the sides that reports give to those actors of a claim that are not in the actor file."""
        if not self.sides.has_reported_sides:
            return []
        names = [ref.name or ref.text for ref in (*claim.actor, *claim.target) if ref.id is None]
        return self.sides.reported_sides([*names, claim.source.text] if claim.source and claim.source.id is None else names)

    def _is_unchanged(self, claim: Claim) -> bool:
        corrected = self.context.corrected
        return corrected is not None and claim.id not in corrected and claim.id not in self._changed

    def source_of(self, statement: Statement) -> Source | None:
        """Return the source of a statement, or None if it is not known."""
        return self.sources.source_of(statement.claim)
