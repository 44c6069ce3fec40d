"""Import of claims made elsewhere, for reports that the dossier contains."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from heldby.model import Claim
from heldby.store.dossier import Dossier


@dataclass
class ImportResult:
    """The number of added claims, the number of claims that were there already, and the refused claims as (id, reason)."""

    added: int = 0
    already_there: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)


def import_claims(dossier: Dossier, claims: Iterable[Claim]) -> ImportResult:
    """Add claims made elsewhere beside those of the reader, in one action for each report.

    A claim is refused if the dossier lacks its report, or if its quote is not at its position in the report.
    """
    result = ImportResult()
    by_report: dict[str, list[Claim]] = {}
    for claim in claims:
        by_report.setdefault(claim.report, []).append(claim)
    for id, found in by_report.items():
        report = dossier.report(id)
        if report is None:
            result.refused += [(claim.id, f"report {id} is not in the dossier") for claim in found]
            continue
        good = [claim for claim in found if report.text[claim.start : claim.end] == claim.quote]
        result.refused += [
            (claim.id, f"its quote is not at {claim.start} to {claim.end} of its report") for claim in found if claim not in good
        ]
        new = _new_claims(dossier, good)
        result.already_there += len(good) - len(new)
        result.added += len(new)
        if new:
            dossier.log_action("add", id, {"report": id, "claims": [claim.model_dump(mode="json") for claim in new]})
    return result


def _new_claims(dossier: Dossier, claims: list[Claim]) -> list[Claim]:
    ids = tuple({claim.id for claim in claims})
    stored = {(claim.id, claim.reader) for claim in dossier.claims(ids=ids, superseded=True, retracted=True)}
    return [claim for claim in claims if (claim.id, claim.reader) not in stored]
