"""Pages for people: the map that opens from disk."""
