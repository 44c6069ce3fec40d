"""Feeds: one poll, and the loop that polls."""
