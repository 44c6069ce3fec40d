"""What readers are not told: a copy of the dossier from which it is gone, so that no view, search or export of the copy can tell it.

A person names in `sensitive.toml` of the dossier's folder what is to be kept back:

    reports = ["r12"]              # not told of at all
    places = ["Rawa"]              # by id or name: no point, no history, its names blacked out
    sources = ["Agency B"]         # outlets and speakers: their names blacked out
    words = ["Colonel X"]          # blacked out wherever they stand, in any case

The same holds for every side: nothing here looks at who is spoken of.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain, groupby, islice
from math import cos, floor, hypot, radians
from pathlib import Path
from typing import Any, NamedTuple

from heldby.base.text import fold
from heldby.errors import BadConfigFile
from heldby.judgements import judgement
from heldby.model import Claim, Mention, PlaceRef, Report, make_claim
from heldby.store import dossier_config
from heldby.store.dossier import Addition, Dossier

FILE = "sensitive.toml"
BLACK = "\u2588"
"""Stands for each character that was cut, so that what is left stands where it stood."""
KM_OF_DEGREE = 111.32
WORDS = frozenset({"kind", "type", "status", "precision", "method", "category", "held_as", "reader", "language"})
"""Fields whose values are the program's own words."""
SHORT = 3
"""Letters of a name up to which it is looked for as a word of its own; a longer one also inside of others."""
AT_ONCE = 50


class Sensitive(NamedTuple):
    """What a person named in the file."""

    reports: Sequence[str] = ()
    places: Sequence[str] = ()
    sources: Sequence[str] = ()
    words: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class ReleasePolicy:
    """What readers are told less: nothing from reports known for fewer than `delay` days, places to no closer than `coarsen` kilometres."""

    delay: int = 0
    coarsen: float = 0.0

    def through(self, today: dt.date) -> dt.date:
        """The last day of which they may know."""
        return today - dt.timedelta(days=self.delay)


def sensitive(folder: Path) -> Sensitive:
    """What the file in a dossier's folder names; nothing where there is none.

    Raises:
        BadConfigFile: it cannot be read, and nothing may be shown to readers before it can.
    """
    file = folder / FILE
    try:
        told = tomllib.loads(file.read_text("utf-8")) if file.exists() else {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadConfigFile(f"{file} cannot be read: {error}") from error
    for name, value in told.items():
        if name not in Sensitive._fields or not isinstance(value, list) or not all(isinstance(one, str) and one.strip() for one in value):
            raise BadConfigFile(f"{FILE}: {name!r} must be one of {', '.join(Sensitive._fields)}, each a list of texts")
    return Sensitive(**told)


def copy(dossier: Dossier, into: Dossier, cut: ReleasePolicy, today: dt.date) -> int:
    """Put into an empty dossier what readers may know of another; how many reports that is. What people judged is taken as they left it.

    Nothing is concluded here: conclusions are to follow from the copy alone, or they would tell what it lacks.
    """
    named = sensitive(dossier.folder)
    knife = Redactor(cut, _spellings(dossier, named))
    _give(dossier, into, knife)
    known, last, count = dossier.published(), cut.through(today), 0
    standings = dossier.standings()
    events = dossier.conclusions().events if any(kind == "event" for kind, _ in standings) else ()
    claims = judgement.apply_through_events(judgement.apply(dossier.claims(), standings), events, standings)
    told = groupby(claims, key=lambda claim: claim.report)
    additions = (
        knife.addition(report, inside)
        for report, inside in _together(dossier.reports(), told)
        if report.id not in named.reports and known[report.id] <= last
    )
    while batch := list(islice(additions, AT_ONCE)):
        into.add_all(batch)
        count += len(batch)
    return count


def _give(dossier: Dossier, into: Dossier, knife: Redactor) -> None:
    """Let the copy count sides and sources as a person said, as far as that can be said without what is cut."""
    for name, text in dossier_config.texts(dossier).items():
        with suppress(BadConfigFile):
            dossier_config.check(name, knife.black(text))
            into.configure(name, knife.black(text))


def _together(reports: Iterable[Report], told: Iterable[tuple[str, Iterable[Claim]]]) -> Iterator[tuple[Report, list[Claim]]]:
    """Each report with its claims; both come in the order in which reports were added, so none is held for long."""
    told = iter(told)
    waiting: tuple[str, list[Claim]] | None = None
    for report in reports:
        if waiting is None:
            waiting = next(((id, list(claims)) for id, claims in told), None)
        if waiting is not None and waiting[0] == report.id:
            yield report, waiting[1]
            waiting = None
        else:
            yield report, []


def _spellings(dossier: Dossier, named: Sensitive) -> set[str]:
    """Every text that is to be blacked out: what is named, and whatever some report calls a place that is."""
    found = {*named.places, *named.sources, *named.words}
    if named.places:
        keys = {fold(one) for one in named.places}
        refs = (ref for claim in dossier.claims(superseded=True) for ref in claim.place)
        every: Iterable[PlaceRef | Mention] = chain(refs, dossier.mentions(kind="place"))
        for ref in every:
            if any(text is not None and fold(text) in keys for text in (ref.id, ref.name, ref.text)):
                found.update(text for text in (ref.text, ref.name, getattr(ref, "anaphor", None)) if text and any(map(str.isupper, text)))
    return found


class Reading(NamedTuple):
    """What is told of a report that was cut."""

    report: Report
    claims: tuple[Claim, ...]
    mentions: tuple[Mention, ...] = ()
    notes: tuple[str, ...] = ()


class Redactor:
    """Cuts reports and claims."""

    def __init__(self, cut: ReleasePolicy, texts: Iterable[str]) -> None:
        self._km = cut.coarsen
        # The longest first, or of "Abu Kamal" only "Kamal" might go.
        longest = sorted(texts, key=lambda text: (-len(text), text))
        self._pattern = re.compile("|".join(map(_loosely, longest)), re.IGNORECASE) if longest else None

    def addition(self, report: Report, claims: Iterable[Claim]) -> Addition:
        """A report and its claims as readers are told them."""
        shown = self.report(report)
        return Addition(shown, shown.text.encode(), Reading(shown, tuple(self.claim(one, shown) for one in claims)), given_id=shown.id)

    def report(self, report: Report) -> Report:
        """A report without what is not told. Where anything of it was cut its address goes too, as that leads to the whole of it."""
        fields = self.black(report.model_dump(exclude={"path"}))
        sha256 = hashlib.sha256(str(fields["text"]).encode()).hexdigest()
        if fields != report.model_dump(exclude={"path"}):
            # The digest of what was there would prove a guess.
            named = fields["id"] == report.id and report.id != f"sha256:{report.sha256}"
            source = fields["source"] if fields["source"] == report.source else None
            fields |= {"url": None, "source": source, "id": report.id if named else f"sha256:{sha256}"}
        return Report(**{**fields, "sha256": sha256})

    def claim(self, claim: Claim, report: Report) -> Claim:
        """A claim without what is not told; its sentence stands where it stood."""
        places = [self._place(ref) for ref in claim.place if not self._is_hidden(ref)]
        fields = self.black({**claim.model_dump(), "place": [one.model_dump() for one in places]})
        return make_claim(**{**{name: value for name, value in fields.items() if name != "id"}, "report": report.id})

    def _is_hidden(self, ref: PlaceRef) -> bool:
        """Whether a place, or the one it is told from, has a name that is cut: its point would tell what its name does not."""
        told = (ref.id, ref.text, ref.name, ref.relative.of if ref.relative else None)
        return any(text is not None and self.black(text) != text for text in told)

    def _place(self, ref: PlaceRef) -> PlaceRef:
        if not self._km or (ref.lat is None and ref.geometry is None):
            return ref
        lat, lon = snapped(ref.lat, ref.lon, self._km) if ref.lat is not None and ref.lon is not None else (None, None)
        radius = max(ref.radius_km or 0.0, round(hypot(self._km, self._km) / 2, 1))
        precision = "near" if ref.precision == "point" else ref.precision
        return ref.model_copy(
            update={"lat": lat, "lon": lon, "radius_km": radius, "precision": precision, "geometry": None, "relative": None}
        )

    def black(self, value: Any) -> Any:
        """A value with every text in it blacked out where it must be."""
        if self._pattern is None:
            return value
        if isinstance(value, str):
            return self._pattern.sub(lambda found: BLACK * len(found[0]), value)
        if isinstance(value, dict):
            return {name: one if name in WORDS else self.black(one) for name, one in value.items()}
        return type(value)(self.black(one) for one in value) if isinstance(value, list | tuple) else value


def _loosely(text: str) -> str:
    """A pattern for a text, however its words are spaced or joined."""
    pattern = r"[\s\-_+.]*".join(re.escape(part) for part in re.split(r"[\s\-_]+", text.strip()))
    return rf"(?<!\w){pattern}(?!\w)" if len(text.strip()) <= SHORT else pattern


def snapped(lat: float, lon: float, km: float) -> tuple[float, float]:
    """The middle of the square of the earth, so many kilometres wide, in which a point lies; every point of it gives the same."""
    step = km / KM_OF_DEGREE
    middle = min(90.0, max(-90.0, (floor(lat / step) + 0.5) * step))
    across = min(360.0, step / max(0.01, cos(radians(middle))))
    return round(middle, 4), round(min(180.0, max(-180.0, (floor(lon / across) + 0.5) * across)), 4)
