"""The working state of a dossier: what is needed to bring answers up to date after a change, without reading the whole record again."""
