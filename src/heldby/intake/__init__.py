"""From files, pages and archives to reports."""
