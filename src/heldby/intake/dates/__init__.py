"""When a report was published."""
