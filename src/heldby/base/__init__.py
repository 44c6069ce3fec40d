"""Helpers that know nothing of conflict: name keys, distances, files and canonical JSON."""
