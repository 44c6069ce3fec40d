"""Imports of tables: the rows of other data sets as claims of that source, and edited exports as judgements."""

from heldby.imports.load import SHAPES, Finding, ImportCounts, ImportOptions, import_table
from heldby.imports.shapes import parse_columns

__all__ = ["SHAPES", "Finding", "ImportCounts", "ImportOptions", "import_table", "parse_columns"]
