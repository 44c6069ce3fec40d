"""Poll RSS and Atom feeds, once or in a loop."""
