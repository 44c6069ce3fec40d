"""Statements: what a claim says of who gained, lost, holds or fights for a place, when, and how strongly to take it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from heldby.control.evidence.claim_context import ClaimContext
from heldby.control.parameters import Parameters
from heldby.model import ActorRef, Claim, PlaceRef, voice_of
from heldby.reference.place_keys import is_road, site_key
from heldby.reference.sides import SideResolver, is_named

Form = Literal["change", "state", "fight", "partial", "against", "siege", "strike"]
CHANGES = frozenset({"capture", "withdraw", "surrender", "lost"})
FIGHTS = frozenset({"contests", "clash", "advance", "offensive"})
STRIKES = frozenset({"airstrike", "shelling"})
MOST = 0.97
"""Greatest strength of one statement: no single voice settles a question."""
AT_LARGE = frozenset({"people", "residents", "civilians", "families", "villagers", "refugees", "inhabitants"})
"""Last words of those who flee and return, and hold nothing."""
ARMED = frozenset({
    "militants", "fighters", "units", "troops", "forces", "soldiers", "rebels",
    "insurgents", "gunmen", "terrorists", "militias", "militiamen",
})  # fmt: skip
"""Last words of those who bear arms for one side or another ..."""
SORTS = frozenset({
    "elite", "special", "tribal", "local", "armed", "government", "pro-government", "security", "foreign", "allied",
    "opposition", "rebel",
})  # fmt: skip
"""... and first words that do not tell for which."""
SILENT = frozenset({"planned", "expected", "hypothetical"})


@dataclass(frozen=True, slots=True)
class Statement:
    """One claim's word on one site. Days are ordinals, null where nothing dates it; `gain` and `lose` are sides.

    A change came about on a day from `first` to `last`; a state was so on both. `strength` is the probability that it is so.
    `actor` is who would hold the place if it is; `area` marks what is said of an area that the site lies in.
    """

    site: str
    claim: Claim
    family: str
    form: Form
    gain: str | None
    lose: tuple[str, ...]
    parties: tuple[str, ...]
    actor: ActorRef | None
    first: int | None
    last: int | None
    known: int | None
    strength: float
    area: bool = False


def statements(claims: Iterable[Claim], site: str, camps: SideResolver, sayings: ClaimContext) -> Iterator[Statement]:
    """Every statement about control of a site that its claims make, at most one each."""
    for claim in claims:
        place = {site_key(ref): ref for ref in claim.place}[site]
        day = sayings.published.get(claim.report)
        yield from _read(claim, site, place, voice_of(claim, sayings.families), day, camps, sayings.settings)


def _read(
    claim: Claim,
    site: str,
    place: PlaceRef,
    family: str,
    published: dt.date | None,
    camps: SideResolver,
    parameters: Parameters,
) -> Iterator[Statement]:
    base = parameters.strength.get(claim.type)
    if base is None or claim.kind not in ("event", "control") or claim.status in SILENT:
        return
    country = place.country
    on = (claim.when.last or claim.when.first) if claim.when else None
    on = on or published
    claim = _of_two(claim)
    actors = tuple(dict.fromkeys(camps.side(ref, on, country) for ref in _parties(claim.actor)))
    others = dict.fromkeys(camps.side(ref, on, country) for ref in _parties(claim.target))
    targets = tuple(side for side in others if side not in actors)
    form, gain, lose, holder = _roles(claim, actors, targets)
    if form == "siege" and is_road(place):  # who cuts a road keeps its holder from it: it is fought over
        form, gain, holder = "fight", None, None
    if not _says_something(form, gain, lose, actors + targets):
        return
    speaker = camps.side(ActorRef(text=claim.source.text, id=claim.source.id), on, country) if claim.source else None
    strength = base * claim.confidence * parameters.status[claim.status] * _voice(claim, speaker, gain, lose, parameters)
    first, last = _window(claim, form, published, int(parameters.reach["lag"]))
    known = published.toordinal() if published else None
    yield Statement(site, claim, family, form, gain, lose, actors + targets, holder, first, last, known, min(strength, MOST))


def _parties(refs: Sequence[ActorRef]) -> list[ActorRef]:
    """Those who may hold or lose a place, whom the files know first: beside a state's army "tribal units" are its helpers."""
    return sorted(filter(is_party, refs), key=lambda ref: ref.id is None)


def is_party(ref: ActorRef) -> bool:
    """Whether an actor may hold or lose a place: one that is named, and not people at large ("Thousands of people fled").

    "Militants" and "Elite units" at the head of a sentence have a capital and no name.
    """
    words = (ref.name or ref.text).split()
    if ref.id is not None or not words:
        return is_named(ref)
    nominal = words[-1].casefold() in ARMED and not any(char.isupper() for word in words[1:] for char in word) and words[0].isascii()
    return is_named(ref) and words[-1].casefold() not in AT_LARGE and not (nominal and (len(words) == 1 or words[0].casefold() in SORTS))


def _of_two(claim: Claim) -> Claim:
    """A capture without the actor that is its target too: no one takes a place from himself, so a reader misplaced one of the two.

    It stays the loser where another known party takes the place, the taker beside one that no file knows, and neither where it is alone.
    """
    own = {ref.id for ref in claim.actor if ref.id} & {ref.id for ref in claim.target if ref.id}
    if claim.type != "capture" or not own:
        return claim
    others = tuple(ref for ref in claim.actor if ref.id not in own)
    apart = tuple(ref for ref in claim.target if ref.id not in own)
    if others and not any(ref.id for ref in others):
        return claim.model_copy(update={"target": apart})
    return claim.model_copy(update={"actor": others, "target": claim.target if others else apart})


def _says_something(form: Form, gain: str | None, lose: tuple[str, ...], parties: tuple[str, ...]) -> bool:
    """Whether a statement names a side that its form needs: a place that someone unnamed holds is not told of."""
    if form == "state":
        return gain is not None
    return bool(gain or lose) if form in ("change", "against", "strike") else bool(parties)


def _roles(claim: Claim, actors: tuple[str, ...], targets: tuple[str, ...]) -> tuple[Form, str | None, tuple[str, ...], ActorRef | None]:
    """Form, gaining side, losing sides and the actor who would hold the place."""
    own = next(iter(_parties(claim.actor)), None)
    other = next(iter(_parties(claim.target)), None)
    actor, target = (actors[0] if actors else None), (targets[0] if targets else None)
    if claim.status == "denied":
        denied = target if claim.type in ("lost", "surrender", "withdraw", "besiege") else actor
        return "against", None, (denied,) if denied else (), None
    if claim.type in FIGHTS or claim.status == "attempted" or (claim.type == "capture" and claim.status == "ongoing"):
        return "fight", None, (), own
    if claim.held_as == "former":
        return "against", None, actors, None
    if claim.type == "capture":
        return "change", actor, targets, own
    if claim.type in ("withdraw", "surrender", "lost"):
        return "change", target if claim.type != "withdraw" else None, actors, other if claim.type != "withdraw" else None
    if claim.type in ("holds", "repel"):
        return "state", actor, (), own
    if claim.type == "partly_holds":
        return "partial", actor, (), own
    if claim.type in ("besiege", "besieged"):
        return "siege", target, (), other
    return "strike", None, actors, None


def _voice(claim: Claim, speaker: str | None, gain: str | None, lose: tuple[str, ...], parameters: Parameters) -> float:
    """The share of strength left for who says so: a party that boasts counts less, one that admits a loss more. The same for every side."""
    if claim.source is None:
        return parameters.source["own"]
    if speaker in lose:
        return parameters.source["admission"]
    if speaker == gain:
        return parameters.source["interested"]
    return parameters.source.get(claim.source.kind, 1.0)


def _window(claim: Claim, form: Form, published: dt.date | None, lag: int) -> tuple[int | None, int | None]:
    """First and last day of what is said, as ordinals, never after publication."""
    end = published.toordinal() if published else None
    when = claim.when
    first = when.first.toordinal() if when and when.first else None
    last = when.last.toordinal() if when and when.last else None
    if first is None and last is None:
        if end is None:
            return None, None
        past = form in ("change", "fight", "siege", "strike")
        return (end - lag if past and claim.kind == "event" else end), end
    if first is None:
        assert last is not None
        first = last - lag if form == "change" else last
    if last is None:
        last = max(first, end) if end is not None and form in ("state", "siege", "partial", "fight") else first
    if end is not None:
        first, last = min(first, end), min(last, end)
    return first, last
