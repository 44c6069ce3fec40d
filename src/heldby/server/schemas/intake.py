"""Requests and responses of intake: pasted texts, addresses and ingest jobs."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import Field

from heldby.model.base import Record


class PastedText(Record):
    """A text to read, or an address to fetch. One of `text` and `url` is required; with both, `url` is where the text came from."""

    text: str | None = Field(default=None, max_length=5_000_000)
    title: str | None = Field(default=None, max_length=500)
    source: str | None = Field(default=None, max_length=200)
    published: dt.date | None = None
    url: str | None = Field(default=None, max_length=2000)


class RefusedItem(Record):
    """An input that could not be read, and the reason."""

    name: str
    reason: str


class IngestJob(Record):
    """An input being read, with its progress. `refused` lists what could not be read and why."""

    id: str
    name: str
    state: Literal["waiting", "reading", "concluding", "done", "failed"]
    done: int = 0
    added: int = 0
    known: int = 0
    claims: int = 0
    refused: tuple[RefusedItem, ...] = ()
    error: str | None = None
    reports: tuple[str, ...] = ()


class IngestJobs(Record):
    """Ingest jobs since the server started, newest first."""

    jobs: tuple[IngestJob, ...]
