"""Features: what the classifiers see of a candidate, as strings such as `event/capture|lem=take`.

Every string is a key of a table of learned weights (`claims/weights`), so a string that changes loses its weight. The first pass describes
a trigger (`trigger`), a role candidate (`roles`) and the wording that decides the status (`status`). The second pass describes both in
relation to all other candidates of the report (`joint_claim`, `joint_roles`). Names of actors and places are never features, only their
classes, so that every side is read by the same rule.

Some names in the strings are older than those in the code: `told` is a construction match, `foe` an opponent, `x` another sentence.
"""
