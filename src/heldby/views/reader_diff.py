"""What one reader makes of reports and another does not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Literal

from heldby.model import Claim
from heldby.model.base import Record
from heldby.store import ClaimFilter, Dossier, UnknownRecord

TOLD = ("kind", "type", "actor", "target", "place", "when", "status", "source", "value", "held_as")


class Change(Record):
    """A claim that only one of two readers makes, or that both make of the same words but differently (`fields` says in what)."""

    report: str
    change: Literal["gone", "new", "other"]
    quote: str
    old: str | None
    new: str | None
    fields: tuple[str, ...] = ()


def diff_readers(dossier: Dossier, old: str | None = None, new: str | None = None) -> list[Change]:
    """The differences between two readers on the reports that both have read, in reading order.

    Raises:
        UnknownRecord: the dossier was not read by such a reader, or by one reader only.
    """
    old, new = _pair(dossier.readers(), old, new)
    read: dict[str, dict[str, list[Claim]]] = {old: defaultdict(list), new: defaultdict(list)}
    for claim in dossier.claims(ClaimFilter(superseded=True)):
        if claim.reader in read:
            read[claim.reader][claim.report].append(claim)
    both = dossier.read_by(old) & dossier.read_by(new)
    order = [report.id for report in dossier.reports() if report.id in both]
    return [change for report in order for change in _changes(read[old][report], read[new][report])]


def _pair(readers: Sequence[str], old: str | None, new: str | None) -> tuple[str, str]:
    for name in (old, new):
        if name is not None and name not in readers:
            raise UnknownRecord(f"no report here was read by {name}; there are {', '.join(readers)}")
    new = new or (readers[-1] if readers else None)
    old = old or next((name for name in reversed(readers) if name != new), None)
    if old is None or new is None:
        raise UnknownRecord("the dossier was read by one reader only; `heldby reread` reads it with this version")
    return old, new


def _changes(old: list[Claim], new: list[Claim]) -> Iterator[Change]:
    ids = {claim.id for claim in old} & {claim.id for claim in new}
    waiting = [claim for claim in new if claim.id not in ids]
    for claim in (claim for claim in old if claim.id not in ids):
        same = next(
            (other for other in waiting if other.kind == claim.kind and min(other.end, claim.end) > max(other.start, claim.start)), None
        )
        if same is None:
            yield Change(report=claim.report, change="gone", quote=claim.quote, old=_told(claim), new=None)
            continue
        waiting.remove(same)
        fields = tuple(field for field in TOLD if getattr(claim, field) != getattr(same, field))
        yield Change(report=claim.report, change="other", quote=same.quote, old=_told(claim), new=_told(same), fields=fields or ("quote",))
    for claim in waiting:
        yield Change(report=claim.report, change="new", quote=claim.quote, old=None, new=_told(claim))


def _told(claim: Claim) -> str:
    roles = (claim.actor, claim.target, claim.place)
    names = [", ".join(ref.name or ref.text for ref in refs) for refs in roles]
    return f"{claim.type} ({claim.status}): {' / '.join(names)}"
