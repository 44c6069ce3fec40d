"""Work that does not end by itself, for a process that is to be ended."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from heldby.server import subprocess_worker
from heldby.store import Dossier


def linger(_dossier: Dossier, file: Path) -> None:
    """Says who does it, and stays."""
    part = file.with_suffix(".part")
    part.write_text(str(os.getpid()))
    part.replace(file)
    time.sleep(300)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))
    import lingering

    subprocess_worker.MANY = 0
    with Dossier.open(sys.argv[1]) as dossier:
        subprocess_worker.run_in_subprocess(dossier, lingering.linger, Path(sys.argv[2]))
