"""What a redacted copy must not name: what the owner lists, and what is sensitive by default, in every spelling that heldby knows."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain

from heldby.base.text import fold
from heldby.model import Claim, Mention, PlaceRef, SourceRef
from heldby.reference.actors import load_actors
from heldby.release.coarse_places import country_names, entries_named, is_fine, is_name, names_a_place, spellings
from heldby.release.name_matcher import MIN_LETTERS, NameMatcher
from heldby.release.people import parts_of, people_in
from heldby.release.policy import ReleasePolicy, Sensitive
from heldby.release.protected import identifying
from heldby.store import Dossier

Place = PlaceRef | Mention


@dataclass
class SensitiveNames:
    """The names that a copy must not contain.

    Attributes:
        listed: texts from `sensitive.toml` and what reports call the places and sources in it; hidden also inside other words.
        known: further spellings of the same places, sources and persons, hidden as words.
        coarse: names of the places that are more exact than the grid.
        people: names of private persons.
        office_holders: names of persons who hold a public office; where one occurs, its words are not hidden as parts of other names.
        sources: by report, descriptions that could identify an anonymous source.
        kept: folded names that are never hidden.
        places_listed: whether the owner lists a place, so that coordinates in a text must be hidden.
    """

    listed: set[str] = field(default_factory=set)
    known: NameMatcher = field(default_factory=NameMatcher)
    coarse: NameMatcher = field(default_factory=NameMatcher)
    people: set[str] = field(default_factory=set)
    office_holders: set[str] = field(default_factory=set)
    sources: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    kept: set[str] = field(default_factory=set)
    places_listed: bool = False


def find_names(dossier: Dossier, sensitive: Sensitive, policy: ReleasePolicy, covered: Container[str]) -> SensitiveNames:
    """Return what a copy of a dossier must not name. Only the reports with ids in `covered` tell who is a private person."""
    names = SensitiveNames(kept={fold(one) for one in sensitive.public}, places_listed=bool(sensitive.places))
    names.listed.update(sensitive.places, sensitive.sources, sensitive.words, sensitive.persons)
    _add_sources(names, dossier, sensitive.sources)
    if sensitive.places:
        _add_places(names, list(_places(dossier)), sensitive.places)
    for person in sensitive.persons:
        names.known.add(person, sounds=True)
        names.known.add(" ".join(reversed(person.split())))
        for part in parts_of(_without_title(person)):
            names.known.add(part, sounds=True)
    if policy.coarsen:
        _add_coarse(names, _places(dossier), policy.coarsen)
    _add_people(names, dossier, covered)
    return names


def _places(dossier: Dossier) -> Iterator[Place]:
    refs = (ref for claim in dossier.claims(superseded=True) for ref in claim.place)
    return chain(refs, dossier.mentions(kind="place"))


def _words(ref: Place) -> Iterator[str]:
    """Yield what a report and the gazetteer call a place, without descriptions such as "the town"."""
    texts = (ref.text, ref.name, getattr(ref, "anaphor", None))
    yield from (text for text in texts if text and is_name(text))


def _add_places(names: SensitiveNames, refs: Iterable[Place], listed: Iterable[str]) -> None:
    """Add the names of the listed places, and of all places that lie in one of them."""
    refs = list(refs)
    keys, countries = {fold(one) for one in listed}, {ref.country for ref in refs if ref.country}
    ids = {entry.id for one in listed for entry in entries_named(one, countries)}

    def is_listed(ref: Place) -> bool:
        own = any(text is not None and fold(text) in keys for text in (ref.id, ref.name, ref.text))
        return own or ref.id in ids or any(fold(area) in keys for area in (ref.within or "").split(", ") if area)

    found = [ref for ref in refs if is_listed(ref)]
    names.listed.update(word for ref in found for word in _words(ref))
    for spelling in spellings(ids | {ref.id for ref in found if ref.id}):
        if len(spelling.replace(" ", "")) >= MIN_LETTERS:
            names.known.add(spelling, sounds=True)


def _add_coarse(names: SensitiveNames, refs: Iterable[Place], km: float) -> None:
    fine = [ref for ref in refs if is_fine(ref, km) and names_a_place(ref)]
    kept, actors = country_names() | names.kept, load_actors()
    told = {word for ref in fine for word in _words(ref) if not (ref.precision == "unknown" and actors.find(word))}
    for word in told:
        names.coarse.add(word)
    for spelling in spellings({ref.id for ref in fine if ref.id}):
        if len(spelling.replace(" ", "")) >= MIN_LETTERS:
            names.coarse.add(spelling, any_case=False)
    names.coarse.discard(kept)


def _add_sources(names: SensitiveNames, dossier: Dossier, listed: Iterable[str]) -> None:
    """Add what reports and the actor file call the listed outlets and speakers."""
    keys, actors = {fold(one) for one in listed}, load_actors()
    if not keys:
        return
    ids = {actor.id for actor in actors for one in (actor.id, actor.name, *actor.aliases) if fold(one) in keys}
    for claim in dossier.claims(superseded=True):
        for source in _chain(claim.source):
            if fold(source.text) in keys and source.id:
                ids.add(source.id)
    for id in ids:
        actor = actors.get(id)
        for alias in (actor.name, *actor.aliases) if actor else ():
            names.known.add(alias)
    for one in listed:
        names.known.add(one)


def _add_people(names: SensitiveNames, dossier: Dossier, covered: Container[str]) -> None:
    """Find private persons and office holders in the texts, and the descriptions of anonymous sources."""
    candidates, places = _candidates(dossier, names), {fold(word) for ref in _places(dossier) for word in _words(ref)}
    for report in dossier.reports():
        if report.id in covered:
            texts = (text for text in (report.title, report.text) if text)
            for text in texts:
                found = people_in(text, candidates.get(report.id, ()))
                names.office_holders |= found.public
                names.people |= {one for one in found.private if fold(one) not in places and fold(one) not in names.kept}
    holders = {fold(one) for one in names.office_holders}
    names.people = {one for one in names.people if fold(one) not in holders}


def _candidates(dossier: Dossier, names: SensitiveNames) -> dict[str, set[str]]:
    """Return the names of speakers and actors in each report that the actor file does not list, and collect anonymous sources."""
    found: dict[str, set[str]] = defaultdict(set)
    for mention in dossier.mentions(kind="actor"):
        if mention.id is None:
            found[mention.report].add(mention.text)
    for claim in dossier.claims():
        names.sources[claim.report].update(identifying(claim.source))
        found[claim.report].update(_unlisted(claim))
    return found


def _unlisted(claim: Claim) -> Iterator[str]:
    yield from (source.text for source in _chain(claim.source) if source.kind == "named" and source.id is None)
    yield from (ref.text for ref in (*claim.actor, *claim.target) if ref.id is None)


def _chain(source: SourceRef | None) -> Iterator[SourceRef]:
    while source is not None:
        yield source
        source = source.via


def _without_title(person: str) -> str:
    titles = load_actors().heads.titles
    return " ".join(word for word in person.split() if re.sub(r"\W", "", word.casefold()) not in titles)
