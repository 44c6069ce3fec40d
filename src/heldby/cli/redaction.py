"""The redacted copy that commands read instead of the dossier if they make something for other people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from heldby.store import Dossier


@contextmanager
def redacted_copy(dossier: Dossier, delay: int = 0, coarsen: float = 0.0) -> Iterator[Dossier]:
    """Yield a redacted copy of a dossier. The copy is deleted at the end of the `with` block.

    Args:
        dossier: the dossier.
        delay: days for which reports are left out after they were published, or added if they are undated.
        coarsen: least width in km of the cells of the grid to which places are moved, without their names; 0 leaves them as they are.

    Raises:
        BadConfigFile: `sensitive.toml` cannot be read or is invalid.
    """
    from heldby import pipeline
    from heldby.release.policy import ReleasePolicy
    from heldby.store import Dossier

    with TemporaryDirectory(prefix="heldby-readers-") as folder:
        pipeline.write_redacted_copy(dossier, Path(folder), ReleasePolicy(delay, coarsen), dt.date.today())
        with Dossier.open(folder, who="readers") as copy:
            yield copy
