"""The rows of the record and of the conclusions: writing, erasing and caching them."""
