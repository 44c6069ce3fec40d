"""Claims, reports and places as people see them, shared by the page and the API."""
