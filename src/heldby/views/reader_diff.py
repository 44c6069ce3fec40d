"""The differences between the claims of two versions of the reader on the same reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Literal

from heldby.errors import UnknownRecord
from heldby.model import Claim
from heldby.model.base import Record
from heldby.model.report import IMPORTED, NO_FURTHER
from heldby.store import ClaimFilter, Dossier

COMPARED_FIELDS = ("kind", "type", "actor", "target", "place", "when", "status", "source", "value", "held_as")


class ClaimDifference(Record):
    """A difference between two versions of the reader.

    `change` says what differs. `gone`: only the old version finds the claim. `new`: only the new version finds it. `other`: both versions
    find a claim of the same kind in overlapping words, and `fields` names the fields whose values differ. `old` and `new` describe the
    claim that each version finds; null if it finds none.
    """

    report: str
    change: Literal["gone", "new", "other"]
    quote: str
    old: str | None
    new: str | None
    fields: tuple[str, ...] = ()


def diff_readers(dossier: Dossier, old: str | None = None, new: str | None = None) -> list[ClaimDifference]:
    """Return the differences between two versions of the reader on the reports that both have read, in the order of the dossier's reports.

    Args:
        dossier: the dossier.
        old: a version; by default the newest one other than `new`.
        new: a version; by default the newest.

    Raises:
        UnknownRecord: no report was read by a given version, or all reports were read by the same version.
    """
    # An import is no reading, and no report has both. A report that was not read further has no claims to compare.
    versions = [one for one in dossier.reader_versions() if not one.startswith(IMPORTED) and not one.endswith(NO_FURTHER)]
    old, new = _pair(versions, old, new)
    read: dict[str, dict[str, list[Claim]]] = {old: defaultdict(list), new: defaultdict(list)}
    for claim in dossier.claims(ClaimFilter(superseded=True)):
        if claim.reader in read:
            read[claim.reader][claim.report].append(claim)
    both = dossier.reports_read_by(old) & dossier.reports_read_by(new)
    order = [report.id for report in dossier.reports() if report.id in both]
    return [change for report in order for change in _changes(read[old][report], read[new][report])]


def _pair(versions: Sequence[str], old: str | None, new: str | None) -> tuple[str, str]:
    for name in (old, new):
        if name is not None and name not in versions:
            raise UnknownRecord(f"no report here was read by {name}; the reports were read by {', '.join(versions)}")
    new = new or (versions[-1] if versions else None)
    old = old or next((name for name in reversed(versions) if name != new), None)
    if old is None or new is None:
        raise UnknownRecord("the reports were read by one version only; read them with this version by: heldby reread")
    return old, new


def _changes(old: list[Claim], new: list[Claim]) -> Iterator[ClaimDifference]:
    ids = {claim.id for claim in old} & {claim.id for claim in new}
    waiting = [claim for claim in new if claim.id not in ids]
    for claim in (claim for claim in old if claim.id not in ids):
        same = next(
            (other for other in waiting if other.kind == claim.kind and min(other.end, claim.end) > max(other.start, claim.start)), None
        )
        if same is None:
            yield ClaimDifference(report=claim.report, change="gone", quote=claim.quote, old=_describe(claim), new=None)
            continue
        waiting.remove(same)
        fields = tuple(field for field in COMPARED_FIELDS if getattr(claim, field) != getattr(same, field))
        yield ClaimDifference(
            report=claim.report, change="other", quote=same.quote, old=_describe(claim), new=_describe(same), fields=fields or ("quote",)
        )
    for claim in waiting:
        yield ClaimDifference(report=claim.report, change="new", quote=claim.quote, old=None, new=_describe(claim))


def _describe(claim: Claim) -> str:
    roles = (claim.actor, claim.target, claim.place)
    names = [", ".join(ref.name or ref.text for ref in refs) for refs in roles]
    return f"{claim.type} ({claim.status}): {' / '.join(names)}"
