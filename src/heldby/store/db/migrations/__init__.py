"""Schema migrations, one per file."""
