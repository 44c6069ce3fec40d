"""Read annotations in the notation in which they are written, and turn them into positions in the texts.

A file annotates excerpts of reports. A line `@ REPORT START END` begins an excerpt: the id of its report and two character offsets. Every
other line is a claim, with fields separated by ` | `; fields at the end may be left off:

    type | quote | actors | targets | places | when | status | source | value

Several mentions are separated by `; `. The status is `happened` if it is empty. Only figures have a value: `32 people`, `~1500 fighters`
(about), `1000+ civilians` (at least), `10-20 soldiers`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

EVENTS = frozenset({
    "capture", "withdraw", "advance", "besiege", "repel", "surrender", "offensive", "clash", "airstrike", "shelling", "bombing", "attack",
    "kill", "abduct", "detain", "destroy", "deploy", "support", "aid", "negotiate", "ceasefire", "breach", "displace", "demand", "accuse",
    "threaten", "reject", "protest", "sanction",
})  # fmt: skip
CONTROL = frozenset({"holds", "partly_holds", "contests", "besieged", "lost"})
RELATIONS = frozenset({"backs", "allied_with", "part_of", "fights", "leads"})
FIGURES = frozenset({"strength", "killed", "wounded", "captured", "displaced", "territory", "money", "other"})
KINDS = {
    name: kind for kind, names in (("event", EVENTS), ("control", CONTROL), ("relation", RELATIONS), ("figure", FIGURES)) for name in names
}
STATUSES = frozenset({"happened", "ongoing", "planned", "expected", "attempted", "denied", "hypothetical"})
FIELDS = 9
WHEN = re.compile(r"\d{4}(-\d\d(-\d\d)?)?(/\d{4}(-\d\d(-\d\d)?)?)?")
VALUE = re.compile(r"(?P<about>~)?(?P<low>\d+(?:\.\d+)?)(?:(?P<more>\+)|-(?P<high>\d+(?:\.\d+)?))?\s+(?P<unit>.+)")
Position = list[int]
"""First character and the character after the last one, in the text; with a third item 1, in the title."""


@dataclass
class Excerpt:
    """An excerpt of a report, with its claims as positions and what is wrong with its lines."""

    report: str
    start: int
    end: int
    claims: list[dict[str, Any]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def as_row(self) -> dict[str, Any]:
        """Return the excerpt as it is stored."""
        return {"report": self.report, "start": self.start, "end": self.end, "claims": self.claims}


def read_notation(lines: Iterator[str], reports: Mapping[str, Mapping[str, Any]]) -> Iterator[Excerpt]:
    """Yield the excerpts of a file. `reports` are the reports by id, each with `text` and `title`."""
    excerpt: Excerpt | None = None
    for number, line in enumerate(lines, 1):
        line = line.strip()
        if line.startswith("@"):
            if excerpt is not None:
                yield excerpt
            name, start, end = line[1:].split()
            excerpt = Excerpt(name, int(start), int(end))
        elif line and excerpt is not None:
            try:
                excerpt.claims.append(_claim(line, excerpt, reports[excerpt.report]))
            except ValueError as error:
                excerpt.problems.append(f"line {number}: {error}")
    if excerpt is not None:
        yield excerpt


def _claim(line: str, excerpt: Excerpt, report: Mapping[str, Any]) -> dict[str, Any]:
    """Return a claim as positions.

    Raises:
        ValueError: a field is wrong, or its words are not in the excerpt or the title.
    """
    fields = [part.strip() for part in line.split("|")]
    if not 2 <= len(fields) <= FIELDS:
        raise ValueError(f"{len(fields)} fields")
    kind, quote, actor, target, place, when, status, source, value = fields + [""] * (FIELDS - len(fields))
    if kind not in KINDS or (status or "happened") not in STATUSES or (when and not WHEN.fullmatch(when)):
        raise ValueError(f"unknown type, status or time: {kind!r}, {status!r}, {when!r}")
    if bool(value) != (KINDS[kind] == "figure"):
        raise ValueError("figures have a value, and no other claims")
    at = _position(quote, excerpt, report, excerpt.start, title=False)
    found = {
        role: [_position(name.strip(), excerpt, report, at[0]) for name in names.split(";") if name.strip()]
        for role, names in (("actor", actor), ("target", target), ("place", place), ("source", source.replace(";", "\0")))
    }
    row: dict[str, Any] = {"quote": at, "type": kind, **{role: spans for role, spans in found.items() if spans}}
    row |= {"when": when} if when else {}
    row |= {"status": status} if status and status != "happened" else {}
    return row | ({"value": _value(value)} if value else {})


def _position(words: str, excerpt: Excerpt, report: Mapping[str, Any], near: int, *, title: bool = True) -> Position:
    """Return where words stand in the excerpt, after `near` if they do, or else in the title."""
    text = report["text"][: excerpt.end]
    at = text.find(words, near)
    at = text.find(words, excerpt.start) if at < 0 else at
    if at >= 0:
        return [at, at + len(words)]
    at = (report.get("title") or "").find(words) if title else -1
    if at < 0:
        raise ValueError(f"not in the text: {words!r}")
    return [at, at + len(words), 1]


def _value(text: str) -> dict[str, Any]:
    """Return the value of a figure."""
    found = VALUE.fullmatch(text)
    if found is None:
        raise ValueError(f"no value: {text!r}")
    low = float(found["low"])
    high = None if found["more"] else float(found["high"]) if found["high"] else low
    return {"low": _whole(low), "high": _whole(high), "unit": found["unit"], "approx": bool(found["about"])}


def _whole(number: float | None) -> float | int | None:
    return int(number) if number is not None and number == int(number) else number


def as_gold(row: Mapping[str, Any], report: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the claims of a stored excerpt in the form of the other annotated reports: with the words in place of their positions."""

    def words(position: Position) -> str:
        return str((report["title"] if len(position) > 2 else report["text"])[position[0] : position[1]])

    out = []
    for claim in row["claims"]:
        roles = {role: [words(one) for one in claim.get(role, ())] for role in ("actor", "target", "place")}
        source = [words(one) for one in claim.get("source", ())]
        out.append(
            {
                "quote": words(claim["quote"]), "kind": KINDS[claim["type"]], "type": claim["type"], **roles, "when": claim.get("when"),
                "status": claim.get("status", "happened"), "source": source[0] if source else None, "value": claim.get("value"),
            }
        )  # fmt: skip
    return out
