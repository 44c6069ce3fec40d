"""A claim that the reader missed, added by a person: the quote must be in the report, and names are looked up as in corrections."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePath
from typing import Any, NamedTuple

from heldby.errors import UnknownRecord
from heldby.judgements.validation import check_correction
from heldby.model import Claim, Report, make_claim
from heldby.model.claim import BY_HAND, KIND_OF_TYPE
from heldby.store import Dossier
from heldby.views.plain_correction import read_pairs

READER = f"{BY_HAND}1"


class Added(NamedTuple):
    """A claim that was added, and sentences that the person should read."""

    claim: Claim
    notes: tuple[str, ...]


def add_claim_by_hand(dossier: Dossier, report: str, quote: str, pairs: Iterable[str], why: str = "") -> Added:
    """Add a claim of the dossier's user to a report. It counts as certain, and its ledger entry names the user.

    Args:
        dossier: the dossier.
        report: the id, file name or address of the report.
        quote: the words of the report that say so; spaces and line breaks may differ.
        pairs: FIELD=VALUE in plain words, as for a correction; `type` is required.
        why: the reason, for the ledger.

    Raises:
        UnknownRecord: there is no such report, or several.
        ValueError: the quote is not in the report or is there more than once, a value cannot be read, or the record has the claim already.
            The message is one line.
    """
    found = find_report(dossier, report)
    start, end = locate_quote(found.text, quote)
    given = list(pairs)
    draft = Claim(
        report=found.id, id="", start=start, end=end, quote=found.text[start:end], kind="event", type="clash", confidence=1.0, reader=READER
    )
    values, notes = read_pairs(dossier, draft, given)
    kind = KIND_OF_TYPE.get(str(values.get("type")))
    if kind is None:
        raise ValueError("say what happened or is the case, such as type=capture or type=holds")
    if kind == "figure" and values.get("value") is None:
        raise ValueError(f"a claim of the type {values['type']} needs a number, such as value=15")
    values = {"kind": kind, "status": "happened" if kind in ("event", "figure") else "ongoing", **values}
    check_correction("claim", draft, values)
    claim = make_claim(**{**draft.model_dump(exclude={"id"}), **{name: _in_quote(value, draft) for name, value in values.items()}})
    if any(one.id == claim.id for one in dossier.claims(report=found.id)):
        raise ValueError(f"the record has this claim already: {claim.id}")
    dossier.log_action("add", found.id, {"report": found.id, "claims": [claim.model_dump(mode="json")], "why": why})
    return Added(claim, notes)


def find_report(dossier: Dossier, name: str) -> Report:
    """Return the report with an id, file name or address.

    Raises:
        UnknownRecord: no report, or more than one, has it.
    """
    report = dossier.report(name)
    if report is not None:
        return report
    found = [one for one in dossier.reports() if name in (one.url, one.path, one.path and PurePath(one.path).name)]
    if len(found) == 1:
        return found[0]
    if found:
        raise UnknownRecord(f"{len(found)} reports are called {name}; write the id: {', '.join(one.id for one in found[:5])}")
    raise UnknownRecord(f"there is no report {name}")


def locate_quote(text: str, quote: str) -> tuple[int, int]:
    """Return where a text has a quote, whatever the spaces between its words.

    Raises:
        ValueError: the text does not have it, or has it more than once.
    """
    words = quote.split()
    found = list(re.finditer(r"\s+".join(map(re.escape, words)), text)) if words else []
    if not found:
        raise ValueError("the report does not contain these words; quote them exactly as they are there")
    if len(found) > 1:
        raise ValueError(f"the report has these words {len(found)} times; quote more of the sentence")
    return found[0].span()


def _in_quote(value: Any, draft: Claim) -> Any:
    """Return the value of a role with the position of each name that the quote has exactly once."""
    if not isinstance(value, list):
        return value
    return [{**ref, **_position(ref["text"], draft)} for ref in value]


def _position(words: str, draft: Claim) -> dict[str, int]:
    if draft.quote.count(words) != 1:
        return {}
    start = draft.start + draft.quote.index(words)
    return {"start": start, "end": start + len(words)}
