"""General helpers, independent of the rest of heldby: name keys, distances, file writing, canonical JSON and garbage collection."""
