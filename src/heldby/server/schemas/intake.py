"""What is sent and answered where reports are brought in."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import Field

from heldby.model.base import Record


class Pasted(Record):
    """A text or an address to read in. One of `text` and `url` is needed; with both, `url` says where the text came from."""

    text: str | None = Field(default=None, max_length=5_000_000)
    title: str | None = Field(default=None, max_length=500)
    source: str | None = Field(default=None, max_length=200)
    published: dt.date | None = None
    url: str | None = Field(default=None, max_length=2000)


class Refusal(Record):
    """Something that could not be read, and why."""

    name: str
    reason: str


class Job(Record):
    """Something being read in. `refused` names what could not be read and why."""

    id: str
    name: str
    state: Literal["waiting", "reading", "concluding", "done", "failed"]
    done: int = 0
    added: int = 0
    known: int = 0
    claims: int = 0
    refused: tuple[Refusal, ...] = ()
    error: str | None = None
    reports: tuple[str, ...] = ()


class Jobs(Record):
    """What is or was read in since the server was started, the newest first."""

    jobs: tuple[Job, ...]
