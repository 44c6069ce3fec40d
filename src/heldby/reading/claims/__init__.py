"""Claim extraction: from a report to its claims.

The steps, in order, and the modules that take them:

1. `analysis` parses the report and finds its mentions. `find_candidates` collects the candidates: possible claims of one type at one word,
   the trigger. `constructions` find claims by the form of the sentence alone.
2. `two_pass` decides which candidates are claims and what fills their roles. In the first pass the `classifiers` score each candidate from
   the `features` of its trigger and of the phrases that may fill its roles. In the second pass they score it again, with the first
   decisions about the whole report as features. `role_selection` and `role_constraints` turn probabilities into roles.
3. `builder` makes a claim of each accepted candidate: its quote (`evidence_span`), time, status, places, source and calibrated confidence.
"""
