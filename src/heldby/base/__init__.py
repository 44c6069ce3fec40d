"""Small helpers that know nothing of conflict: text keys, distances, files, canonical JSON."""
