"""The public Python API: read reports, keep them in a dossier, and ask who holds what. See docs/python.md."""

from heldby.api.dossier import Dossier, open_dossier, run
from heldby.api.reading import read
from heldby.api.results import Results

__all__ = ["Dossier", "Results", "open_dossier", "read", "run"]
