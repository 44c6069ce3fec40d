"""Judgements of claims, events, places and actors, and how they apply. Pure functions: no store, no network."""
