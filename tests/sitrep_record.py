"""A small dossier for tests of situation reports and alerts: changes, figures, a contradiction, a gap and a plan, all made by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dossier_making import HandReading, claim_of, make_report
from heldby import pipeline
from heldby.model import Claim, Value
from heldby.store import Dossier

SINCE, UNTIL = dt.date(2017, 11, 1), dt.date(2017, 11, 20)
HOSTILE = "</td><script>alert(1)</script> | **bold** =SUM(A1) {{ 7 * 7 }} \x07"

RAWA = "Iraqi forces took Rawa from IS on Friday. Some 30 fighters died there, Colonel Haddad said."
RAWA_LATER = "Iraqi forces took Rawa from IS on Friday. At least 50 fighters died there."
QAIM = "Iraqi forces took al-Qaim from IS. Engineers cleared mines."
KAMAL = "The Syrian army took Albu Kamal from IS. IS plans an attack on Albu Kamal."
DENIAL = "IS did not lose Rawa, a fighter told the Bulletin."
OLD = "Iraqi forces took Anah from IS."


def add(dossier: Dossier, text: str, day: str | None, claims: list[dict[str, object]], **more: object) -> str:
    """Add a report with claims, given as the arguments of `claim_of`; return its id."""
    report, original = make_report(text, published=day, **more)
    named = dossier.assign_id(report)
    assert named is not None
    made: tuple[Claim, ...] = tuple(claim_of(named, str(one.pop("quote")), **one) for one in map(dict, claims))
    dossier.add(named, original, HandReading(named, (), made), given_id=report.id)
    return named.id


def capture(quote: str, actor: str, target: str, place: str, day: str, **more: object) -> dict[str, object]:
    return {"quote": quote, "type": "capture", "actor": [actor], "target": [target], "place": [place], "day": day, **more}


def killed(quote: str, low: float | None, high: float | None, day: str, **more: object) -> dict[str, object]:
    value = Value(low=low, high=high, unit="fighters")
    return {"quote": quote, "kind": "figure", "type": "killed", "target": ["IS"], "place": ["Rawa"], "day": day, "value": value, **more}


@contextmanager
def open_record(folder: Path) -> Iterator[Dossier]:
    """Yield the dossier with its conclusions."""
    with Dossier.open(folder, create=True, who="tester") as opened:
        rawa = capture("Iraqi forces took Rawa from IS on Friday.", "Iraqi forces", "IS", "Rawa", "2017-11-17")
        toll = killed("Some 30 fighters died there, Colonel Haddad said.", 30, 30, "2017-11-17", source="Colonel Haddad")
        add(opened, RAWA, "2017-11-17", [rawa, toll], source="Agency A", url="https://a.example/rawa", title="Rawa falls")
        toll = killed("At least 50 fighters died there.", 50, None, "2017-11-17")
        add(opened, RAWA_LATER, "2017-11-18", [rawa, toll], source="Agency B")
        qaim = capture("Iraqi forces took al-Qaim from IS.", "Iraqi forces", "IS", "al-Qaim", "2017-11-03")
        add(opened, QAIM, "2017-11-03", [qaim], source="Agency B")
        kamal = capture("The Syrian army took Albu Kamal from IS.", "Syrian army", "IS", "Albu Kamal", "2017-11-09")
        plan = {
            "quote": "IS plans an attack on Albu Kamal.",
            "type": "attack",
            "actor": ["IS"],
            "place": ["Albu Kamal"],
            "status": "planned",
        }
        add(opened, KAMAL, "2017-11-09", [kamal, plan], source="Agency C", url="javascript:alert(1)", title=HOSTILE)
        denial = capture("IS did not lose Rawa", "Iraqi forces", "IS", "Rawa", "2017-11-17", status="denied", source="a fighter")
        add(opened, DENIAL, "2017-11-19", [denial], source="Bulletin")
        pipeline.conclude(opened)
        yield opened
