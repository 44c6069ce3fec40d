"""The full-text index and the spatial index, and their maintenance."""
