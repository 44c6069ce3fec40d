"""How the tables of a dossier came to be, one step a file."""
