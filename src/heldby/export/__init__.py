"""Export formats, one per module; `FORMATS` lists them."""

from heldby.export.formats import FORMATS, Export, export

__all__ = ["FORMATS", "Export", "export"]
