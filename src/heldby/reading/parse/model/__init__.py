"""The English language model that ships with heldby, as a spaCy pipeline."""
