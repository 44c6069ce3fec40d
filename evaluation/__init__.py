"""Benchmarks and measurements. Run `python evaluation/bench.py` for all benchmarks."""
