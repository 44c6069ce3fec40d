"""The English language model that heldby ships, as a spaCy pipeline."""
