"""Inputs of datasets: JSON Lines, a web archive and Parquet, with reports of two wars, copies of them, and what cannot be read."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from dataset_helpers import KAMAL, KHERSON, NOTHING, RAWA, write_jsonl

pytest.importorskip("pyarrow", reason="needs pyarrow: pip install 'heldby[tables]'")


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    """A folder with five files. One line of `b.jsonl` is broken, and `e.jsonl` has the same content as `a.jsonl`."""
    import pyarrow as pa
    import pyarrow.parquet as pq
    from warcio.warcwriter import WARCWriter

    folder = tmp_path / "inputs"
    folder.mkdir()
    write_jsonl(folder / "a.jsonl", [{"id": f"a{n}", "text": RAWA, "published": f"2017-1{n}-18"} for n in (0, 1)])
    write_jsonl(folder / "b.jsonl", [{"id": "b0", "text": KAMAL, "published": "2017-11-10"}, {"id": "b1", "text": NOTHING}])
    with (folder / "b.jsonl").open("a") as stream:
        stream.write("{broken\n")
    with (folder / "c.warc.gz").open("wb") as stream:
        writer = WARCWriter(stream, gzip=True)
        page = f"<html><head><title>Kherson</title></head><body><article><p>{KHERSON}</p><p>{KHERSON}</p></article></body></html>"
        headers = {"WARC-Date": "2022-11-11T12:00:00Z"}
        writer.write_record(
            writer.create_warc_record(
                "https://example.org/2022/11/11/kherson", "resource", io.BytesIO(page.encode()), warc_content_type="text/html",
                warc_headers_dict=headers,
            )
        )  # fmt: skip
    pq.write_table(pa.table({"id": ["d0", "d1"], "text": [KHERSON, ""], "published": ["2022-11-11", None]}), folder / "d.parquet")
    (folder / "e.jsonl").write_bytes((folder / "a.jsonl").read_bytes())
    return folder
