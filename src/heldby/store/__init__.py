"""The dossier: everything kept, in one ledger."""

from heldby.store.asking import Wanted
from heldby.store.derived import Conclusions
from heldby.store.dossier import Dossier
from heldby.store.errors import BusyDossier, DossierError, LostDatabase, NewerDossier, NoDossier, UnknownRecord, UnwritableDossier

__all__ = [
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
