"""Export formats, one per module; `FORMATS` lists them."""

from heldby.export.formats import FORMATS, Export, export, export_file, find_format, format_names, write_card

__all__ = ["FORMATS", "Export", "export", "export_file", "find_format", "format_names", "write_card"]
