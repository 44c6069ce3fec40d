"""What can go wrong with a dossier.

DossierError
├── NoDossier        the folder holds none, and none was asked to be made
├── NewerDossier     written by a later heldby than this one
├── BusyDossier      others kept writing for longer than the stated wait
├── UnwritableDossier  full disk, read-only folder, no permission
├── LostDatabase     the server went away
└── UnknownRecord    no report, claim or setting has that name

Each message is one line that says what happened and what the user can do.
"""

from __future__ import annotations


class DossierError(Exception):
    """Something about the dossier that the user can see and mend."""


class NoDossier(DossierError):
    """There is no dossier where one was looked for."""


class NewerDossier(DossierError):
    """A later heldby wrote this dossier."""


class BusyDossier(DossierError):
    """Other writers did not finish within the stated wait."""


class UnwritableDossier(DossierError):
    """The disk is full or the folder may not be written to."""


class LostDatabase(DossierError):
    """The database server could not be reached or went away."""


class UnknownRecord(DossierError):
    """Nothing in the dossier has the id or name that was given."""
