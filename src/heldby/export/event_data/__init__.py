"""Events in the shapes that event data sets have: UCDP GED, ACLED and PLOVER."""
