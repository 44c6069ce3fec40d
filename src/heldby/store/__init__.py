"""The dossier: original files, ledger, record, conclusions and judgements of one investigation."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from heldby.store.addition import Addition
    from heldby.store.dossier import Dossier
    from heldby.store.query.claim_filter import ClaimFilter
    from heldby.store.record.conclusions import Conclusions

__all__ = ["Addition", "ClaimFilter", "Conclusions", "Dossier"]
_MODULES = {"Addition": "addition", "ClaimFilter": "query.claim_filter", "Conclusions": "record.conclusions", "Dossier": "dossier"}


def __getattr__(name: str) -> Any:
    """Import a public name on first use, because SQLAlchemy takes a while to import and commands without a dossier do not need it."""
    if name in _MODULES:
        return getattr(import_module(f"heldby.store.{_MODULES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
