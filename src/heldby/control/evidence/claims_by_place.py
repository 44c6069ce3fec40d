"""Heard: the claims as the model takes them, by the place that they speak of, and what each place's claims say of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from functools import cached_property

from heldby.control.cache import digest
from heldby.control.evidence.claim_context import ClaimContext
from heldby.control.evidence.claim_source import Author, Authors
from heldby.control.evidence.denials import with_denials
from heldby.control.evidence.statements import Statement, statements
from heldby.control.evidence.unresolved_names import joined
from heldby.model import Claim, voice_of
from heldby.reference.place_keys import site_key
from heldby.reference.sides import SideResolver


def heard(claims: Iterable[Claim]) -> list[Claim]:
    """The claims as the model takes them: denied what stands inside a denial, bare names as the one place that is called so."""
    return joined(with_denials(claims))


class ClaimsByPlace:
    """Claims by place, and for each place, once it is asked for, what they say of it and a digest of all that this rests on."""

    def __init__(self, order: Sequence[Claim], sayings: ClaimContext, *, digests: bool = False) -> None:
        """`order` are the claims by report and place in it; without `digests` each place's key stands for its digest."""
        told = heard(order)
        self.sayings = sayings
        self.camps = SideResolver(sayings.actors, sayings.sides, told)
        self.authors = Authors(sayings.sources)
        self.claims: dict[str, list[Claim]] = defaultdict(list)
        self._retaken = {one.id for one, now in zip(order, told, strict=True) if one is not now}
        for claim in told:
            for key in {site_key(ref) for ref in claim.place}:
                if key is not None:
                    self.claims[key].append(claim)
        self._said: dict[str, list[Statement]] = {}
        self._digests: dict[str, str] = {} if digests else {place: place for place in self.claims}

    def said(self, place: str) -> list[Statement]:
        """The statements of a place's own claims, in order of time and then of id, so that the claims' order never matters."""
        found = self._said.get(place)
        if found is None:
            made = statements(self.claims[place], place, self.camps, self.sayings)
            found = self._said[place] = sorted(made, key=lambda one: (one.first or 0, one.last or 0, one.claim.id))
        return found

    def digest(self, place: str) -> str:
        """A digest of all that a place's statements, its site and their authors rest on; claims may speak of several places."""
        found = self._digests.get(place)
        if found is None:
            found = self._digests[place] = digest(self._common, place, *map(self._rests_on, self.claims[place]))
        return found

    @cached_property
    def _common(self) -> str:
        return digest(asdict(self.sayings.settings), self.sayings.sides)

    def _rests_on(self, claim: Claim) -> tuple[object, ...]:
        """A claim's content, which its id stands for where nothing changed it since, and what else bears on what it says."""
        day = self.sayings.published.get(claim.report)
        return (
            f"{claim.id} {claim.confidence}" if self._as_made(claim) else claim.model_dump_json(),
            voice_of(claim, self.sayings.families), day and day.toordinal(), self.authors.of(claim), self._followed(claim),
        )  # fmt: skip

    def _followed(self, claim: Claim) -> list[tuple[str, str]]:
        """Those whom a claim names and no file knows, with the sides that reports gave them."""
        if not self.camps.follow:
            return []
        parties = [ref.name or ref.text for ref in (*claim.actor, *claim.target) if ref.id is None]
        return self.camps.told_of([*parties, claim.source.text] if claim.source and claim.source.id is None else parties)

    def _as_made(self, claim: Claim) -> bool:
        corrected = self.sayings.corrected
        return corrected is not None and claim.id not in corrected and claim.id not in self._retaken

    def author(self, said: Statement) -> Author | None:
        """Whose word a statement is."""
        return self.authors.of(said.claim)
