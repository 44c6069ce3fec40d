"""Find the publication date of a report."""
