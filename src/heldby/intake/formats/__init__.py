"""One module a format. Each has `read(item)`, which gives drafts of reports, parts it refuses, and items for other readers."""
