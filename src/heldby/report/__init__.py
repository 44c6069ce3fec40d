"""The report: one web page with a map that opens from disk."""

from heldby.errors import BundleMissingError
from heldby.presentation.schema import PageData
from heldby.report.page import render, write_page

__all__ = ["BundleMissingError", "PageData", "render", "write_page"]
