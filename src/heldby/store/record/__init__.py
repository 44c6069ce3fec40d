"""Rows of the record: written, derived, erased, cached."""
