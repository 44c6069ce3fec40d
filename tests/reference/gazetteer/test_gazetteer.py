"""The gazetteer: keys of names, look-ups in the full index, building it, and what goes wrong."""

from __future__ import annotations

import sqlite3
import threading
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heldby.base.geo import distance_km, offset
from heldby.errors import GazetteerCacheError, GazetteerFileError, GazetteerImportError
from heldby.reference.gazetteer import Gazetteer, open_gazetteer
from heldby.reference.gazetteer.cache import healthy, write_whole
from heldby.reference.gazetteer.curated_pack import read_file, read_pack
from heldby.reference.gazetteer.index import fill
from heldby.reference.gazetteer.merge_pack import merge
from heldby.reference.gazetteer.name_keys import fold_name, skeleton, variant
from heldby.reference.gazetteer.rows import Row
from heldby.reference.gazetteer.user_gazetteers import add, listed, remove


def town(name: str, *, number: int = 1, country: str = "IQ", lat: float = 34.0, lon: float = 41.0, also: tuple[str, ...] = ()) -> Row:
    return Row(
        f"geonames:{number}", [name], "town", "town", (country,), admin1=f"{country}.01", lat=lat, lon=lon, population=9000, also=list(also)
    )


def built(folder: Path, *rows: Row) -> Gazetteer:
    path = folder / "small.sqlite"
    write_whole(path, lambda base: fill(base, rows, {"complete": "yes"}))
    return Gazetteer([path])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Al-Qā’im", "al Qa'im"),
        ("Ra's al-‘Ayn", "Ras al-Ayn"),
        ("St. Petersburg", "Saint Petersburg"),
        ("Łódź", "lodz"),
        ("Київ", "київ"),
        ("Mt. Sinjar", "Mount Sinjar"),
    ],
)
def test_case_accents_and_marks_are_folded(one: str, other: str) -> None:
    assert fold_name(one) == fold_name(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Hawija", "Al-Hawijah"), ("Raqqa", "Ar-Raqqah"), ("Deir al-Zor", "Deir Zor"), ("Ash Shaddadah", "Shaddada")]
)
def test_article_sun_letters_and_final_h_make_one_variant(one: str, other: str) -> None:
    assert variant(fold_name(one)) == variant(fold_name(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [("Deir ez-Zor", "Dayr az Zawr"), ("Severodonetsk", "Sievierodonetsk"), ("Khan Yunis", "Khan Younis"), ("Kharkov", "Kharkiv")],
)
def test_transliterations_share_their_consonants(one: str, other: str) -> None:
    assert skeleton(fold_name(one)) == skeleton(fold_name(other)) != ""


@given(st.text(max_size=60))
def test_keys_of_any_text_ignore_the_space_around_it(text: str) -> None:
    assert fold_name(f"  {text} ") == fold_name(text)
    assert fold_name(fold_name(text)) == fold_name(text)
    assert "  " not in fold_name(text)
    assert isinstance(variant(fold_name(text)), str) and isinstance(skeleton(fold_name(text)), str)


@given(st.floats(-80, 80), st.floats(-179, 179), st.floats(1, 500), st.floats(0, 359))
def test_an_offset_leads_as_far_as_it_says(lat: float, lon: float, km: float, bearing: float) -> None:
    assert distance_km((lat, lon), offset((lat, lon), km, bearing)) == pytest.approx(km, rel=1e-3, abs=0.05)


@pytest.mark.parametrize(
    ("name", "country", "lat", "lon"),
    [
        ("Mosul", "IQ", 36.34, 43.13),
        ("Hawija", "IQ", 35.33, 43.77),
        ("دمشق", "SY", 33.51, 36.29),
        ("Київ", "UA", 50.45, 30.52),
        ("Kobani", "SY", 36.89, 38.35),
    ],
)
def test_names_in_several_scripts_are_known(name: str, country: str, lat: float, lon: float) -> None:
    gazetteer = open_gazetteer()
    hits = [
        hit for hit in (*gazetteer.named(name), *gazetteer.by_variant(name)) if hit.entry.rank == "town" and hit.entry.country == country
    ]
    assert any(distance_km((hit.entry.lat or 0, hit.entry.lon or 0), (lat, lon)) < 15 for hit in hits)


def test_countries_areas_and_demonyms_are_known() -> None:
    gazetteer = open_gazetteer()
    assert [hit.entry.id for hit in gazetteer.named("Syria") if hit.entry.rank == "country"] == ["SY"]
    assert any(hit.entry.id == "IQ.01" for hit in gazetteer.named("Anbar"))
    syrian = gazetteer.demonym("Syrians")
    assert syrian is not None and syrian.id == "SY"
    mosul = next(hit.entry for hit in gazetteer.named("Mosul") if hit.entry.rank == "town")
    assert gazetteer.within(mosul) == "Nineveh, Iraq"


def test_likeness_finds_a_misspelt_town_of_the_country_only() -> None:
    gazetteer = open_gazetteer()
    assert any("Mosul" in hit.entry.name for hit in gazetteer.fuzzy("Mossull", "IQ"))
    assert not any(hit.entry.country == "IQ" for hit in gazetteer.fuzzy("Mossull", "FR"))
    assert gazetteer.fuzzy("Hit", "IQ") == ()


def test_a_pack_spelling_goes_to_the_town_near_by_and_not_to_a_far_namesake(tmp_path: Path) -> None:
    spelling = Row("iq-qaim", ["Qaim Town", "Al-Qaim"], "town", "town", ("IQ",), lat=34.37, lon=41.05, curated=True)
    rows = merge([spelling], [town("Al-Qaim", number=1, lat=34.39, lon=40.99), town("Al-Qaim", number=2, lat=30.5, lon=47.8)])
    found = built(tmp_path, *rows).named("Qaim Town")
    assert [hit.entry.id for hit in found] == ["geonames:1"]


def test_an_area_without_a_point_gets_the_centre_of_its_towns_marked_so(tmp_path: Path) -> None:
    area = Row("IQ.01", ["Anbar"], "area1", "province", ("IQ",), admin1="IQ.01", curated=True)
    rows = merge([area], [town("A", number=1, lat=33.0, lon=41.0), town("B", number=2, lat=35.0, lon=41.0)])
    entry = built(tmp_path, *rows).named("Anbar")[0].entry
    assert entry.derived
    assert entry.lat == pytest.approx(34.0, abs=0.05)


@pytest.mark.parametrize("west", [40.0, 178.0])
def test_where_towns_crowd_the_centre_of_an_area_stays_in_its_middle(tmp_path: Path, west: float) -> None:
    area = Row("IQ.01", ["Anbar"], "area1", "province", ("IQ",), admin1="IQ.01", curated=True)
    corners = [(30.0, west), (30.0, west + 4), (34.0, west + 4), (34.0, west)]
    spots = [*corners, *((30.1, west + 0.1 * n) for n in range(1, 9))]
    towns = [town(f"T{n}", number=n, lat=lat, lon=(lon + 180) % 360 - 180) for n, (lat, lon) in enumerate(spots)]
    entry = built(tmp_path, *merge([area], towns)).named("Anbar")[0].entry
    assert entry.lat is not None and entry.lon is not None
    assert distance_km((entry.lat, entry.lon), (32.0, (west + 2 + 180) % 360 - 180)) < 5


def test_every_row_of_the_pack_can_be_read_and_lies_on_earth() -> None:
    for row in read_pack():
        assert row.names[0]
        assert row.lat is None or (-90 <= row.lat <= 90 and row.lon is not None and -180 <= row.lon <= 180), row


def test_a_broken_row_of_a_pack_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.tsv").write_text("id\tname\tkind\tlat\tlon\nbase-x\tCamp X\tbase\tnorth\t41\n", "utf-8")
    with pytest.raises(GazetteerFileError, match=r"x\.tsv, row 1 \(Camp X\)"):
        list(read_file(tmp_path / "x.tsv", "features"))


def test_nothing_half_built_stays(tmp_path: Path) -> None:
    def breaks(base: sqlite3.Connection) -> None:
        base.execute("INSERT INTO meta VALUES ('a', 'b')")
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        write_whole(tmp_path / "x.sqlite", breaks)
    assert list(tmp_path.iterdir()) == []


def test_a_broken_cache_is_told_from_a_whole_one(tmp_path: Path) -> None:
    built(tmp_path, town("Rawa"))
    assert healthy(tmp_path / "small.sqlite")
    (tmp_path / "small.sqlite").write_bytes(b"SQLite format 3\x00 and then nothing of use" * 20)
    assert not healthy(tmp_path / "small.sqlite")
    with pytest.raises(GazetteerCacheError):
        Gazetteer([tmp_path / "small.sqlite"]).named("Rawa")


def test_a_folder_that_cannot_be_made_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    with pytest.raises(GazetteerCacheError, match="HELDBY_CACHE"):
        open_gazetteer(tmp_path / "file" / "cache")


def test_look_ups_from_several_threads_agree(tmp_path: Path) -> None:
    gazetteer = built(tmp_path, *(town(f"Town {k}", number=k) for k in range(200)))
    wrong: list[int] = []

    def ask(start: int) -> None:
        wrong.extend(k for k in range(start, 200, 4) if [h.entry.id for h in gazetteer.named(f"Town {k}")] != [f"geonames:{k}"])

    threads = [threading.Thread(target=ask, args=(start,)) for start in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def dump_line(number: int, name: str, others: str, code: str = "PPL", cls: str = "P") -> str:
    return "\t".join(
        [
            str(number),
            name,
            name,
            others,
            "34.1",
            "41.2",
            cls,
            code,
            "IQ",
            "",
            "01",
            "",
            "",
            "",
            "1200",
            "",
            "",
            "Asia/Baghdad",
            "2020-01-01",
        ]
    )


def test_a_geonames_zip_and_alternate_names_are_added_listed_and_removed(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "QQ.zip", "w") as archive:
        archive.writestr("readme.txt", "not this")
        archive.writestr(
            "QQ.txt",
            "\n".join([dump_line(900001, "Zurqabad", "Zorqabad"), "broken line", dump_line(900002, "Camp Zurq", "", "INSM", "S")]) + "\n",
        )
    with zipfile.ZipFile(tmp_path / "alternateNamesV2.zip", "w") as archive:
        archive.writestr("alternateNamesV2.txt", "1\t900001\ten\tZarkabad\t\t\t\t\t\t\n2\t900001\tlink\thttp://example.org\t\t\t\t\t\t\n")
    cache = tmp_path / "cache"
    assert add(tmp_path / "QQ.zip", cache).places == 2
    assert add(tmp_path / "alternateNamesV2.zip", cache).places == 1
    shelf = Gazetteer([one.path for one in listed(cache)])
    assert [hit.entry.id for hit in shelf.named("Zarkabad")] == ["geonames:900001"]
    assert shelf.named("Camp Zurq")[0].entry.kind == "base"
    assert remove("qq", cache) and not remove("qq", cache)
    assert listed(cache) == []


def test_a_table_of_ones_own_is_added(tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text("name,aliases,country,lat,lon,kind\nHill 105,Point 105,SY,35.1,40.2,hill\n", "utf-8")
    path = add(tmp_path / "mine.csv", tmp_path).path
    assert Gazetteer([path]).named("Point 105")[0].entry.country == "SY"


@pytest.mark.parametrize("content", [b"PK\x03\x04 not a zip", b""])
def test_a_corrupt_zip_is_a_clear_error_and_leaves_nothing(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "IQ.zip").write_bytes(content)
    with pytest.raises(GazetteerImportError, match=r"IQ\.zip"):
        add(tmp_path / "IQ.zip", tmp_path / "cache")
    assert list((tmp_path / "cache").glob("*.sqlite*")) == []


@pytest.mark.parametrize(
    ("content", "told"), [("name,lat,lon\nX,here,there\n", "row 1"), ("name,lat,lon\nX,95,10\n", "not on earth"), ("a,b\n1,2\n", "neither")]
)
def test_a_table_that_cannot_be_read_is_a_clear_error(tmp_path: Path, content: str, told: str) -> None:
    (tmp_path / "mine.csv").write_text(content, "utf-8")
    with pytest.raises(GazetteerImportError, match=told):
        add(tmp_path / "mine.csv", tmp_path / "cache")
    assert listed(tmp_path / "cache") == []


def test_a_missing_file_and_an_odd_address_are_clear_errors(tmp_path: Path) -> None:
    with pytest.raises(GazetteerImportError, match="no such file"):
        add(tmp_path / "none.zip", tmp_path)
    with pytest.raises(GazetteerImportError, match="only http"):
        add("ftp://example.org/IQ.zip", tmp_path)
