"""Questions to the record: filters, pages, look-ups."""
