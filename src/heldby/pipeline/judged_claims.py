"""Believing: claims, events and families of reports as people left them, and whose voice each claim is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from heldby.judgements import judgement
from heldby.judgements.judgement import Standing, Subject
from heldby.store import Conclusions, Dossier, dossier_config
from heldby.store.query.judgement_targets import pairs

if TYPE_CHECKING:
    import datetime as dt

    from heldby.events import Sketches
    from heldby.model import Claim, Event


class JudgedClaims(NamedTuple):
    """Claims as people left them, and the voices of their reports and of their own."""

    claims: list[Claim]
    voices: dict[str, str]


def basis_of(dossier: Dossier, drawn: Conclusions, known_on: dt.date | None, texts: Sketches) -> JudgedClaims:
    """What the picture `drawn` of `known_on` rests on."""
    claims = list(dossier.claims(known_on=known_on))
    return as_left(dossier, claims, voices_of(dossier, claims, drawn.families, texts))


def as_left(dossier: Dossier, claims: Sequence[Claim], voices: dict[str, str]) -> JudgedClaims:
    """Claims as people left them and the events that they tell of."""
    standings = dossier.standings()
    told = list(judgement.apply(claims, standings))
    return JudgedClaims(believe(dossier, told, voices)[0] if any(kind == "event" for kind, _ in standings) else told, voices)


def believe(dossier: Dossier, told: Sequence[Claim], voices: Mapping[str, str]) -> tuple[list[Claim], list[Event]]:
    """Claims and their events as people left the events: joined, parted, rejected, corrected."""
    from heldby.events import build_events

    sides, said = dossier_config.given(dossier).sides, judged_pairs(dossier.standings(()))
    events = build_events(told, families=voices, published=dossier.dated(), sides=sides, said=said)
    standings = dossier.standings(events)
    return list(judgement.apply_through_events(told, events, standings)), judgement.apply_to_events(events, standings)


def judged_pairs(standings: Mapping[tuple[Subject, str], Standing]) -> dict[tuple[str, str], bool]:
    """What people said of pairs of claims, "a|b" of kind event: accepted, they tell of one event; rejected, of two."""
    said = {}
    for (kind, subject), stands in standings.items():
        one, bar, other = subject.partition(judgement.JOINT)
        if kind == "event" and bar and stands.verdict in ("accept", "reject"):
            said[one, other] = stands.verdict == "accept"
    return said


def judges_events(dossier: Dossier) -> bool:
    """Whether anybody judged an event, which changes what its claims say."""
    return any(one.kind == "event" and not one.undone for one in dossier.judgements(()))


def judge_families(families: Mapping[str, str], standings: Mapping[tuple[Subject, str], Standing]) -> dict[str, str]:
    """Families as people left them: "a|b" accepted puts two reports' families together, rejected takes the second report out of its own."""
    judged = dict(families)
    for (kind, subject), stands in standings.items():
        first, second = next((pair for pair in pairs(subject) if judged.keys() >= set(pair)), ("", ""))
        if kind != "merge" or not first:
            continue
        if stands.verdict == "accept":
            one, other = judged[first], judged[second]
            judged = {report: one if family == other else family for report, family in judged.items()}
        elif stands.verdict == "reject":
            judged[second] = second
    return judged


def altered(read: Iterable[Claim], claims: Iterable[Claim]) -> frozenset[str]:
    """Of the claims that are left those, by id, that are not as they were read: somebody corrected them, or confirmed them."""
    same = {id(one) for one in read}
    return frozenset(one.id for one in claims if id(one) not in same)


def voices_of(dossier: Dossier, claims: Sequence[Claim], families: Mapping[str, str], texts: Sketches) -> dict[str, str]:
    """The voice of every report by its id and, by theirs, of claims in passages that another family has too."""
    from heldby.events import claim_voices

    return {**families, **claim_voices(dossier.reports(), claims, families, texts)}


def own_voices(voices: Mapping[str, str], families: Mapping[str, str]) -> dict[str, str]:
    """Of the voices those of claims, which are not their report's."""
    return {id: voice for id, voice in voices.items() if id not in families}
