"""Turn a claim into a statement about one place: who gained, lost, holds or fights for it, when, and how strong the evidence is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from heldby.control.evidence.claim_context import ClaimContext
from heldby.control.evidence.parties import are_some_rebels, is_party, parties, without_self_capture
from heldby.control.evidence.statement_time import find_time
from heldby.control.parameters import Parameters
from heldby.model import ActorRef, Claim, PlaceRef, SourceRef, family_of
from heldby.reference.actors import load_actors
from heldby.reference.place_keys import is_road, place_key
from heldby.reference.sides import SideResolver

Form = Literal["change", "state", "fight", "partial", "against", "siege", "relief", "strike"]
Roles = tuple[Form, str | None, tuple[str, ...], ActorRef | None]
"""The form of a statement, the side that gains, the sides that lose, and the actor that would hold the place."""

FIGHTS = frozenset({"contests", "clash", "advance", "offensive"})
SIEGES = frozenset({"besiege", "besieged"})
STATE_NOUNS = frozenset({"army", "command", "military", "ministry", "government"})
"""Nouns for a state's bodies that announce what its forces did."""
NOT_YET = frozenset({"planned", "expected", "hypothetical"})
MAX_STRENGTH = 0.97
"""Greatest strength of a statement: no single source settles a question."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What one claim says about the control of one place.

    Attributes:
        place: key of the place (see `place_key`).
        claim: the claim that makes the statement.
        family: family of the claim; statements of one family are not independent.
        form: how the model reads the statement: the place changed hands (`change`), a side held all of it (`state`) or a part (`partial`),
            it was fought over (`fight`), besieged (`siege`) or no longer besieged (`relief`), or a side did not hold it (`against`,
            `strike`).
        gainer: side that holds the place if the statement is right; None if none is named.
        losers: sides that do not hold it if the statement is right.
        parties: all sides that the claim names.
        holder: actor that holds the place if the statement is right; None if none is named.
        first: first day, as an ordinal; None if nothing dates the statement. A change happened on some day from `first` to `last`. A state
            existed on both days.
        last: last day, as an ordinal; None as for `first`.
        published: publication date of the report, as an ordinal; None if the report is undated.
        strength: probability that the statement is right, before other statements are considered.
        from_area: whether the claim is about an area that the place lies in.
        speaker: side of the party that says so; None if the speaker is not a party.
        deduced: whether the gainer or the loser is not named, but follows from who held the place and who speaks.
        disputed: whether the place is said to be contested, or one side says that it took it and the other denies it.
    """

    place: str
    claim: Claim
    family: str
    form: Form
    gainer: str | None
    losers: tuple[str, ...]
    parties: tuple[str, ...]
    holder: ActorRef | None
    first: int | None
    last: int | None
    published: int | None
    strength: float
    from_area: bool = False
    speaker: str | None = None
    deduced: bool = False
    disputed: bool = False


def statements(claims: Iterable[Claim], place: str, sides: SideResolver, context: ClaimContext) -> Iterator[Statement]:
    """Yield the statements that claims about a place make about its control, at most one for each claim."""
    for claim in claims:
        ref = {place_key(ref): ref for ref in claim.place}[place]
        statement = _statement(claim, place, ref, sides, context)
        if statement is not None:
            yield statement


def announced_withdrawals(
    claims: Iterable[Claim], place: str, sides: SideResolver, context: ClaimContext
) -> list[tuple[str, int]]:  # fmt: skip
    """Return each side of which a report says that it will leave the place, and the day (an ordinal) of that report."""
    found = []
    for claim in claims:
        published = context.published.get(claim.report)
        if claim.type == "withdraw" and claim.status in ("planned", "expected") and published is not None:
            ref = {place_key(ref): ref for ref in claim.place}[place]
            found += [(sides.side(party, published, ref.country), published.toordinal()) for party in parties(claim.actor)]
    return found


def _statement(claim: Claim, place: str, ref: PlaceRef, sides: SideResolver, context: ClaimContext) -> Statement | None:
    """Return the statement that a claim makes; None if it says nothing about who holds the place."""
    parameters = context.parameters
    if claim.type not in parameters.strength or claim.kind not in ("event", "control") or claim.status in NOT_YET:
        return None
    published, family = context.published.get(claim.report), family_of(claim, context.families)
    on = ((claim.when.last or claim.when.first) if claim.when else None) or published
    claim = without_self_capture(claim)
    actors = tuple(dict.fromkeys(sides.side(party, on, ref.country) for party in parties(claim.actor)))
    others = dict.fromkeys(sides.side(party, on, ref.country) for party in parties(claim.target))
    targets = tuple(side for side in others if side not in actors)
    form, gainer, losers, holder = _roles(claim, actors, targets)
    if form == "siege" and is_road(ref):  # a besieged road is cut: its holder cannot use it, so it counts as fought over
        form, gainer, holder = "fight", None, None
    if not (_is_informative(form, gainer, losers, actors + targets) or _names_no_side(claim, form)):
        return None
    speaker = sides.side(as_actor(claim.source), on, ref.country) if claim.source else None
    first, last = find_time(claim, form, published, int(parameters.reach["lag"]))
    return Statement(
        place=place, claim=claim, family=family, form=form, gainer=gainer, losers=losers, parties=actors + targets, holder=holder,
        first=first, last=last, published=published.toordinal() if published else None,
        strength=_strength(claim, _speaker_share(claim, speaker, gainer, losers, parameters), parameters),
        speaker=_party_that_speaks(claim.source, speaker, ref, sides), disputed=claim.type == "contests" and form == "fight",
    )  # fmt: skip


def _party_that_speaks(source: SourceRef | None, side: str | None, place: PlaceRef, sides: SideResolver) -> str | None:
    """Return the side of a speaker that is a party. "The army command" without a name is that of the place's country."""
    if source is None:
        return None
    if source.id is not None:
        return side if is_party(as_actor(source)) else None
    words = source.text.split()
    state = sides.sovereign(place.country) if source.text.islower() and words[-1] in STATE_NOUNS else None
    return sides.side(state, None, place.country) if state else None


def as_actor(source: SourceRef) -> ActorRef:
    """Return the speaker of a claim as an actor, with its name in the actor file."""
    listed = load_actors().get(source.id) if source.id else None
    return ActorRef(text=source.text, id=source.id, name=listed.name if listed else None)


def _names_no_side(claim: Claim, form: Form) -> bool:
    """Check for a statement whose side `deduce_sides` may find: "the town fell", "the town has not fallen", "the rebels hold the town"."""
    if form in ("change", "state") and claim.type in ("capture", "holds") and are_some_rebels(claim.actor):
        return True
    return form in ("change", "against") and claim.type == "capture" and not claim.actor and not claim.target


def _strength(claim: Claim, speaker_share: float, parameters: Parameters) -> float:
    strength = parameters.strength[claim.type] * claim.confidence * parameters.status[claim.status] * speaker_share
    return min(strength, MAX_STRENGTH)


def _is_informative(form: Form, gainer: str | None, losers: tuple[str, ...], named: tuple[str, ...]) -> bool:
    """Check whether a statement names the side that its form needs: "the town is held" without a holder says nothing.

    "The town is besieged" does, since other statements say who holds it.
    """
    if form in ("siege", "relief"):
        return True
    if form == "state":
        return gainer is not None
    return bool(gainer or losers) if form in ("change", "against", "strike") else bool(named)


def _roles(claim: Claim, actors: tuple[str, ...], targets: tuple[str, ...]) -> Roles:
    """Return the form of a claim's statement, the sides that gain and lose the place, and the actor that would hold it."""
    own = next(iter(parties(claim.actor)), None)
    other = next(iter(parties(claim.target)), None)
    actor, target = (actors[0] if actors else None), (targets[0] if targets else None)
    if claim.type in SIEGES and (claim.status == "denied" or claim.held_as == "former"):
        return "relief", None, (), None
    if claim.status == "denied" and claim.type in ("lost", "withdraw") and actor:
        return "state", actor, (), own
    if claim.status == "denied":
        denied = target if claim.type in ("lost", "surrender", "withdraw") else actor
        return "against", None, (denied,) if denied else (), None
    if claim.type in FIGHTS or claim.status == "attempted" or (claim.type == "capture" and claim.status == "ongoing"):
        return "fight", None, (), own
    if claim.held_as == "former":
        return "against", None, actors, None
    if claim.type == "capture":
        return "change", actor, targets, own
    if claim.type == "surrender" and actors and not targets and other is not None:  # handed over to an ally
        return "change", actor, (), other
    if claim.type in ("withdraw", "surrender", "lost"):
        return "change", target if claim.type != "withdraw" else None, actors, other if claim.type != "withdraw" else None
    if claim.type in ("holds", "repel"):
        return "state", actor, (), own
    if claim.type == "partly_holds":
        return "partial", actor, (), own
    if claim.type in SIEGES:
        return "siege", target, (), other
    return "strike", None, actors, None


def _speaker_share(claim: Claim, speaker: str | None, gainer: str | None, losers: tuple[str, ...], parameters: Parameters) -> float:
    """Return the factor for who makes the claim: lower for a gain of the speaker's own side, higher for its loss.

    The rule is the same for all sides.
    """
    if claim.source is None:
        return parameters.source["own"]
    if speaker in losers:
        return parameters.source["admission"]
    if speaker == gainer:
        return parameters.source["interested"]
    return parameters.source.get(claim.source.kind, 1.0)
