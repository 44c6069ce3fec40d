"""A base map of the user's own: a file is given out in ranges and no other server asked; a style opens the page to its server alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from heldby.server.app import create_app
from heldby.server.routes.basemap import BadBasemap, read_basemap
from heldby.server.settings import Options
from heldby.store import Dossier

SITE = "http://127.0.0.1:8000/"


@pytest.fixture
def tiles(tmp_path: Path) -> Path:
    file = tmp_path / "region.pmtiles"
    file.write_bytes(b"PMTiles\x03" + bytes(range(256)) * 40)
    return file


def client(record: Dossier, **options: object) -> TestClient:
    return TestClient(create_app(record, Options(**options)), base_url=SITE)  # type: ignore[arg-type]


def policy_of(api: TestClient) -> dict[str, str]:
    parts = api.get("/").headers["content-security-policy"].split("; ")
    return {name: rest for name, _, rest in (part.partition(" ") for part in parts)}


def test_a_file_is_given_out_in_the_ranges_that_are_asked_for(record: Dossier, tiles: Path) -> None:
    api = client(record, basemap=read_basemap(str(tiles)))
    answer = api.get("/api/v1/basemap", headers={"Range": "bytes=7-5007", "Accept-Encoding": "gzip"})
    assert answer.status_code == 206 and answer.content == tiles.read_bytes()[7:5008]
    assert answer.headers["content-range"] == f"bytes 7-5007/{tiles.stat().st_size}"
    assert '"kind": "pmtiles"' in api.get("/").text and str(tiles) not in api.get("/").text
    assert policy_of(api)["connect-src"] == "'self' blob: data:"


def test_a_file_needs_the_token_as_the_record_does(record: Dossier, tiles: Path) -> None:
    api = client(record, basemap=tiles, token="secret")
    assert api.get("/api/v1/basemap").status_code == 401
    assert api.get("/api/v1/basemap", headers={"Authorization": "Bearer secret"}).status_code == 200


def test_without_one_there_is_none(record: Dossier) -> None:
    assert client(record).get("/api/v1/basemap").status_code == 404


def test_a_style_opens_the_page_to_its_own_server_alone(record: Dossier) -> None:
    api = client(record, basemap=read_basemap("https://user@maps.example:8443/styles/plain.json?key=1"))
    policy = policy_of(api)
    assert policy["connect-src"].split() == ["'self'", "blob:", "data:", "https://maps.example:8443"]
    assert policy["img-src"].split() == ["data:", "blob:", "https://maps.example:8443"]
    assert "maps.example" not in policy["script-src"]


@pytest.mark.parametrize(
    "address", ["https://maps.example; script-src *", "https://a b/style.json", "https:///style.json", "https://m.example/w.pmtiles"]
)
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(BadBasemap):
        read_basemap(address)


def test_what_is_no_tiles_is_refused_by_name(tmp_path: Path) -> None:
    other = tmp_path / "map.txt"
    other.write_text("PMTiles?")
    with pytest.raises(BadBasemap, match=r"map\.txt is not a PMTiles file"):
        read_basemap(str(other))
    with pytest.raises(BadBasemap, match=r"gone\.pmtiles cannot be read: No such file"):
        read_basemap(str(tmp_path / "gone.pmtiles"))
