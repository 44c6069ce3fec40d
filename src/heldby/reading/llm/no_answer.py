"""The error for an answer that cannot be used."""

from __future__ import annotations


class NoAnswer(Exception):
    """The model gave no answer that can be used. The message says why; it becomes a note of the report's reading."""
