"""The user's base map: a file is served in ranges; a style allows requests to its own server only."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from heldby.errors import BadBasemap
from heldby.server.app import create_app
from heldby.server.routes.basemap import parse_basemap
from heldby.server.settings import ServerSettings
from heldby.store import Dossier

SITE = "http://127.0.0.1:8000/"


@pytest.fixture
def tiles(tmp_path: Path) -> Path:
    file = tmp_path / "region.pmtiles"
    file.write_bytes(b"PMTiles\x03" + bytes(range(256)) * 40)
    return file


def client(record: Dossier, **options: object) -> TestClient:
    return TestClient(create_app(record, ServerSettings(**options)), base_url=SITE)  # type: ignore[arg-type]


def policy_of(api: TestClient) -> dict[str, str]:
    parts = api.get("/").headers["content-security-policy"].split("; ")
    return {name: rest for name, _, rest in (part.partition(" ") for part in parts)}


def test_file_is_served_in_ranges_and_its_path_is_not_disclosed(record: Dossier, tiles: Path) -> None:
    api = client(record, basemap=parse_basemap(str(tiles)))
    answer = api.get("/api/v1/basemap", headers={"Range": "bytes=7-5007", "Accept-Encoding": "gzip"})
    assert answer.status_code == 206 and answer.content == tiles.read_bytes()[7:5008]
    assert answer.headers["content-range"] == f"bytes 7-5007/{tiles.stat().st_size}"
    assert '"kind": "pmtiles"' in api.get("/").text and str(tiles) not in api.get("/").text
    assert policy_of(api)["connect-src"] == "'self' blob: data:"


def test_file_requires_the_token(record: Dossier, tiles: Path) -> None:
    api = client(record, basemap=tiles, token="secret")
    assert api.get("/api/v1/basemap").status_code == 401
    assert api.get("/api/v1/basemap", headers={"Authorization": "Bearer secret"}).status_code == 200


def test_no_basemap_is_404(record: Dossier) -> None:
    assert client(record).get("/api/v1/basemap").status_code == 404


def test_style_allows_requests_to_its_own_server_only(record: Dossier) -> None:
    api = client(record, basemap=parse_basemap("https://user@maps.example:8443/styles/plain.json?key=1"))
    policy = policy_of(api)
    assert policy["connect-src"].split() == ["'self'", "blob:", "data:", "https://maps.example:8443"]
    assert policy["img-src"].split() == ["data:", "blob:", "https://maps.example:8443"]
    assert "maps.example" not in policy["script-src"]


@pytest.mark.parametrize(
    "address", ["https://maps.example; script-src *", "https://a b/style.json", "https:///style.json", "https://m.example/w.pmtiles"]
)
def test_invalid_address_is_refused(address: str) -> None:
    with pytest.raises(BadBasemap):
        parse_basemap(address)


def test_file_that_is_not_pmtiles_is_refused_by_name(tmp_path: Path) -> None:
    other = tmp_path / "map.txt"
    other.write_text("PMTiles?")
    with pytest.raises(BadBasemap, match=r"map\.txt is not a PMTiles file"):
        parse_basemap(str(other))
    with pytest.raises(BadBasemap, match=r"gone\.pmtiles cannot be read: No such file"):
        parse_basemap(str(tmp_path / "gone.pmtiles"))
