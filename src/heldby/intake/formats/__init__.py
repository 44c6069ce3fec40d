"""The formats that heldby reads, one module each.

Each module has a function `read(item)`. It yields a draft for each report, a refusal for each part that cannot be read, and an item for
each part that has a format of its own.
"""
