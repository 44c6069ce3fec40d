"""Rules that put the parties and towns of a claim in the roles that the clause gives them, whatever the network says."""

from __future__ import annotations

from heldby.reading.claims.calibration import TERRITORY
from heldby.reading.claims.claim_rules import SIEGES
from heldby.reading.claims.constructions.tree_walk import child_of, parties_in
from heldby.reading.claims.decide import Decision, Filler
from heldby.reading.parse.noun_phrases import Phrase
from heldby.reading.parse.parsed_report import ParsedReport
from heldby.reference.lexicon import constructions, polarity

NAMING = frozenset({"flat", "appos", "nmod:desc", "compound"})
"""Relations between the words of a person's name and office."""
ONE_TOWN = frozenset({"town", "city", "village", "stronghold", "bastion", "foothold", "pocket", "base"})
NAMED = 0.8
"""Probability of a party that the construction of a clause names in a role."""
OFFICES = frozenset({"president", "minister", "premier", "pm", "chancellor"})
OWNERS = frozenset({"nmod:poss", "nmod", "compound", "amod", "nmod:desc"})
"""Relations of a party to the office that speaks for it."""


def apply_role_rules(parsed: ParsedReport, decision: Decision) -> None:
    """Correct the roles of a decision."""
    _drop_excluded(parsed, decision)
    _move_besieged(parsed, decision)
    _move_expelled(parsed, decision)
    _join_agents(parsed, decision)
    _move_former_holders(parsed, decision)
    _name_loser(parsed, decision)
    _keep_sides_of_a_clash(parsed, decision)
    _drop_subject_of_other_clause(parsed, decision)
    _take_antecedent(parsed, decision)
    _drop_area_around_a_town(parsed, decision)
    _keep_owner_of_control(parsed, decision)


def move_fillers(decision: Decision, moved: list[Filler], source: str, goal: str) -> None:
    """Move fillers from one role to another."""
    decision.fillers[source] = [f for f in decision.fillers[source] if f not in moved]
    decision.fillers[goal] += [f for f in moved if f.row not in {g.row for g in decision.fillers[goal]}]


def _drop_excluded(parsed: ParsedReport, decision: Decision) -> None:
    """Drop the party that a claim excludes: "the rebels, not the army, hold the town"; "taken by the rebels and not by the army"."""
    for role in ("actor", "target"):
        others = len(decision.fillers[role]) > 1
        decision.fillers[role] = [f for f in decision.fillers[role] if not (others and _is_excluded(parsed, parsed.phrases[f.row]))]


def _is_excluded(parsed: ParsedReport, phrase: Phrase) -> bool:
    """Check for a phrase after "not" that follows a comma, "and" or "but". "Not only" excludes nobody."""
    at = phrase.left
    while at > 1 and parsed.tag[at - 1] in ("DT", "IN", "TO", "PRP$"):
        at -= 1
    if at < 2 or parsed.lower[at - 1] != "not" or parsed.lower[at] in ("only", "just", "merely"):
        return False
    return parsed.lower[at - 2] in (",", "and", "but")


def _move_besieged(parsed: ParsedReport, decision: Decision) -> None:
    """Make the subject of "is under siege" and of "was encircled" the target: it does not besiege anyone."""
    trigger = decision.candidate.trigger
    if decision.candidate.label not in SIEGES:
        return
    under = parsed.case(trigger) == "under"
    subjects = {c for c in parsed.children[trigger] if parsed.dep[c] == "nsubj:pass" or (under and parsed.dep[c] == "nsubj")}
    move_fillers(decision, [f for f in decision.fillers["actor"] if parsed.phrases[f.row].head in subjects], "actor", "target")


def _move_expelled(parsed: ParsedReport, decision: Decision) -> None:
    """Make who "was driven out by" somebody the target of the capture, and that party its actor."""
    trigger = decision.candidate.trigger
    words = constructions()["driven"]
    if decision.candidate.label != "event/capture" or parsed.lemma[trigger] not in words["verbs"]:
        return
    expelled = {c for c in parsed.children[trigger] if parsed.dep[c] == "nsubj:pass"}
    if expelled:
        move_fillers(decision, [f for f in decision.fillers["actor"] if parsed.phrases[f.row].head in expelled], "actor", "target")
        agents = [f for f in decision.fillers["target"] if parsed.case(parsed.phrases[f.row].head) == "by"]
        move_fillers(decision, agents, "target", "actor")


def _move_former_holders(parsed: ParsedReport, decision: Decision) -> None:
    """Make the parties that held a place its targets: "freed from the rebels", "the works, where rebels sat, are free".

    Only the "by" of a passive names who took the place.
    """
    trigger = decision.candidate.trigger
    if decision.candidate.label != "event/capture":
        return
    subjects = [c for c in parsed.children[trigger] if parsed.dep[c] == "nsubj:pass"]
    moved = []
    for filler in decision.fillers["actor"]:
        head = parsed.phrases[filler.row].head
        path = [head, *parsed.ancestors(head)]
        path = path[: path.index(trigger)] if trigger in path else []
        taken_from = any(parsed.case(i) == "from" and parsed.dep[i] in ("obl", "nmod", "conj") for i in path)
        describes = any(subject in path for subject in subjects) and any(parsed.dep[i] in ("acl", "acl:relcl") for i in path)
        if taken_from or describes:
            moved.append(filler)
    move_fillers(decision, moved, "actor", "target")


def _name_loser(parsed: ParsedReport, decision: Decision) -> None:
    """Make the party of "took it from rebels" the target, if the network found none."""
    trigger = decision.candidate.trigger
    if decision.candidate.label != "event/capture" or decision.fillers["target"] or parsed.pos[trigger] != "VERB":
        return
    losers = parties_in(parsed, child_of(parsed, trigger, "obl", "from"))
    acting = {f.row for f in decision.fillers["actor"]}
    decision.fillers["target"] = [Filler(row, NAMED) for i in losers if (row := parsed.phrase_at[i]) not in acting]


def _join_agents(parsed: ParsedReport, decision: Decision) -> None:
    """Make both parties of "encircled by A and B" actors."""
    agents = {h for f in decision.fillers["actor"] if parsed.case(h := parsed.phrases[f.row].head) == "by"}
    joined = [f for f in decision.fillers["target"] if parsed.dep[h := parsed.phrases[f.row].head] == "conj" and parsed.head[h] in agents]
    move_fillers(decision, joined, "target", "actor")


def _keep_sides_of_a_clash(parsed: ParsedReport, decision: Decision) -> None:
    """Drop parties of a clash that are not named after "between": the army that "deployed after clashes between gunmen"."""
    trigger = decision.candidate.trigger
    if decision.candidate.label not in ("event/clash", "relation/fights") or parsed.lower[trigger + 1 : trigger + 2] != ["between"]:
        return
    first = parsed.sentences[parsed.sentence[trigger]][0]
    for role in ("actor", "target"):
        heads = {f.row: parsed.phrases[f.row].head for f in decision.fillers[role]}
        decision.fillers[role] = [f for f in decision.fillers[role] if not first <= heads[f.row] < trigger]
    if not decision.fillers["actor"]:
        move_fillers(decision, decision.fillers["target"][:1], "target", "actor")


def _drop_subject_of_other_clause(parsed: ParsedReport, decision: Decision) -> None:
    """Drop the subject of one clause as the actor of a passive one beside it: "A captured P, and Q was shelled" names no shooter."""
    trigger = decision.candidate.trigger
    if decision.candidate.kind != "event" or parsed.dep[trigger] != "conj":
        return
    own = any(parsed.dep[c] == "nsubj:pass" for c in parsed.children[trigger])
    agent = any(parsed.case(c) in ("by", "in") for c in parsed.children[trigger] if parsed.dep[c] in ("obl", "obl:agent"))
    if own and not agent:
        other = {c for c in parsed.children[parsed.head[trigger]] if parsed.dep[c] == "nsubj"}
        decision.fillers["actor"] = [f for f in decision.fillers["actor"] if parsed.phrases[f.row].head not in other]


def _drop_area_around_a_town(parsed: ParsedReport, decision: Decision) -> None:
    """Drop the area in which a party holds one town: "the last town that they hold in Homs province" does not say that they hold Homs."""
    trigger = decision.candidate.trigger
    town = parsed.head[trigger] if parsed.dep[trigger] == "acl:relcl" else None
    if decision.candidate.label != "control/holds" or town is None or parsed.lemma[town] not in ONE_TOWN or parsed.tag[town] != "NN":
        return
    around = {c for c in parsed.children[trigger] if parsed.dep[c] == "obl" and parsed.case(c) == "in"}
    decision.fillers["place"] = [f for f in decision.fillers["place"] if parsed.phrases[f.row].head not in around]


def _keep_owner_of_control(parsed: ParsedReport, decision: Decision) -> None:
    """Let only the owner hold what is "under the control of" somebody or "in the hands of" somebody, known or not."""
    trigger = decision.candidate.trigger
    if decision.candidate.label != "control/holds" or parsed.pos[trigger] != "NOUN":
        return
    if parsed.case(trigger) != "under" and not (parsed.case(trigger) == "in" and parsed.lower[trigger] == "hands"):
        return
    owners = [c for c in parsed.children[trigger] if parsed.dep[c] == "nmod" and parsed.case(c) == "of"]
    if owners and parsed.lemma[trigger] in polarity()["possession"]:
        first, last = parsed.doc[owners[0]].left_edge.i, parsed.doc[owners[0]].right_edge.i
        decision.fillers["actor"] = [f for f in decision.fillers["actor"] if first <= parsed.phrases[f.row].head <= last]


def party_of_speaker(parsed: ParsedReport, row: int) -> int | None:
    """Return the row of a speaker's party ("the M23's spokesman Willy Ngoma"), or None if the phrase names none."""
    first, last = _speaker_phrase(parsed, row)
    near = [n for n, phrase in enumerate(parsed.phrases) if first <= phrase.head <= last and n != row and parsed.classes[n] == "A"]
    of_speaker = [n for n in near if parsed.dep[parsed.phrases[n].head] in OWNERS and parsed.ids[n]]
    return of_speaker[0] if of_speaker else None


def speaks_for_state(parsed: ParsedReport, row: int) -> bool:
    """Check for a speaker with an office of state: "the prime minister", "President Felix Tshisekedi"."""
    first, last = _speaker_phrase(parsed, row)
    return any(parsed.lower[i] in OFFICES for i in range(first, last + 1))


def _speaker_phrase(parsed: ParsedReport, row: int) -> tuple[int, int]:
    """Return the first and last token of a person's name with the office around it."""
    top = parsed.phrases[row].head
    while parsed.dep[top] in NAMING and parsed.head[top] != top:
        top = parsed.head[top]
    return parsed.doc[top].left_edge.i, parsed.doc[top].right_edge.i


def _take_antecedent(parsed: ParsedReport, decision: Decision) -> None:
    """Make the party that "who" stands for the actor of its relative clause: "Iraqi soldiers, who have been in control of it"."""
    trigger = decision.candidate.trigger
    clause = next((i for i in (trigger, parsed.head[trigger]) if parsed.dep[i] == "acl:relcl"), None)
    if clause is None or decision.candidate.label not in TERRITORY:
        return
    who = any(parsed.dep[c] == "nsubj" and parsed.lower[c] in ("who", "which", "that") for c in parsed.children[clause])
    row = parsed.phrase_at.get(parsed.head[clause]) if who else None
    if row is not None and parsed.classes[row] in "AF":
        others = [f for f in decision.fillers["actor"] if f.row != row]
        best = max((f.probability for f in decision.fillers["actor"]), default=0.9)
        decision.fillers["actor"] = [Filler(row, best)]
        decision.fillers["target"] += [f for f in others if parsed.case(parsed.phrases[f.row].head) == "from"]
