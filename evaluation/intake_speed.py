"""Measure how fast each format is read, with generated files: python -m evaluation.intake_speed [COUNT]."""

from __future__ import annotations

import csv
import gzip
import io
import json
import random
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

from heldby.intake import Accepted, read_paths

WORDS = [
    *("the", "army", "rebels", "took", "town", "river", "bridge", "on", "Tuesday", "near", "Tell", "Amar", "after", "fighting", "and"),
    *("withdrew", "to", "villages", "across", "it", "residents", "said", "that", "two", "days", "of", "shelling", "had", "ended"),
]


def story(seed: int, sentences: int = 30) -> str:
    """Return a report of random words in paragraphs, about 3 kB with the default number of sentences."""
    chance = random.Random(seed)
    lines = [" ".join(chance.choices(WORDS, k=chance.randint(12, 25))).capitalize() + "." for _ in range(sentences)]
    return "\n\n".join(" ".join(lines[n : n + 3]) for n in range(0, sentences, 3))


def page(text: str) -> str:
    """Return a small news page with the text."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in text.split("\n\n"))
    head = "<title>Army in Tell Amar | Valley Post</title><meta property='article:published_time' content='2017-11-03'>"
    return f"<!doctype html><html><head>{head}</head><body><nav>Home</nav><article><h1>Army in Tell Amar</h1>{body}</article></body></html>"


def jsonl(count: int) -> bytes:
    """Return reports as JSON Lines."""
    return "".join(json.dumps({"id": n, "text": story(n), "published": "2017-11-03"}) + "\n" for n in range(count)).encode()


def table(count: int) -> bytes:
    """Return reports as CSV."""
    written = io.StringIO()
    rows = csv.writer(written)
    rows.writerow(["id", "text", "date"])
    rows.writerows([n, story(n), "2017-11-03"] for n in range(count))
    return written.getvalue().encode()


def mail() -> bytes:
    """Return a mail with one report."""
    message = EmailMessage()
    message["From"], message["Subject"], message["Date"] = "desk@valley.example", "Army in Tell Amar", "Fri, 03 Nov 2017 10:00:00 +0300"
    message.set_content(story(0))
    return message.as_bytes()


def zipped(count: int) -> bytes:
    """Return a ZIP archive of text files."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for n in range(count):
            archive.writestr(f"{n}.txt", story(n))
    return written.getvalue()


def word() -> bytes:
    """Return a Word document with one report."""
    import docx

    document = docx.Document()
    for paragraph in story(0).split("\n\n"):
        document.add_paragraph(paragraph)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def feed(count: int) -> bytes:
    """Return an RSS feed with full texts."""
    items = "".join(
        f"<item><guid>urn:x:{n}</guid><title>Report {n}</title><description>{story(n)}</description></item>" for n in range(count)
    )
    return f"<rss version='2.0'><channel><title>Valley Post</title>{items}</channel></rss>".encode()


def archive(count: int) -> bytes:
    """Return a web archive of pages."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    written = io.BytesIO()
    writer = WARCWriter(written, gzip=True)
    for n in range(count):
        headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
        body = io.BytesIO(page(story(n)).encode())
        writer.write_record(writer.create_warc_record(f"https://valley.example/{n}", "response", payload=body, http_headers=headers))
    return written.getvalue()


FILES: dict[str, Callable[[int], dict[str, bytes]]] = {
    "text": lambda count: {f"{n}.txt": story(n).encode() for n in range(count)},
    "html": lambda count: {f"{n}.html": page(story(n)).encode() for n in range(count)},
    "one long text": lambda count: {"long.txt": story(1, 30 * count).encode()},
    "one long page": lambda count: {"long.html": page(story(1, 30 * count)).encode()},
    "jsonl": lambda count: {"rows.jsonl": jsonl(count)},
    "jsonl.gz": lambda count: {"rows.jsonl.gz": gzip.compress(jsonl(count))},
    "csv": lambda count: {"rows.csv": table(count)},
    "mail": lambda count: {f"{n}.eml": mail().replace(b"Army in", f"Army {n} in".encode()) for n in range(count)},
    "docx": lambda count: {f"{n}.docx": word() for n in range(count // 10)},
    "feed": lambda count: {"a.rss": feed(count)},
    "warc": lambda count: {"a.warc.gz": archive(count)},
    "zip": lambda count: {"a.zip": zipped(count)},
}
"""For each format, a function that makes files with about `count` reports: name to content."""


def main() -> None:
    """Print reports and MB of text per second of processor time for each format, after a first run that loads what it needs."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    print(f"{'format':16}{'reports':>9}{'MB text':>9}{'CPU s':>9}{'reports/s':>11}{'MB/s':>8}")
    for name, make in FILES.items():
        with tempfile.TemporaryDirectory() as warm_up, tempfile.TemporaryDirectory() as folder:
            for where, files in ((warm_up, make(10)), (folder, make(count))):
                for path, data in files.items():
                    (Path(where) / path).write_bytes(data)
            list(read_paths([warm_up]))
            start = time.process_time()
            reports = [one for one in read_paths([folder]) if isinstance(one, Accepted)]
            seconds = time.process_time() - start
        size = sum(len(one.report.text) for one in reports) / 1e6
        print(f"{name:16}{len(reports):9}{size:9.1f}{seconds:9.2f}{len(reports) / seconds:11.0f}{size / seconds:8.2f}")


if __name__ == "__main__":
    main()
