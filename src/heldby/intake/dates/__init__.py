"""The publication date of a report."""
