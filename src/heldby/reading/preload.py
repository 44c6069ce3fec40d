"""Loads what all workers share. Linux starts workers as copies of a process that has imported this module, so they share its memory.

The gazetteer is left out: its file is open in each worker, and the operating system keeps one copy of the file's pages for all.
"""

from __future__ import annotations

import gc
from contextlib import suppress

EXAMPLE = "Iraqi forces recaptured the town of Rawa from Islamic State on Friday."


def _load() -> None:
    from heldby.reading.light_spacy import import_spacy

    import_spacy()
    from heldby.reading.parse.model.load import load_model
    from heldby.reading.parse.pipeline import add_report_components
    from heldby.reading.reader import Reader  # noqa: F401  (with everything that it imports)
    from heldby.reference import lexicon

    lexicon.load()
    add_report_components(load_model())(EXAMPLE)  # loads the actors and other tables that are read on first use


with suppress(Exception):  # a worker that cannot load its reader says why
    gc.disable()
    _load()
    gc.freeze()  # so that a search for garbage in a worker does not write to the shared memory
gc.enable()
