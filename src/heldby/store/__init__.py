"""The dossier: everything kept, in one ledger."""
