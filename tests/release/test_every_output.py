"""No output of a redacted copy contains what is sensitive, in any spelling, or depends on it."""

from __future__ import annotations

import datetime as dt
import re
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

from dossier_making import HandReading, claim_of, make_report
from heldby import pipeline
from heldby.model import Claim, PlaceRef, Report, SourceRef, Value
from heldby.reference.crosswalks import prio_grid_cell
from heldby.release.policy import ReleasePolicy
from heldby.release.secret import FILE as KEY
from heldby.store import Dossier
from release.all_outputs import OUTPUTS, STORED, plain

ALL = OUTPUTS | STORED
TODAY = dt.date(2018, 6, 1)
RAWA = PlaceRef(
    text="Rawa", id="geonames:92004", name="Rawa", within="Anbar, Iraq", country="IQ", lat=34.48229, lon=41.91898, precision="point",
    radius_km=3.0, method="exact",
)  # fmt: skip
QAIM = PlaceRef(
    text="al-Qaim", id="geonames:92138", name="al-Qaim", within="Anbar, Iraq", country="IQ", lat=34.36884, lon=41.09448, precision="point",
    radius_km=3.0, method="exact",
)  # fmt: skip
CLINIC = PlaceRef(
    text="Nasser Hospital", name="Nasser Hospital", within="Anbar, Iraq", country="IQ", lat=34.3511, lon=41.1733, precision="point"
)
SPELLINGS = (
    "People fled RĀWA. Rawah is empty, راوه too, and Raweh\u2019s market. Ra\u00adwa, R\u200bawa; #FreeRawaNow, rawa-city, ra-wa, RAWA'S."
    " See https://maps.example/%D8%B1%D8%A7%D9%88%D9%87 and 34.4823, 41.9190. Omar Haddad of Dawn Wire saw it; HADDAD, Hadad and Haddad's"
    " brother agreed. Dawn-Wire and DAWNWIRE wrote."
)
"""Sentences with a place, a person and an outlet in other spellings."""


class Words(NamedTuple):
    """The words of a dossier that a reader of a copy must not learn."""

    place: PlaceRef = RAWA
    person: str = "Omar Haddad"
    outlet: str = "Dawn Wire"
    private: str = "Fatima Salim"
    anonymous: str = "a nurse of the evening shift"
    spellings: str = SPELLINGS
    late: bool = True


def fill(dossier: Dossier, words: Words) -> None:
    """Add reports about three places, from a named source, a private person and an anonymous source."""
    name = words.place.name or ""

    def add(text: str, day: str, make: Callable[[Report], list[Claim]], *, id: str, **more: str) -> None:
        report, original = make_report(text, id=id, published=day, **more)
        dossier.add(report, original, HandReading(report, (), tuple(make(report))), given_id=report.id)

    def captured(report: Report, place: PlaceRef, day: str, source: SourceRef | None = None) -> Claim:
        claim = claim_of(
            report, report.text.split(".")[0] + ".", type="capture", actor=["Iraqi forces"], target=["IS"], day=day, source=source
        )
        return claim.model_copy(update={"place": (place,)})

    def toll(report: Report, place: PlaceRef, source: SourceRef) -> Claim:
        sentence = report.text.split(". ")[1] + "."
        value = Value(low=12, high=12, unit="people")
        claim = claim_of(report, sentence, kind="figure", type="killed", value=value, day="2017-11-17", source=source)
        return claim.model_copy(update={"place": (place,)})

    text = f"Iraqi forces took {name} from IS. In {name} 12 people died, {words.person} said. {words.spellings}"
    witness = SourceRef(text=words.person, via=SourceRef(text=words.outlet, kind="outlet"))
    add(
        text, "2017-11-18", lambda one: [captured(one, words.place, "2017-11-17", witness), toll(one, words.place, witness)], id="r-1",
        source=words.outlet, title=f"{name} falls", url=f"https://dawnwire.example/{name.lower()}-falls",
    )  # fmt: skip
    text = (
        f"Iraqi forces took al-Qaim from IS. At Nasser Hospital 12 people died, {words.private}, 34, said. Later, {words.anonymous} agreed."
    )
    private, nurse = SourceRef(text=words.private), SourceRef(text=words.anonymous, kind="anonymous")
    add(
        text, "2017-11-04", lambda one: [captured(one, QAIM, "2017-11-03", nurse), toll(one, CLINIC, private)], id="r-2",
        source="Agency B", title="al-Qaim taken", url="https://agency-b.example/2",
    )  # fmt: skip
    text = f"Iraqi forces took al-Qaim from IS. In the town 15 people died, Governor Saleh Dulaimi said. {words.private} wept."
    governor = SourceRef(text="Saleh Dulaimi")
    add(
        text, "2017-11-05", lambda one: [captured(one, QAIM, "2017-11-03"), toll(one, QAIM, governor)], id="r-3",
        source="Agency C", title="The governor speaks", url="https://agency-c.example/3",
    )  # fmt: skip
    if words.late:
        add(
            "Iraqi forces took Anah from IS. In Anah 777 people died, Late Press said.", "2018-05-31",
            lambda one: [captured(one, RAWA.model_copy(update={"id": "geonames:6765385", "name": "Anah"}), "2018-05-30")], id="r-late",
            source="Late Press", title="Anah",
        )  # fmt: skip
    pipeline.conclude(dossier)


LISTED = 'places = ["{place}"]\npersons = ["{person}"]\nsources = ["{outlet}"]\n'


@contextmanager
def copied(folder: Path, words: Words, *, coarsen: float = 0.0, list_place: bool = True) -> Iterator[Dossier]:
    """Yield a redacted copy of a dossier with these words, seven days late."""
    with Dossier.open(folder / "own", create=True, who="tester") as own:
        fill(own, words)
        listed = LISTED if list_place else LISTED.split("\n", 1)[1]
        (own.folder / "sensitive.toml").write_text(listed.format(**words._asdict() | {"place": words.place.name}), "utf-8")
        (own.folder / KEY).write_bytes(b"k" * 32)
        pipeline.write_redacted_copy(own, folder / "copy", ReleasePolicy(7, coarsen), TODAY)
    with Dossier.open(folder / "copy", who="readers") as copy:
        yield copy


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dossier]:
    """A copy without the places, persons and outlets that the owner lists."""
    with copied(tmp_path_factory.mktemp("listed"), Words()) as copy:
        yield copy


@pytest.fixture(scope="module")
def coarse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dossier]:
    """A copy with coarse places."""
    with copied(tmp_path_factory.mktemp("coarse"), Words(), coarsen=20, list_place=False) as copy:
        yield copy


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dossier]:
    """The owner's dossier."""
    with Dossier.open(tmp_path_factory.mktemp("whole") / "own", create=True, who="tester") as own:
        fill(own, Words())
        yield own


PLACE = re.compile(r"(?<![a-z\d])(?:raw[ae]|raweh|ra-wa)|freerawa|راو|92004|34\.48|41\.91|" + rf"\b{prio_grid_cell(34.48229, 41.91898)}\b")
SOURCES = re.compile(r"had+ad|dawn.?wire|%d8|maps\.example")
DEFAULTS = re.compile(r"fatima|salim|evening shift|nasser|34\.35|41\.17")
LATE = re.compile(r"anah|(?<![\da-f])777(?![\da-f])|late press|2018-05|6765385")
COARSE = re.compile(PLACE.pattern.rpartition("|")[0] + r"|qaim|92138|34\.36|41\.09|agency-b\.example")
"""A cell of PRIO-GRID is 55 km wide, so it may be that of the middle of a coarse cell."""
POINTS = (34.48229, 41.91898, 34.36884, 41.09448)


def found_in(content: bytes, *patterns: re.Pattern[str]) -> list[str]:
    text = plain(content)
    return [text[max(0, at.start() - 60) : at.end() + 20] for pattern in patterns for at in pattern.finditer(text)]


@pytest.mark.parametrize("name", ALL)
def test_what_is_listed_private_or_late_is_in_no_output(name: str, listed: Dossier, tmp_path: Path) -> None:
    content = ALL[name](listed, tmp_path)
    assert found_in(content, PLACE, SOURCES, DEFAULTS, LATE) == []
    assert not any(struct.pack(order + "d", number) in content for order in "<>" for number in POINTS[:2])


@pytest.mark.parametrize("name", ALL)
def test_exact_places_are_in_no_output_of_a_coarse_copy(name: str, coarse: Dossier, tmp_path: Path) -> None:
    content = ALL[name](coarse, tmp_path)
    assert found_in(content, COARSE, SOURCES, DEFAULTS, LATE) == []
    assert not any(struct.pack(order + "d", number) in content for order in "<>" for number in POINTS)
    if name != "map-png":
        assert "anbar" in plain(content) or name in ("mentions-jsonl", "mentions-csv", "mentions-parquet")


@pytest.mark.parametrize("name", [one for one in OUTPUTS if one not in ("map-png", "timemap") and not one.startswith("mentions")])
def test_the_owners_outputs_do_contain_them(name: str, whole: Dossier, tmp_path: Path) -> None:
    # Otherwise the tests above would also pass for outputs that cannot be searched.
    assert found_in(OUTPUTS[name](whole, tmp_path), PLACE) != []


OTHER = Words(
    place=RAWA.model_copy(update={"text": "Haditha", "name": "Haditha", "id": "geonames:95788", "lat": 34.1398, "lon": 42.3780}),
    person="Walid Hamdani", outlet="Evening Star Herald", private="Zainab al-Mosawi", anonymous="the wife of a baker in the market",
    spellings="", late=False,
)  # fmt: skip


@pytest.fixture(scope="module")
def twins(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Dossier, Dossier]]:
    """Copies of two dossiers that differ in everything that must be hidden."""
    first, second = (tmp_path_factory.mktemp(name) for name in ("first", "second"))
    with copied(first, Words(spellings="")) as one, copied(second, OTHER) as other:
        yield one, other


TIMES = re.compile(rb"urn:heldby:feed:\w+|\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?|D:\d{14}")


"""Times of writing, and the id of a feed, which depends on the path of its file."""


@pytest.mark.parametrize("name", OUTPUTS)
def test_outputs_do_not_depend_on_what_is_hidden(name: str, twins: tuple[Dossier, Dossier], tmp_path: Path) -> None:
    # Names, their lengths, positions, ids, order, counts, extents: if any of them had an effect, the outputs would differ.
    for folder in ("0", "1"):
        (tmp_path / folder).mkdir()
    one, other = (TIMES.sub(b"", OUTPUTS[name](copy, tmp_path / str(number))) for number, copy in enumerate(twins))
    assert one == other and len(one) > 20
