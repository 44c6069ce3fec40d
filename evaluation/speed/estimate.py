"""Estimate on paper what reading Common Crawl's news costs: python -m evaluation.speed.estimate [OPTIONS]

Measures a small sample of generated pages in this process, in processor time, and writes the figures to `estimate.json`. Everything else is
an assumption, which an option changes. Simulates the queues of a cluster of 10, 100 and 1,000 cores to find what limits it. With
`--database URL`, also measures how fast claims are copied into PostgreSQL; the tables are dropped afterwards.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from evaluation.speed.cluster_queue import Load, Result, simulate
from evaluation.speed.news_pages import CONFLICT_SHARE, article, write_shard

if TYPE_CHECKING:
    from heldby.model import Report

OUT = Path(__file__).with_name("estimate.json")
SCHEMA = "heldby_estimate"
CORES = (10, 100, 1000)
DAYS = 28
"""Days over which the pages of the sample are published, so that a table has one file, as the tables of a large archive nearly have."""


class Sample(NamedTuple):
    """What was measured.

    Attributes:
        extract_ms: processor time to unpack a page and extract its article, in milliseconds.
        skipped_ms: processor time to read an article that is not parsed, because it cannot be about armed conflict.
        parsed_ms: processor time to read an article that is parsed, but is not about armed conflict.
        conflict_ms: processor time to read an article about armed conflict.
        claims: claims of an article about armed conflict.
        skipped_bytes: bytes in the tables for a page that is not parsed, without its text.
        parsed_bytes: bytes in the tables for a page that is parsed, but is not about armed conflict, without its text.
        conflict_bytes: bytes in the tables for a page about armed conflict, without its text.
        copied_claims: claims copied into PostgreSQL in a second, with their reports and mentions; None if not measured.
    """

    extract_ms: float
    skipped_ms: float
    parsed_ms: float
    conflict_ms: float
    claims: float
    skipped_bytes: float
    parsed_bytes: float
    conflict_bytes: float
    copied_claims: float | None


def main() -> None:
    """Measure, simulate and print."""
    options = _options()
    sample = measure(options.sample, options.database)
    OUT.write_text(json.dumps(sample._asdict(), indent=2) + "\n", "utf-8")
    print("\n".join([*_sample_lines(sample), "", *_run_lines(sample, options), "", *_queue_lines(sample, options)]))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("--sample", type=int, default=60, help="pages of each kind that are measured")
    add("--database", help="PostgreSQL database in which copying is measured")
    add("--copied-claims", type=float, default=3_000, help="claims copied in a second, if not measured")
    add("--pages-per-day", type=float, default=1e6)
    add("--years", type=float, default=10)
    add("--relevant-share", type=float, default=CONFLICT_SHARE, help="share of pages about armed conflict")
    add("--parsed-share", type=float, default=0.5, help="share of the other pages that are parsed all the same")
    add("--page-kb", type=float, default=28, help="kB of a packed page")
    add("--text-kb", type=float, default=1.2, help="kB of the packed text of a page in the tables; generated text packs too well")
    add("--shard-pages", type=int, default=35_000, help="pages of a web archive")
    add("--network-gbit", type=float, default=10, help="Gbit/s between all cores and the storage")
    add("--connections", type=int, default=1, help="connections to the database")
    add("--core-hour", type=float, default=0.04, help="price of a core for an hour, in dollars")
    add("--gb-month", type=float, default=0.023, help="price of a GB of object storage for a month, in dollars")
    return parser.parse_args()


def measure(pages: int, database: str | None) -> Sample:
    """Measure pages about general news and about armed conflict."""
    from heldby.dataset.engines import LocalEngine
    from heldby.dataset.manifest import Dataset
    from heldby.dataset.read import read_dataset
    from heldby.reading.readers import ChosenReader

    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        archives = {name: str(folder / f"{name}.warc.gz") for name in ("general", "conflict")}
        for number, (name, archive) in enumerate(archives.items()):
            write_shard(Path(archive), number, pages, conflict_share=float(name == "conflict"), days=DAYS)
        _extract(archives["general"])  # imports what is needed
        extract = {name: _extract(archive) for name, archive in archives.items()}
        some, everything = ChosenReader(), ChosenReader(read_all=True)
        kinds = {"skipped": ("general", some), "parsed": ("general", everything), "conflict": ("conflict", some)}
        seconds, rows = {}, {}
        for kind, (name, chosen) in kinds.items():
            list(chosen.reader.read_all([_warm_up()]))
            start = time.process_time()
            (row,) = read_dataset([archives[name]], Dataset(str(folder / kind)), LocalEngine(), chosen).read
            seconds[kind], rows[kind] = time.process_time() - start - extract[name], row
        stored = {kind: sum(_bytes_without_text(folder / kind / name) for name in rows[kind].files) / pages for kind in kinds}
        copied = _copied_claims(folder, rows["conflict"].claims, database) if database else None
    milli = 1000 / pages
    return Sample(
        extract["general"] * milli, seconds["skipped"] * milli, seconds["parsed"] * milli, seconds["conflict"] * milli,
        rows["conflict"].claims / pages, stored["skipped"], stored["parsed"], stored["conflict"], copied,
    )  # fmt: skip


def _warm_up() -> Report:
    from heldby.model import Report

    return Report.from_text(article(random.Random(0), conflict=True))


def _extract(file: str) -> float:
    """Return the processor time, in seconds, of unpacking the pages and extracting their articles."""
    from heldby.intake import read_paths

    start = time.process_time()
    for _ in read_paths([file]):
        pass
    return time.process_time() - start


def _bytes_without_text(file: Path) -> int:
    """Return the packed bytes of all columns of a Parquet file but the text."""
    from pyarrow.parquet import ParquetFile

    metadata = ParquetFile(file).metadata
    groups = (metadata.row_group(number) for number in range(metadata.num_row_groups))
    columns = (group.column(number) for group in groups for number in range(group.num_columns))
    return sum(column.total_compressed_size for column in columns if column.path_in_schema != "text")


def _copied_claims(folder: Path, claims: int, database: str) -> float:
    """Return the number of claims that are copied into PostgreSQL in a second."""
    import psycopg

    from heldby.dataset.load import load_dataset
    from heldby.dataset.manifest import Dataset

    load_dataset(Dataset(str(folder / "skipped")), database, SCHEMA)  # creates the tables
    start = time.perf_counter()
    load_dataset(Dataset(str(folder / "conflict")), database, SCHEMA)
    seconds = time.perf_counter() - start
    with psycopg.connect(database) as connection:
        connection.execute(f"DROP SCHEMA {SCHEMA} CASCADE")
    return claims / seconds


def _sample_lines(sample: Sample) -> list[str]:
    copied = f"{sample.copied_claims:,.0f}" if sample.copied_claims else "not measured"
    return [
        "| Measured | Value |",
        "|---|---|",
        f"| unpack a page and extract its article | {sample.extract_ms:.1f} ms of a core |",
        f"| read an article that is not parsed | {sample.skipped_ms:.1f} ms |",
        f"| read an article that is parsed, but is not about armed conflict | {sample.parsed_ms:.1f} ms |",
        f"| read an article about armed conflict | {sample.conflict_ms:.1f} ms |",
        f"| claims of an article about armed conflict | {sample.claims:.1f} |",
        f"| bytes in the tables for a page that is not parsed, without its text | {sample.skipped_bytes:,.0f} |",
        f"| bytes in the tables for a page that is parsed, but is not about armed conflict | {sample.parsed_bytes:,.0f} |",
        f"| bytes in the tables for a page about armed conflict | {sample.conflict_bytes:,.0f} |",
        f"| claims copied into PostgreSQL in a second | {copied} |",
    ]


def _load(sample: Sample, options: argparse.Namespace, cores: int) -> Load:
    share, parsed = options.relevant_share, options.parsed_share
    general_ms = parsed * sample.parsed_ms + (1 - parsed) * sample.skipped_ms
    general_bytes = parsed * sample.parsed_bytes + (1 - parsed) * sample.skipped_bytes
    return Load(
        cores=cores, pages=options.shard_pages, page_bytes=1000 * options.page_kb,
        table_bytes=1000 * options.text_kb + share * sample.conflict_bytes + (1 - share) * general_bytes,
        page_seconds=(sample.extract_ms + general_ms) / 1000, relevant_seconds=max(0.0, sample.conflict_ms - general_ms) / 1000,
        relevant_share=share, network_bytes=options.network_gbit * 1e9 / 8, claims=sample.claims,
        copied_claims=sample.copied_claims or options.copied_claims, connections=options.connections,
    )  # fmt: skip


def _run_lines(sample: Sample, options: argparse.Namespace) -> list[str]:
    """Return what the whole work costs."""
    load, pages = _load(sample, options, 1), options.pages_per_day * 365.25 * options.years
    hours = pages * (load.page_seconds + load.relevant_share * load.relevant_seconds) / 3600
    tables, claims = pages * load.table_bytes / 1e9, pages * load.relevant_share * load.claims
    daily = options.pages_per_day * (load.page_seconds + load.relevant_share * load.relevant_seconds) / 86_400
    return [
        f"| {options.years:g} years of {options.pages_per_day:,.0f} pages a day | Value |",
        "|---|---|",
        f"| pages | {pages:,.0f} |",
        f"| claims | {claims:,.0f} |",
        f"| hours of a core | {hours:,.0f} |",
        f"| cost of the cores at ${options.core_hour} an hour | ${hours * options.core_hour:,.0f} |",
        f"| input | {pages * load.page_bytes / 1e12:,.0f} TB |",
        f"| tables | {tables:,.0f} GB |",
        f"| cost of keeping the tables at ${options.gb_month} per GB and month | ${tables * options.gb_month:,.0f} a month |",
        f"| days to copy the claims into PostgreSQL | {claims / load.copied_claims / options.connections / 86_400:,.1f} |",
        f"| cores that keep up with new pages | {daily:,.1f} |",
    ]


def _queue_lines(sample: Sample, options: argparse.Namespace) -> list[str]:
    """Return what limits a cluster of each size."""
    lines = ["| Cores | Pages a second | All pages take | Cores busy | Network busy | Database busy | Limit |"]
    lines.append("|---|---|---|---|---|---|---|")
    pages = options.pages_per_day * 365.25 * options.years
    for cores in CORES:
        result: Result = simulate(_load(sample, options, cores))
        busy = (f"{100 * result.busy[name]:.0f}%" for name in ("cores", "network", "database"))
        days = pages / result.pages_per_second / 86_400
        lines.append(f"| {cores:,} | {result.pages_per_second:,.0f} | {days:,.1f} days | {' | '.join(busy)} | {result.bottleneck} |")
    return lines


if __name__ == "__main__":
    main()
