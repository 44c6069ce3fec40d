"""Reports: published texts, exactly as they were received."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Literal, Self

from heldby.model.base import Record

IMPORTED = "import "
"""Beginning of the reader of a report that stands for a row of an imported data set."""

NO_FURTHER = " (not read further)"
"""End of the reader of a report that it did not parse, because the report cannot be about armed conflict."""

Boilerplate = Literal["title", "copyright", "navigation", "repeat"]


class Passage(Record):
    """A stretch `text[start:end]` of a report that the reader skips, and what it is. Offsets count Unicode code points."""

    start: int
    end: int
    kind: Boilerplate


class Report(Record):
    """One published text.

    Attributes:
        id: id given with the report, else `sha256:` and the digest of the original bytes.
        sha256: digest of the original bytes, in hexadecimal digits.
        text: the text, exactly as given (plain text, Markdown, JSONL) or as extracted from the original (HTML, PDF, mail).
        title: headline.
        published: publication date; null if nothing trustworthy states one.
        published_how: where the publication date comes from: `given` with the report, or found in its metadata, text or address.
        published_doubt: what speaks against the publication date; null if nothing does.
        source: the outlet.
        url: web address.
        language: language code.
        reader: the format that the text was extracted from.
        path: path of the original file.
        boilerplate: stretches of the text that the reader skips.
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

    @property
    def imported(self) -> bool:
        """Whether the report stands for a row of an imported data set. It has no prose to read."""
        return self.reader.startswith(IMPORTED)

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
