"""Questions asked of a dossier."""
