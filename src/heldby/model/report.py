"""A report: one published text, as it was given."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from heldby.model.base import Record

Boilerplate = Literal["title", "copyright", "navigation", "repeat"]


class Passage(Record):
    """A stretch `text[start:end]` of a report that is not read, and why. Offsets count Unicode code points."""

    start: int
    end: int
    kind: Boilerplate


class Report(Record):
    """One published text.

    `id` is the id that was given, else `sha256:` and the digest of the original bytes. `text` is exactly what was given (plain text,
    Markdown, JSONL) or what the reader named in `reader` extracted (HTML, PDF, mail). `published` is the publication date, null when
    nothing trustworthy states one; `published_how` says where it was found (`given`, `meta`, `text`, `url`), `published_doubt` what
    speaks against it.
    """

    id: str
    sha256: str
    text: str
    title: str | None = None
    published: dt.date | None = None
    published_how: Literal["given", "meta", "text", "url"] | None = None
    published_doubt: str | None = None
    source: str | None = None
    url: str | None = None
    language: str | None = None
    reader: str = "text"
    path: str | None = None
    boilerplate: tuple[Passage, ...] = ()
