"""Write the map page `report.html` to the folder of a dossier."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heldby.cli import output

if TYPE_CHECKING:
    from heldby.store import Dossier

PAGE = "report.html"


def write_page(dossier: Dossier) -> str | None:
    """Write the map page of a dossier and return its path. If the page cannot be written, print a message and return None."""
    from heldby import pipeline, report

    path, cache = dossier.folder / PAGE, pipeline.load_cache(dossier)
    try:
        report.write_page(dossier, path, as_known=lambda day: pipeline.derive_conclusions(dossier, known_on=day, cache=cache).controls)
    except report.BundleMissingError as error:
        output.message(f"no map: {error}")
        return None
    except OSError as error:
        output.message(f"no map: {path} cannot be written ({error.strerror or error}). The dossier is complete without it.")
        return None
    return str(path)
