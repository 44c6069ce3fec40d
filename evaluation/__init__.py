"""Benchmarks and measurements. Run `python -m evaluation.bench` for all benchmarks."""
