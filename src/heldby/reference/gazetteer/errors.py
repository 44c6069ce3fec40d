"""What can go wrong with the gazetteer, said so that a user knows what to do."""

from __future__ import annotations


class GazetteerError(Exception):
    """Base of all errors of the gazetteer."""


class CacheError(GazetteerError):
    """The cache file cannot be built, read or written: folder not writable, disk full, file broken and not replaceable."""


class PackError(GazetteerError):
    """A file of the curated pack or of the user's own does not have the form that is asked of it."""


class ImportFailed(GazetteerError):
    """A dump the user gave cannot be read: no such file, a corrupt zip, not one of the known formats."""
