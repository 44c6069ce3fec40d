"""The formats that heldby reads, one module each.

Each has `read(item)`, which yields drafts of reports, refusals of parts, and items for other formats.
"""
