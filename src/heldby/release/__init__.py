"""Redacted copies of a dossier, for people who must not see all of it."""
