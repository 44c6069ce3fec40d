"""The hash-chained ledger and the original files."""
