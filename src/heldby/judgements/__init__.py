"""Judgements of claims, events, places and actors, and functions that apply them. Nothing here uses the store or the network."""
