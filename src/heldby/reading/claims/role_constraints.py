"""Constraints on roles. They override the classifiers, because a violation could give a place to the wrong holder."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from heldby.reading.claims.candidates import Candidate
from heldby.reading.claims.constructions import COUNTRY_CODE, is_party, sharing_noun
from heldby.reading.claims.roles import RoleHistory, Roles
from heldby.reading.parse.parsed_report import ParsedReport
from heldby.reference.lexicon import Lexicon

EXCEPTIONS = frozenset({"aside", "apart", "except", "excepting", "excluding"})
NEAR_EXCEPTION = 4
"""Number of tokens before a phrase that are searched for an exception: a preposition, an article and an adjective may come between."""
GOALS = frozenset({"to", "towards", "toward", "for", "into"})


def constrain_roles(parsed: ParsedReport, lexicon: Lexicon, candidate: Candidate, roles: Roles) -> Roles:
    """Return the roles of a claim without the phrases that cannot fill them, and with the parties that share a noun with a filler.

    For example, a party that left a place did not capture it, a town is not the party that a place is taken from, and the town that a force
    goes to is not the town that it leaves.
    """
    trigger = candidate.trigger
    roles = {**roles, **{role: _with_sharers(parsed, roles[role], roles) for role in ("actor", "target")}}
    roles = _without(roles, "actor", lambda n: _is_acted_against(parsed, trigger, n))
    roles = _without(roles, "place", lambda n: _is_neighbour(parsed, n))
    if candidate.kind == "event":
        outside = _subjects_outside(parsed, trigger)
        roles = _without(roles, "actor", lambda n: _is_agent_of_other(parsed, trigger, n) or parsed.phrases[n].head in outside)
    if candidate.kind == "control" or candidate.label == "event/capture":
        roles = _without(roles, "place", lambda n: _is_excepted(parsed, n))
    if candidate.label in ("event/withdraw", "event/capture"):
        roles = _without(roles, "place", lambda n: _is_left_as(parsed, n))
    if candidate.label == "event/withdraw":
        return _without(roles, "place", lambda n: _is_town(parsed, n) and parsed.case(parsed.phrases[n].head) in GOALS)
    return _constrain_capture(parsed, lexicon, trigger, roles) if candidate.label == "event/capture" else roles


def _without(roles: Roles, role: str, excluded: Callable[[int], bool]) -> Roles:
    """Return the roles without those fillers of `role` for which `excluded` returns True."""
    return {**roles, role: [(n, probability) for n, probability in roles[role] if not excluded(n)]}


def _constrain_capture(parsed: ParsedReport, lexicon: Lexicon, trigger: int, roles: Roles) -> Roles:
    """Return the roles of a capture. Actors that left the place are moved to the targets, and towns are removed from the targets."""
    leaving = lexicon.classes["leaving"]
    left = [pair for pair in roles["actor"] if _is_subject_of_other(parsed, parsed.phrases[pair[0]].head, trigger, leaving)]
    parties = [pair for pair in roles["target"] if not _is_town(parsed, pair[0])]
    return {**roles, "actor": [pair for pair in roles["actor"] if pair not in left], "target": [*parties, *left]}


def _with_sharers(parsed: ParsedReport, fillers: list[tuple[int, float]], roles: Roles) -> list[tuple[int, float]]:
    """Return the fillers of a role, each followed by the parties that share its noun and fill no role."""
    taken = {n for pairs in roles.values() for n, _ in pairs}
    out = []
    for n, probability in fillers:
        sharing = (parsed.phrase_at[i] for i in sharing_noun(parsed, parsed.phrases[n].head))
        out += [(n, probability), *((other, probability) for other in sharing if other not in taken)]
    return out


def _is_acted_against(parsed: ParsedReport, trigger: int, phrase: int) -> bool:
    """Check whether "against" governs a phrase: in "strikes against militants killed five", the militants did not act."""
    head = parsed.phrases[phrase].head
    return parsed.sentence[head] == parsed.sentence[trigger] and parsed.case(head) == "against"


def _is_neighbour(parsed: ParsedReport, phrase: int) -> bool:
    """Check whether a place only says which border is meant: "the crossing with Syria" is not in Syria."""
    head = parsed.phrases[phrase].head
    return parsed.dep[head] == "nmod" and parsed.case(head) == "with"


def _is_agent_of_other(parsed: ParsedReport, trigger: int, phrase: int) -> bool:
    """Check whether a phrase is the agent of a participle that modifies a noun: in "militias backed by Iran seized", Iran did not seize."""
    head = parsed.phrases[phrase].head
    verb = parsed.head[head]
    is_agent = parsed.dep[head] in ("obl", "obl:agent") and parsed.case(head) == "by" and parsed.dep[verb] == "acl"
    return is_agent and trigger not in (verb, parsed.head[verb])


def _subjects_outside(parsed: ParsedReport, trigger: int) -> set[int]:
    """Return the subjects of the clauses above an adverbial clause that contains the trigger and has a party as its own subject.

    In "Militants came back one day after Damascus proclaimed the capture", the militants did not capture anything.
    """
    out: set[int] = set()
    node = trigger
    for above in parsed.ancestors(trigger):
        if parsed.dep[node] == "advcl" and any(is_party(parsed, c) for c in _subjects(parsed, node)):
            reported = [c for c in parsed.children[above] if parsed.dep[c] in ("ccomp", "parataxis")]  # "..., he said": `above` is "said"
            out.update(subject for verb in (above, *reported) for subject in _subjects(parsed, verb))
        node = above
    return out


def _subjects(parsed: ParsedReport, verb: int) -> list[int]:
    return [c for c in parsed.children[verb] if parsed.dep[c] in ("nsubj", "nsubj:pass")]


def _is_excepted(parsed: ParsedReport, phrase: int) -> bool:
    """Check whether a place is an exception: "aside from the industrial zone"."""
    left = parsed.phrases[phrase].left
    start = max(parsed.sentences[parsed.sentence[parsed.phrases[phrase].head]][0], left - NEAR_EXCEPTION)
    return not EXCEPTIONS.isdisjoint(parsed.lower[start:left])


def _is_left_as(parsed: ParsedReport, phrase: int) -> bool:
    """Check whether the sentence says that a place remains in the same hands: "leaving Rawa as the last town that they hold"."""
    head = parsed.phrases[phrase].head
    while parsed.dep[head] == "flat":
        head = parsed.head[head]
    verb = parsed.head[head]
    return parsed.dep[head] == "obj" and parsed.lemma[verb] == "leave" and any(parsed.case(c) == "as" for c in parsed.children[verb])


def _is_town(parsed: ParsedReport, phrase: int) -> bool:
    """Check whether a phrase names a place that is not a country. Countries are left out because places can be taken from a country."""
    return parsed.classes[phrase] == "P" and len(parsed.ids[phrase] or "") != COUNTRY_CODE


def _is_subject_of_other(parsed: ParsedReport, head: int, trigger: int, verbs: frozenset[str]) -> bool:
    """Check whether a phrase is the subject of one of these verbs, other than the trigger."""
    verb = parsed.head[head]
    return verb != trigger and parsed.dep[head] in ("nsubj", "nsubj:pass") and parsed.lemma[verb] in verbs


def one_side_only(roles: Roles, keys: Sequence[str]) -> Roles:
    """Return the roles with each party only among the actors or only among the targets, in the role where it is more probable.

    `keys` gives the entity of each phrase.
    """
    best: dict[str, tuple[float, str]] = {}
    for role in ("actor", "target"):
        for n, probability in roles[role]:
            best[keys[n]] = max(best.get(keys[n], (probability, role)), (probability, role))
    return {**roles, **{role: [pair for pair in roles[role] if best[keys[pair[0]]][1] == role] for role in ("actor", "target")}}


def carry_over_actors(parsed: ParsedReport, candidate: Candidate, roles: Roles, history: RoleHistory) -> Roles:
    """Return the roles of a claim. An event whose subject is an unresolved "they" or "it" gets the actors of the last event.

    The last event must be in the same sentence or the sentence before.
    """
    subjects = [c for c in parsed.children[candidate.trigger] if parsed.dep[c] == "nsubj"]
    resolved = {parsed.phrases[n].head for n in parsed.anaphors}
    pronoun = any(parsed.lower[c] in ("they", "it") and c not in resolved for c in subjects)
    fresh = parsed.sentence[candidate.trigger] - history.event_sentence <= 1
    if candidate.kind != "event" or roles["actor"] or not pronoun or not fresh:
        return roles
    return {**roles, "actor": list(history.event_actors)}
