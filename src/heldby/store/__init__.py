"""The dossier: everything kept, in one ledger."""

from heldby.store.dossier import Addition, Dossier
from heldby.store.errors import BusyDossier, DossierError, LostDatabase, NewerDossier, NoDossier, UnknownRecord, UnwritableDossier
from heldby.store.query.claim_filter import ClaimFilter
from heldby.store.record.conclusions import Conclusions

__all__ = [
    "Addition",
    "BusyDossier",
    "ClaimFilter",
    "Conclusions",
    "Dossier",
    "DossierError",
    "LostDatabase",
    "NewerDossier",
    "NoDossier",
    "UnknownRecord",
    "UnwritableDossier",
]
