"""Benchmarks of speed, each printed by one command."""
