"""The dossier: everything kept, in one ledger."""

from heldby.store.asking import Wanted
from heldby.store.derived import Conclusions
from heldby.store.dossier import Addition, Dossier
from heldby.store.errors import BusyDossier, DossierError, LostDatabase, NewerDossier, NoDossier, UnknownRecord, UnwritableDossier

__all__ = [
    "Addition",
    "BusyDossier",
    "Conclusions",
    "Dossier",
    "DossierError",
    "LostDatabase",
    "NewerDossier",
    "NoDossier",
    "UnknownRecord",
    "UnwritableDossier",
    "Wanted",
]
