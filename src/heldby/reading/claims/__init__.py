"""Claim extraction: which candidates of a report are claims, what fills their roles, and their status, place, time and source."""
