"""The dossier: original files, ledger, record, conclusions and judgements of one investigation."""

from heldby.store.addition import Addition
from heldby.store.dossier import Dossier
from heldby.store.query.claim_filter import ClaimFilter
from heldby.store.record.conclusions import Conclusions

__all__ = ["Addition", "ClaimFilter", "Conclusions", "Dossier"]
