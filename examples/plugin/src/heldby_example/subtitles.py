"""An input format: the subtitles of a broadcast (SubRip, `.srt`) as one report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from heldby.errors import Unreadable

TIMES = re.compile(r"(\d\d:\d\d:\d\d),\d{3} --> \d\d:\d\d:\d\d,\d{3}")
"""The line with the times of a caption. Nothing in it can take long to match, because a file may be hostile."""
MARKUP = re.compile(r"</?[biu]>|</?font[^<>]{0,100}>")


def read(data: bytes, name: str) -> Iterator[dict[str, Any]]:
    """Yield one report for a file.

    A report is a mapping with `text` and, where known, `title`, `published`, `source`, `url`, `language` and `id`.

    Args:
        data: the bytes of the file, at most 50 MB.
        name: its path or address, for messages.

    Raises:
        Unreadable: the file has no captions. The user sees the message with the name of the file.
    """
    captions = [lines for lines in map(_caption, re.split(r"\n\s*\n", _text(data))) if lines]
    if not captions:
        raise Unreadable("it has no captions with times")
    yield {"text": " ".join(captions), "notes": [f"{len(captions)} captions are joined into one text, without their times"]}


def _text(data: bytes) -> str:
    return data.decode("utf-8-sig", errors="replace").replace("\r\n", "\n")


def _caption(block: str) -> str:
    """Return the words of a block, or an empty text if it is no caption: a number, a line with times, and lines of text."""
    lines = block.strip().split("\n")
    if len(lines) < 3 or not TIMES.match(lines[1]):
        return ""
    return MARKUP.sub("", " ".join(line.strip() for line in lines[2:]))
