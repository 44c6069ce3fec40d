"""Judgements: what people accept, reject or correct. They are kept beside the evidence and never touch it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple, TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from heldby.model import ActorRef, Claim, PlaceRef
from heldby.model.base import Record
from heldby.store.canonical import canonical
from heldby.store.folding import fold
from heldby.store.ledger import Entry
from heldby.store.tables import claims, judgements

Verdict = Literal["accept", "reject", "correct"]
Subject = Literal["claim", "event", "place", "actor", "merge"]

EVIDENCE = frozenset({"id", "report", "start", "end", "quote", "reader", "confidence"})
"""Fields of a claim that no judgement may correct."""


class Judgement(Record):
    """What one person said of one thing. `now` is what it stands for since its report was read again; `doubtful` asks
    for a new look, as nothing in the new reading answers to it.
    """

    seq: int
    kind: Subject
    subject: str
    verdict: Verdict
    who: str
    at: str
    why: str
    correction: dict[str, Any] | None = None
    undone: bool = False
    now: str
    doubtful: bool = False


class Standing(NamedTuple):
    """What people's judgements of one thing come to. `verdict` is None while they disagree or a second approval is missing."""

    verdict: Verdict | None
    correction: dict[str, Any] | None
    people: tuple[str, ...]
    disputed: bool


NOTHING = Standing(None, None, (), False)
"""What stands for what nobody judged."""


def keep_judgement(connection: Connection, entry: Entry, payload: Mapping[str, Any]) -> None:
    """Write a judgement's row from its ledger row."""
    correction = payload.get("correction")
    # A judgement that came over from another dossier is still that person's.
    origin = payload.get("origin") or {"who": entry.who, "at": entry.at}
    connection.execute(
        judgements.insert().values(
            seq=entry.seq,
            kind=payload["kind"],
            subject=payload["judged"],
            verdict=payload["verdict"],
            who=origin["who"],
            at=origin["at"],
            why=payload["why"],
            correction=canonical(correction) if correction else None,
            undone=False,
            now=payload["judged"],
            doubtful=False,
        )
    )


def all_judgements(connection: Connection) -> list[Judgement]:
    """Every judgement in the order in which they were given, also those undone."""
    rows = connection.execute(sa.select(judgements).order_by(judgements.c.seq)).mappings()
    return [Judgement(**{**row, "correction": row["correction"] and json.loads(row["correction"])}) for row in rows]


def standing(given: Iterable[Judgement], *, second_approval: bool = False) -> dict[tuple[Subject, str], Standing]:
    """What stands for each thing judged: everybody's latest word, if they agree."""
    latest: dict[tuple[Subject, str], dict[str, Judgement]] = {}
    for one in given:
        if not one.undone and not one.doubtful:
            latest.setdefault((one.kind, one.now), {})[one.who] = one
    return {subject: _weigh(list(by_person.values()), second_approval) for subject, by_person in latest.items()}


def _weigh(words: Sequence[Judgement], second_approval: bool) -> Standing:
    people = tuple(sorted(word.who for word in words))
    agreed = len({(word.verdict, canonical(word.correction)) for word in words}) == 1
    if not agreed or (second_approval and len(people) < 2):
        return Standing(None, None, people, not agreed)
    return Standing(words[0].verdict, words[0].correction, people, False)


def apply(found: Iterable[Claim], standings: Mapping[tuple[Subject, str], Standing]) -> Iterator[Claim]:
    """Claims as people left them: rejected ones gone, accepted ones certain, corrected ones with the person's values and certain."""
    for claim in found:
        stands = standings.get(("claim", claim.id), NOTHING)
        if stands.verdict == "reject":
            continue
        refs = {
            "actor": tuple(_judged(ref, "actor", standings) for ref in claim.actor),
            "target": tuple(_judged(ref, "actor", standings) for ref in claim.target),
            "place": tuple(_judged(ref, "place", standings) for ref in claim.place),
        }
        changes: dict[str, Any] = {role: new for role, new in refs.items() if new != getattr(claim, role)}
        if stands.verdict:
            changes |= {"confidence": 1.0, **(stands.correction or {})}
        yield Claim.model_validate({**claim.model_dump(), **changes}) if changes else claim


Ref = TypeVar("Ref", ActorRef, PlaceRef)


def _judged(ref: Ref, kind: Subject, standings: Mapping[tuple[Subject, str], Standing]) -> Ref:
    keys = (ref.id, fold(ref.name or ref.text), fold(ref.text))
    stands = next((standings[kind, key] for key in keys if key and (kind, key) in standings), NOTHING)
    if stands.verdict == "reject":
        # What the name was taken for is wrong and nobody said what is right: the name alone is left.
        return type(ref)(**ref.model_dump(include={"text", "start", "end", "anaphor"}))
    return type(ref).model_validate({**ref.model_dump(), **stands.correction}) if stands.correction else ref


def check_correction(claim: Claim, correction: Mapping[str, Any]) -> None:
    """Refuse a correction that is none.

    Raises:
        ValueError: it names the evidence itself, an unknown field or an impossible value; the message says which.
    """
    touched = EVIDENCE.intersection(correction)
    if touched:
        raise ValueError(f"{', '.join(sorted(touched))} of a claim is evidence and cannot be corrected")
    Claim.model_validate({**claim.model_dump(mode="json"), **correction})


def follow(connection: Connection, report: int) -> None:
    """Let judgements of a report's claims stand for the claims of its newest reading: the same claim, else the same kind and type at the
    same words; what finds none is marked for a new look."""
    rows = connection.execute(sa.select(claims.c.id, claims.c.current, claims.c.payload).where(claims.c.report == report)).all()
    every = {row.id: Claim.model_validate_json(row.payload) for row in rows}
    current = [every[id] for id in sorted({row.id for row in rows if row.current})]
    subjects = sa.or_(judgements.c.subject.in_(list(every)), judgements.c.kind == "event")
    for row in connection.execute(sa.select(judgements.c.seq, judgements.c.subject, judgements.c.now).where(subjects)).all():
        # What is said of events names them by claims, of one report or of two: "a" or "a|b".
        named, before = row.subject.split("|"), row.now.split("|")
        if every.keys().isdisjoint(named):
            continue
        heirs = [_heir(every[one], current) if one in every else stays for one, stays in zip(named, before, strict=True)]
        now = "|".join(heir or one for heir, one in zip(heirs, named, strict=True))
        values = {"now": now, "doubtful": None in heirs}
        connection.execute(judgements.update().where(judgements.c.seq == row.seq).values(**values))


def _heir(old: Claim, current: Sequence[Claim]) -> str | None:
    if any(claim.id == old.id for claim in current):
        return old.id
    same = [claim for claim in current if (claim.kind, claim.type) == (old.kind, old.type) and _overlap(claim, old) > 0.5]
    return max(same, key=lambda claim: (_overlap(claim, old), claim.id)).id if same else None


def _overlap(one: Claim, other: Claim) -> float:
    shared = min(one.end, other.end) - max(one.start, other.start)
    return max(0, shared) / max(1, max(one.end, other.end) - min(one.start, other.start))
