"""heldby reads news reports of armed conflict into a record of who holds what, since when, and who says so."""

__version__ = "0.1.0"
