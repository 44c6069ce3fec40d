"""Composed reports: short texts of our own about control, with annotations that follow from how they were made."""
