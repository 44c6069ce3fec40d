"""The rows of a data set that a dossier has from earlier imports, and their replacement by newer versions."""

from __future__ import annotations

from typing import NamedTuple

from heldby.base.canonical_json import canonical, digest
from heldby.imports.row_reports import DataSet, RowReading
from heldby.judgements.judgement import NO_OUTCOME
from heldby.model import Report, make_claim
from heldby.store import Addition, Dossier

NEWER = "replaced by a newer import of the same row"
RESTORED = "the row is again as it was in an earlier import"


class Version(NamedTuple):
    """One version of a row: the id of its report, a digest of its content, and whether its claims count."""

    id: str
    content: str
    active: bool


class Change(NamedTuple):
    """What happened to a row: whether it was updated or is unchanged, and conflicts in words."""

    updated: bool = False
    unchanged: bool = False
    conflicts: tuple[str, ...] = ()


class StoredRows:
    """All versions of the rows of a data set, by the id of the row's report."""

    def __init__(self, dossier: Dossier, data: DataSet) -> None:
        self._dossier = dossier
        self._outcomes = dossier.outcomes()
        prefix = data.report_id("")
        active = {report.id for report in dossier.reports() if report.id.startswith(prefix)}
        self._versions: dict[str, list[Version]] = {}
        for report in dossier.reports(retracted=True):
            if report.id.startswith(prefix):
                row = report.id.rpartition("~")[0] if _is_later_version(report.id) else report.id
                self._versions.setdefault(row, []).append(Version(report.id, content_of(report), report.id in active))

    def versions(self, row: str) -> list[Version]:
        """Return the versions of a row; empty if the dossier has none."""
        return self._versions.get(row, [])

    def replace(self, addition: Addition) -> Change:
        """Add a version of a row, unless it is the current one. Earlier versions stay in the record, but their claims no longer count."""
        known, content = self.versions(addition.report.id), content_of(addition.report)
        same = next((one for one in known if one.content == content), None)
        if same is not None and same.active:
            return Change(unchanged=True)
        current = [one for one in known if one.active]
        if not current:
            return Change(conflicts=("this row was retracted; it is left as it is",))
        conflicts = tuple(conflict for one in current for conflict in self._judged(one.id))
        if same is not None:
            self._dossier.retract(same.id, RESTORED, retracted=False)
        else:
            report = self._dossier.assign_id(addition.report)
            if report is None:
                return Change(conflicts=("it was erased from this dossier, and is left out",))
            self._dossier.add(report, addition.original, _renamed(addition, report), reader=addition.reader, given_id=addition.report.id)
        for one in current:
            self._dossier.retract(one.id, NEWER)
        return Change(updated=True, conflicts=conflicts)

    def _judged(self, report: str) -> list[str]:
        """Return, in words, the judgements of the claims of a version that is replaced. They do not carry over to other content."""
        found = []
        for claim in self._dossier.claims(report=report):
            outcome = self._outcomes.get(("claim", claim.id), NO_OUTCOME)
            if outcome.people:
                verdict = "disputed" if outcome.disputed else outcome.verdict or "waiting for a second person"
                people = " and ".join(outcome.people)
                found.append(
                    f"it changed, but claim {claim.id} of its earlier version was judged ({verdict}) by {people}; review the new one"
                )
        return found


def content_of(report: Report) -> str:
    """Return a digest of everything in a report that comes from its row."""
    return digest(canonical([report.text, report.title, str(report.published), report.source, report.url]))


def _renamed(addition: Addition, report: Report) -> RowReading:
    """Return the reading of a row for a report with another id."""
    claims = (make_claim(**{**claim.model_dump(exclude={"id"}), "report": report.id}) for claim in addition.reading.claims)
    return RowReading(report, tuple(claims))


def _is_later_version(id: str) -> bool:
    mark = id.rpartition("~")[2]
    return "~" in id and len(mark) == 8 and all(c in "0123456789abcdef" for c in mark)
