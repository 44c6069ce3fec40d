"""Writing files atomically: a reader sees the old file or the whole new one, never a part."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PART = ".part"
"""Ending of a file that is still being written."""


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Yield a new path beside `target` to write to; rename it to `target` when the block ends, or remove it when the block raises.

    The name is unique, so that several processes and threads can write one target: the last to finish wins. If the process is killed,
    the unfinished file remains; the glob pattern `target.name + ".*" + PART` matches it.
    """
    part = target.with_name(f"{target.name}.{os.getpid()}-{secrets.token_hex(4)}{PART}")
    try:
        yield part
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def write_atomically(target: Path, content: bytes) -> None:
    """Replace the content of a file as a whole. If writing fails, the old file stays as it was."""
    with replacing(target) as part:
        part.write_bytes(content)
