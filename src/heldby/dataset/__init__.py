"""Datasets: folders or object storage with Parquet tables of what was read in many inputs, made by this machine or by a Ray cluster."""
