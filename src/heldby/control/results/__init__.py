"""From posteriors to records: intervals, changes, shares, imputed places."""
