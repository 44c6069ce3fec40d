"""All errors that a user of heldby can act on. Each message is one line that says what happened and what to do.

HeldbyError
├── DossierError            a dossier cannot be opened, read or written
│   ├── NoDossier           the folder holds no dossier, and none was to be created
│   ├── NewerDossier        a later version of heldby wrote the dossier
│   ├── BusyDossier         other processes kept writing for longer than the wait that the message states
│   ├── UnwritableDossier   full disk, read-only folder or missing permission
│   ├── LostDatabase        the database server cannot be reached, or the connection was lost
│   ├── UnknownRecord       no report, claim, judgement or setting has that id or name
│   ├── UnknownPlace        no place of the record has that name
│   ├── AmbiguousPlace      several places of the record have that name
│   ├── BadConfigFile       sides.toml, sources.toml or sensitive.toml cannot be read or has an invalid value
│   ├── BrokenArchive       an archive of a dossier does not match its manifest
│   └── NoTimestamp         no valid timestamp could be obtained, or timestamps cannot be checked
├── GazetteerError          the gazetteer cannot be built, read or extended
│   ├── GazetteerCacheError   the cache file cannot be built, read or written
│   ├── GazetteerFileError    a file of the curated pack or of the user has an invalid row
│   └── GazetteerImportError  a GeoNames dump cannot be downloaded or read
├── Unreadable              an input file or address cannot be read as a report
│   └── TryLater            a server asks to wait before the next request
├── DatasetError            a dataset cannot be opened, read or written
├── NothingRead             none of the given inputs could be read
├── ReaderError             the chosen reader is unknown, not installed, or has a wrong option
├── PluginError             an input or export format of another package is unknown, fails, or is none
├── BundleMissingError      the built web page is not in this installation
└── BadBasemap              a base map file cannot be read
"""

from __future__ import annotations


class HeldbyError(Exception):
    """Base class of all errors that a user can act on."""


class DossierError(HeldbyError):
    """Base class of errors about a dossier."""


class NoDossier(DossierError):
    """The folder holds no dossier."""


class NewerDossier(DossierError):
    """A later version of heldby wrote this dossier."""


class BusyDossier(DossierError):
    """Other processes did not finish writing within the wait that the message states."""


class UnwritableDossier(DossierError):
    """The disk is full, the folder is read-only, or permission to write to it is missing."""


class LostDatabase(DossierError):
    """The database server cannot be reached, or the connection to it was lost."""


class UnknownRecord(DossierError):
    """No report, claim, judgement or setting of the dossier has this id or name."""


class UnknownPlace(DossierError):
    """No place of the record has this name or id."""


class AmbiguousPlace(DossierError):
    """Several places of the record have this name."""


class BadConfigFile(DossierError):
    """A settings file in the dossier's folder cannot be read or has an invalid value. The message names the file and the problem."""


class BrokenArchive(DossierError):
    """An archive of a dossier is damaged or does not match its manifest."""


class NoTimestamp(DossierError):
    """No valid timestamp could be obtained from an authority, or timestamps cannot be checked."""


class GazetteerError(HeldbyError):
    """Base class of errors about the gazetteer."""


class GazetteerCacheError(GazetteerError):
    """The cache file cannot be built, read or written.

    The folder is not writable, the disk is full, or the file is damaged and cannot be replaced.
    """


class GazetteerFileError(GazetteerError):
    """A file of the curated pack or of the user does not have the required form."""


class GazetteerImportError(GazetteerError):
    """A GeoNames dump cannot be downloaded or read: no such file, a corrupt zip, or an unknown format."""


class Unreadable(HeldbyError):
    """An input cannot be read as a report; the message is the reason that the user sees."""


class TryLater(Unreadable):
    """A server asks to wait before the next request. `seconds` is how long, or None if the server states no time."""

    def __init__(self, reason: str, seconds: float | None) -> None:
        super().__init__(reason)
        self.seconds = seconds


class ReaderError(HeldbyError):
    """The chosen reader is unknown, is not installed, cannot be started, or has a wrong option."""


class PluginError(HeldbyError):
    """An input or export format of another package cannot be loaded or used. The message names it and its package."""


class BundleMissingError(HeldbyError):
    """The built web page is missing from this installation or has no place for the data."""


class BadBasemap(HeldbyError):
    """A base map file cannot be read, or is not in a supported format."""


class DatasetError(HeldbyError):
    """A dataset, or the Ray cluster that works on it, cannot be used. The message says why."""


class NothingRead(HeldbyError):
    """None of the given inputs could be read."""


class HeldbyWarning(UserWarning):
    """An input was not read, or only in part, or reports leave this machine. The message says which and why."""
