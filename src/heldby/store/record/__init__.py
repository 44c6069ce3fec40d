"""Rows of the record: writing, deriving, erasing and caching."""
