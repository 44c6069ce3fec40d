"""Features: what the classifiers see of a candidate, as strings such as `event/capture|lem=take`.

Every string is a key in a table of learned weights (`claims/weights`), so a string that is changed loses its weight. The first pass
describes a trigger (`trigger`), a role candidate (`roles`) and the wording that decides the status (`status`). The second pass describes
claim candidates and role candidates in relation to all others of the report (`joint_claim`, `joint_roles`). Names of actors and places are
never features, only their classes, so that every side is read by the same rule.

Some names in the strings are older than the names in the code: `told` stands for a construction match, `foe` for an opponent, and `x` for a
phrase in another sentence.
"""
