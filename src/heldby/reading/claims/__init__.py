"""Claim extraction: from a report to its claims.

The steps in order, with the modules that carry them out:

1. `analysis` parses the report and finds its mentions.
2. `decide` collects the candidates that the network proposes. A candidate is a possible claim of one type at one word, its trigger.
   `claim_inputs` describes the candidates and the phrases and times of the report in numbers, with what the rules say: `polarity` about
   denials and plans, `attribution` about who speaks, `mentions.times` about when it happened. The network scores every candidate against
   every phrase and time.
3. `builder` makes a claim of each accepted candidate: its quote (`evidence_span`), actors and places (`phrase_index`, `claim_places`),
   time, status, source, and its calibrated confidence (`calibration`).
"""
