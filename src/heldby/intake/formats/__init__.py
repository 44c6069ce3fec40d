"""The formats that heldby reads, one module each.

Each module has a function `read(item)`. It yields drafts of reports, refusals of parts that cannot be read, and parts that have a format
of their own, as items.
"""
