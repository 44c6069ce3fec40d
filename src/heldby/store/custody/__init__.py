"""Proof and transfer: verification, timestamps, archives, merges, imported claims."""
