"""Mentions in a parsed report: actors, places, times and quantities."""
