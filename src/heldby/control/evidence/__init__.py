"""Turn claims into the statements about single places that the control model observes."""
