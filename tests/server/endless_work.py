"""Work that does not end by itself, to test that it ends with the server."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from heldby.server import subprocess_worker
from heldby.store import Dossier


def work_endlessly(_dossier: Dossier, file: Path) -> None:
    """Write the process id to `file` and sleep."""
    part = file.with_suffix(".part")
    part.write_text(str(os.getpid()))
    part.replace(file)
    time.sleep(300)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))
    import endless_work

    subprocess_worker.LARGE_RECORD = 0
    with Dossier.open(sys.argv[1]) as dossier:
        subprocess_worker.run_in_subprocess(dossier, endless_work.work_endlessly, Path(sys.argv[2]))
