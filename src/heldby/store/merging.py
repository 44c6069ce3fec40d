"""Adding what another dossier holds to this one: its reports with their claims, and what people judged of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from heldby.model import Claim, Mention, Report
from heldby.store import acts, keeping, ledger
from heldby.store.dossier import Dossier
from heldby.store.ledger import Entry


@dataclass
class Merged:
    """What came over: acts carried over, and reports that were here already."""

    carried: int = 0
    known: int = 0


def merge(source: Dossier, target: Dossier) -> Merged:
    """Carry over every report of another dossier that this one does not have, with all later acts on it.

    Each act becomes a row of this ledger under this user's name that says whose it was, when, and the hash of the row it came from. A
    report whose id is taken here by another text is kept apart as always, and its claims with it.
    """
    done, carried_before = Merged(), _origins(target)
    names: dict[str, str] = {}
    numbers: dict[int, int] = {}
    for entry in list(_entries(source)):
        payload = entry.payload
        if payload is None or entry.hash in carried_before or entry.action in acts.SILENT or entry.action in ("erase", "setting"):
            continue
        origin = {"who": entry.who, "at": entry.at, "hash": entry.hash}
        if entry.action == "ingest":
            report = Report.model_validate(payload["report"])
            with target.database.reading() as connection:
                id = keeping.own_id(connection, report)
            if id is None:
                done.known += 1
                continue
            original = source.originals.read(report.sha256)
            if original is not None:
                target.originals.keep(original)
            names[report.id] = id
            payload = {**payload, **_renamed(payload, report, id), "known_at": payload.get("known_at") or entry.at}
        elif not _concerns(entry, names, numbers):
            continue
        with target.database.writing() as connection:
            moved = {key: value for key, value in payload.items() if key not in ("salt", "action", "subject")}
            if entry.action == "undo":
                moved["judgement"] = numbers[moved["judgement"]]
            subject = names.get(entry.subject, entry.subject)
            carried = acts.do(connection, who=target.who, action=entry.action, subject=subject, payload={**moved, "origin": origin})
        numbers[entry.seq] = carried.seq
        done.carried += 1
    return done


def _entries(source: Dossier) -> Iterator[Entry]:
    with source.database.reading() as connection:
        yield from ledger.entries(connection)


def _origins(target: Dossier) -> set[str]:
    with target.database.reading() as connection:
        told = (entry.payload or {} for entry in ledger.entries(connection))
        return {payload["origin"]["hash"] for payload in told if "origin" in payload}


def _concerns(entry: Entry, names: dict[str, str], numbers: dict[int, int]) -> bool:
    payload = entry.payload or {}
    if entry.action == "undo":
        return payload["judgement"] in numbers
    if entry.action in ("reread", "retract", "add"):
        return bool(names.get(payload["report"]) == payload["report"])
    return True


def _renamed(payload: dict[str, object], report: Report, id: str) -> dict[str, object]:
    if id == report.id:
        return {}
    from heldby.model import claim_id

    def claim(fields: dict[str, object]) -> dict[str, object]:
        moved = Claim.model_validate({**fields, "report": id})
        return moved.model_copy(update={"id": claim_id(moved.model_dump(mode="json"))}).model_dump(mode="json")

    return {
        "report": report.model_copy(update={"id": id}).model_dump(mode="json"),
        "claims": [claim(fields) for fields in payload["claims"]],  # type: ignore[attr-defined]
        "mentions": [Mention.model_validate({**fields, "report": id}).model_dump(mode="json") for fields in payload["mentions"]],  # type: ignore[attr-defined]
    }
