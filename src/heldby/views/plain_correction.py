"""A correction written as FIELD=VALUE in plain words, turned into the values that a judgement stores."""

from __future__ import annotations

import calendar
import datetime as dt
import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple, get_args

from heldby.intake.dates.parse_date import Ambiguous, parse_date
from heldby.judgements.judgement import Subject
from heldby.model import TYPES, Claim, Event, SourceRef, Value, When
from heldby.model.base import Record
from heldby.model.claim import HeldAs, Status
from heldby.store import Dossier
from heldby.store.query.judgement_targets import find_record
from heldby.views.plain_names import Setting, find_actor, find_place, is_known

SEPARATOR = ";"
_PERIOD = re.compile(r"\s*(?:\bto\b|\.\.|–|—)\s*")
_MONTH = re.compile(r"(\d{4})-(\d\d)")
_YEAR = re.compile(r"\d{4}")
_NUMBER = r"\d+(?:\.\d+)?"
_RANGE = re.compile(rf"({_NUMBER})?\s*(?:-|–|to)\s*({_NUMBER})?")


class PlainCorrection(NamedTuple):
    """The values of a correction by field name, and sentences that the person should read."""

    values: dict[str, Any]
    notes: tuple[str, ...] = ()


def plain_correction(dossier: Dossier, kind: Subject, id: str, pairs: Iterable[str]) -> PlainCorrection:
    """Return the correction that FIELD=VALUE pairs mean for a claim, event, place or actor. JSON values are taken as they are.

    Raises:
        ValueError: a pair is not written as FIELD=VALUE, or a value cannot be read or has several meanings. The message is one line.
        UnknownRecord: the dossier contains no such thing.
    """
    given = list(pairs)
    record = find_record(dossier, kind, id)[0] if given and kind != "merge" else None
    return read_pairs(dossier, record, given)


def read_pairs(dossier: Dossier, record: Record | None, pairs: Iterable[str]) -> PlainCorrection:
    """Return the values that FIELD=VALUE pairs mean for a record, which may be a draft.

    Raises:
        ValueError: as for `plain_correction`.
    """
    split = [pair.partition("=") for pair in pairs]
    if any(not sign for _, sign, _ in split):
        raise ValueError("write each value as FIELD=VALUE, such as status=attempted or place=Rawa")
    given = {name.strip(): value.strip() for name, _, value in split}
    words = _Words(dossier, record)
    values: dict[str, Any] = {}
    for name, value in given.items():
        values |= words.read(name, value)
    return PlainCorrection(values, tuple(words.notes))


class _Words:
    """Reads the values of one correction, in the light of the record that is corrected."""

    def __init__(self, dossier: Dossier, record: Record | None) -> None:
        self.notes: list[str] = []
        self._dossier = dossier
        self._record = record
        self._readers: dict[str, Callable[[str], Any]] = {}
        if isinstance(record, Claim | Event):
            self._readers = {
                "actor": self._actors, "target": self._actors, "place": self._places, "when": read_when,
                "type": lambda text: _choice("type", text, [one for types in TYPES.values() for one in types]),
                "status": lambda text: _choice("status", text, get_args(Status)),
            }  # fmt: skip
        if isinstance(record, Claim):
            self._readers |= {
                "source": self._source, "value": self._value,
                "held_as": lambda text: _choice("held_as", text, get_args(HeldAs)) if text else None,
            }  # fmt: skip

    def read(self, name: str, text: str) -> dict[str, Any]:
        """Return the fields that NAME=TEXT changes."""
        value = _json(text)
        if isinstance(value, dict | list):
            return {name: value}
        if self._record is not None and not self._readers and name in ("place", "actor"):
            found = self._place(text) if name == "place" else self._actor(text)
            return {field: one for field, one in found.items() if field not in ("text", "start", "end", "anaphor")}
        reader = self._readers.get(name)
        return {name: reader(text) if reader else value}

    def _setting(self) -> Setting:
        record = self._record
        if not isinstance(record, Claim | Event):
            return Setting()
        countries = [ref.country for ref in record.place if ref.country]
        report = record.report if isinstance(record, Claim) else record.reports[0]
        countries += [ref.country for claim in self._dossier.claims(report=report) for ref in claim.place if ref.country]
        ranked = sorted(dict.fromkeys(countries), key=lambda country: -countries.count(country))
        return Setting(tuple(ranked), record.when.first if record.when else None)

    def _places(self, text: str) -> list[dict[str, Any]]:
        return [self._place(name) for name in _names(text)]

    def _actors(self, text: str) -> list[dict[str, Any]]:
        return [self._actor(name) for name in _names(text)]

    def _place(self, name: str) -> dict[str, Any]:
        ref = find_place(self._dossier, name, self._setting())
        if not is_known(ref):
            self.notes.append(f"no place called “{name}” is known; it is kept by its name, without a point")
        return ref.model_dump(mode="json")

    def _actor(self, name: str) -> dict[str, Any]:
        ref = find_actor(self._dossier, name, self._setting())
        if not is_known(ref):
            self.notes.append(f"no actor called “{name}” is known; it is kept by its name, on a side of its own")
        return ref.model_dump(mode="json")

    def _source(self, text: str) -> dict[str, Any] | None:
        if not text:
            return None
        return SourceRef(text=text, id=find_actor(self._dossier, text, self._setting()).id).model_dump(mode="json")

    def _value(self, text: str) -> dict[str, Any] | None:
        old = self._record.value if isinstance(self._record, Claim) else None
        return read_value(text, old)


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(SEPARATOR) if name.strip()]


def _choice(field: str, text: str, known: Iterable[str]) -> str:
    value = text.lower().replace(" ", "_")
    choices = sorted(known)
    if value not in choices:
        raise ValueError(f"there is no {field} “{text}”; choose from {', '.join(choices)}")
    return value


def read_when(text: str) -> dict[str, Any] | None:
    """Return the time that words such as "3 November 2017", "2017-11" or "2017-11-03 to 2017-11-05" mean; None if there are none.

    Raises:
        ValueError: they are no time, or may mean two days.
    """
    if not text or text == "null":
        return None
    parts = _PERIOD.split(text)
    ranges = [_days(part) for part in parts]
    if len(ranges) > 2 or ranges[0][0] > ranges[-1][1]:
        raise ValueError(f"“{text}” is not a period; write FIRST to LAST, such as 2017-11-03 to 2017-11-05")
    first, last, precision = ranges[0][0], ranges[-1][1], ranges[0][2] if len(ranges) == 1 else "vague"
    return When.model_validate({"first": first, "last": last, "precision": precision, "text": text}).model_dump(mode="json")


def _days(text: str) -> tuple[dt.date, dt.date, str]:
    """Return the first and last day that a date, month or year means, and how exact it is."""
    month = _MONTH.fullmatch(text)
    try:
        if month:
            year, number = int(month[1]), int(month[2])
            return dt.date(year, number, 1), dt.date(year, number, calendar.monthrange(year, number)[1]), "month"
        if _YEAR.fullmatch(text):
            return dt.date(int(text), 1, 1), dt.date(int(text), 12, 31), "year"
        day = parse_date(text)
    except Ambiguous as error:
        raise ValueError(f"“{text}” {error}; write it as YYYY-MM-DD") from None
    except ValueError:
        day = None
    if day is None:
        raise ValueError(f"“{text}” is not a date; write it as YYYY-MM-DD, YYYY-MM or YYYY")
    return day, day, "day"


def read_value(text: str, old: Value | None = None) -> dict[str, Any] | None:
    """Return the quantity that words such as 15, 10-15 or 10- mean, with the unit and category of the old one; None for no words.

    Raises:
        ValueError: it is not a number or a range.
    """
    if not text or text == "null":
        return None
    single, bounds = re.fullmatch(_NUMBER, text), _RANGE.fullmatch(text)
    if not single and not (bounds and (bounds[1] or bounds[2])):
        raise ValueError(f"“{text}” is not a number or a range; write 15, 10-15 or 10-")
    low, high = (text, text) if single else (bounds[1], bounds[2]) if bounds else (None, None)
    kept: Mapping[str, Any] = old.model_dump(include={"unit", "category"}) if old else {}
    found = Value(low=float(low) if low else None, high=float(high) if high else None, approx=low != high, **kept)
    if found.low is not None and found.high is not None and found.low > found.high:
        raise ValueError(f"“{text}” is not a range: its first number is greater than its second")
    return found.model_dump(mode="json")
