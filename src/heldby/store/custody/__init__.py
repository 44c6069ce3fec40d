"""Custody of a dossier: verification, timestamps, archives, merging and import."""
