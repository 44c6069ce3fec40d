"""Adding claims that were made elsewhere to reports that the dossier holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from heldby.model import Claim
from heldby.store.dossier import Dossier


@dataclass
class ImportResult:
    """How many claims were added, how many were there already, and which were refused, each with the reason."""

    added: int = 0
    known: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)


def import_claims(dossier: Dossier, claims: Iterable[Claim]) -> ImportResult:
    """Keep claims made elsewhere beside those that reading made; one act a report.

    A claim is refused when its report is not here, or its sentence does not stand where it says.
    """
    done = ImportResult()
    by_report: dict[str, list[Claim]] = {}
    for claim in claims:
        by_report.setdefault(claim.report, []).append(claim)
    for id, found in by_report.items():
        report = dossier.report(id)
        if report is None:
            done.refused += [(claim.id, f"report {id} is not in the dossier") for claim in found]
            continue
        good = [claim for claim in found if report.text[claim.start : claim.end] == claim.quote]
        done.refused += [
            (claim.id, f"its sentence does not stand at {claim.start} to {claim.end} of its report") for claim in found if claim not in good
        ]
        fresh = _fresh(dossier, good)
        done.known += len(good) - len(fresh)
        done.added += len(fresh)
        if fresh:
            dossier.note("add", id, {"report": id, "claims": [claim.model_dump(mode="json") for claim in fresh]})
    return done


def _fresh(dossier: Dossier, claims: list[Claim]) -> list[Claim]:
    known = {
        (claim.id, claim.reader) for claim in dossier.claims(ids=tuple({claim.id for claim in claims}), superseded=True, retracted=True)
    }
    return [claim for claim in claims if (claim.id, claim.reader) not in known]
