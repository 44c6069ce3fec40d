"""A report: one published text, as it was given."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Literal, Self

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

    @classmethod
    def from_text(cls, text: str, *, id: str | None = None, published: dt.date | str | None = None, **more: str | None) -> Self:
        """Return a report of a text that is not in a file.

        Args:
            text: the text, which is kept as it is.
            id: the report's id, by default the digest of the text.
            published: the publication date, as a date or "2017-11-17".
            **more: `title`, `source` (the outlet), `url` or `language`.

        Raises:
            pydantic.ValidationError: a value is impossible or a field unknown.
        """
        digest = hashlib.sha256(text.encode()).hexdigest()
        how = "given" if published else None
        values = {"id": id or f"sha256:{digest}", "sha256": digest, "text": text, "published": published, "published_how": how, **more}
        return cls.model_validate(values)
