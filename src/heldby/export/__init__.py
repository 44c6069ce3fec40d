"""One export format a module; `FORMATS` is the list of them."""

from heldby.export.formats import FORMATS, Export, export

__all__ = ["FORMATS", "Export", "export"]
