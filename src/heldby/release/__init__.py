"""Redacted copies for readers other than the owner."""
