"""Requests and responses of intake: pasted texts, addresses and ingest jobs."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import Field

from heldby.model.base import Record


class PastedText(Record):
    """A text to read, or an address to fetch. `text` or `url` is required. If both are given, `url` is the address of the text."""

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
    """The reading of an input, with its progress.

    `done` is the number of reports processed so far, `added` the number of new reports, `known` the number of reports that the dossier
    already contained, and `claims` the number of claims found. `skipped` is the number of new reports that were not read further, because
    they cannot be about armed conflict. `refused` lists the inputs that could not be read, `reports` the ids of the reports. `error` is the
    reason if the state is `failed`.
    """

    id: str
    name: str
    state: Literal["waiting", "reading", "concluding", "done", "failed"]
    done: int = 0
    added: int = 0
    known: int = 0
    claims: int = 0
    skipped: int = 0
    refused: tuple[RefusedItem, ...] = ()
    error: str | None = None
    reports: tuple[str, ...] = ()


class IngestJobs(Record):
    """The most recent ingest jobs since the server started, newest first."""

    jobs: tuple[IngestJob, ...]
