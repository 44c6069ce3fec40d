"""Chooses which phrases fill the roles of a claim, from the probabilities of the role candidates."""

from __future__ import annotations

from collections.abc import Sequence

from heldby.reading.claims.constructions import TRUST, ConstructionMatch
from heldby.reading.claims.linear_model import LinearModel
from heldby.reading.claims.roles import ROLES, RoleCandidate, RoleProbabilities, Roles
from heldby.reading.parse.parsed_report import ParsedReport

LEAST_IN_LIST = 0.05
"""Lowest probability of a phrase that fills a role because it is coordinated with a filler. Chosen for the best out-of-fold F1 on the
training reports."""


def role_probabilities(model: LinearModel, features: Sequence[str]) -> RoleProbabilities:
    """Return the probabilities that a role candidate with these features is the actor, the target and the place."""
    found = dict(zip(model.classes, model.distribution(features), strict=True))
    return found.get("actor", 0.0), found.get("target", 0.0), found.get("place", 0.0)


def select_roles(
    parsed: ParsedReport,
    candidates: Sequence[RoleCandidate],
    probabilities: Sequence[RoleProbabilities],
    floor: float,
    match: ConstructionMatch | None,
    *,
    extend_lists: bool,
) -> Roles:
    """Return the phrases that fill each role, the most probable first. A phrase fills one role at most.

    A phrase fills its most probable role if its probability there is at least `floor`. The fillers in `match` always fill their roles, and
    no other phrase fills a role that `match` fills. With `extend_lists`, phrases coordinated with a filler fill its role too. That is right
    for acts, but not for figures, because a number does not count all members of a list.
    """
    out: Roles = {role: [] for role in ROLES}
    for candidate, each in zip(candidates, probabilities, strict=True):
        best = max(range(len(ROLES)), key=each.__getitem__)
        role = ROLES[best]
        fixed = match.role_of(parsed.phrases[candidate.phrase].head) if match else None
        if fixed:
            out[fixed].append((candidate.phrase, max(each[ROLES.index(fixed)], TRUST)))
        elif not (match and match.roles.get(role)) and each[best] >= floor:
            out[role].append((candidate.phrase, each[best]))
    if extend_lists:
        _extend_lists(parsed, candidates, probabilities, out)
    for fillers in out.values():
        fillers.sort(key=lambda pair: -pair[1])
    return out


def _extend_lists(
    parsed: ParsedReport, candidates: Sequence[RoleCandidate], probabilities: Sequence[RoleProbabilities], out: Roles
) -> None:
    """Add to each role the phrases coordinated with a filler: "the army, its allies and Hezbollah took"."""
    taken = {n for fillers in out.values() for n, _ in fillers}
    for r, role in enumerate(ROLES):
        lists = {_first_conjunct(parsed, parsed.phrases[n].head) for n, _ in out[role]}
        for candidate, each in zip(candidates, probabilities, strict=True):
            free = candidate.phrase not in taken and not candidate.distance and each[r] >= LEAST_IN_LIST
            if free and _first_conjunct(parsed, parsed.phrases[candidate.phrase].head) in lists:
                out[role].append((candidate.phrase, each[r]))
                taken.add(candidate.phrase)


def _first_conjunct(parsed: ParsedReport, head: int) -> int:
    """Return the head of the first phrase in the coordination that a phrase is in, or the phrase's own head if it is in none."""
    while parsed.dep[head] == "conj" and parsed.head[head] < head:
        head = parsed.head[head]
    return head
