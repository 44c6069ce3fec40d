"""Claim extraction: from a report to its claims.

The steps in order, with the modules that carry them out:

1. `analysis` parses the report and finds its mentions. `constructions` find claims by the form of the sentence alone. `find_candidates`
   collects the candidates. A candidate is a possible claim of one type at one word, its trigger.
2. `two_pass` decides which candidates are claims and what fills their roles. In the first pass the `classifiers` score each candidate from
   the `features` of its trigger and of the phrases that may fill its roles. In the second pass they score it again, with the first
   decisions about the whole report as features. `role_selection` and `role_constraints` turn probabilities into roles.
3. `builder` makes a claim of each accepted candidate: its quote (`evidence_span`), time, status, places, source and calibrated confidence.
"""
