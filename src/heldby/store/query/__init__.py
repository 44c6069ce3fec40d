"""Queries on the record: filters, pages, counts and look-ups."""
