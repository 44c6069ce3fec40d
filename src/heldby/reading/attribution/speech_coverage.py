"""Decides whether a speech act covers a token, and how closely: first by the parse, then by the order of words."""

from __future__ import annotations

from heldby.reading.attribution.speech_act import SpeechAct
from heldby.reading.attribution.speech_index import WINDOW
from heldby.reading.parse.parsed_report import ParsedReport

CLAUSES = frozenset({"parataxis", "advcl", "conj", "ccomp"})
ASIDE = frozenset({"as", "after", "while", "when", "because", "since", "before", "although", "though"})
"""Conjunctions that begin an aside, which is not part of what is said."""
TRAILING = 12
"""Number of tokens that may follow "activists said" at the end of a sentence."""


def coverage_rank(parsed: ParsedReport, act: SpeechAct, chain: list[int]) -> float | None:
    """Return a rank that says how closely a speech act covers a token, or None if it does not cover the token.

    The lowest rank is the closest. `chain` is the token followed by its ancestors in the tree.
    """
    trigger = chain[0]
    if _is_part_of(act, chain):
        return None
    here = act.sentence == parsed.sentence[trigger]
    if act.form == "according":
        return 1 if here else 8
    if act.form == "claiming":
        return _responsibility_rank(parsed, act, chain)
    if act.form == "label":
        return 6 if (trigger > act.cue) == (act.speaker < act.cue) else None
    if act.cue in chain:
        return chain.index(act.cue) + 0.5 * _is_aside(parsed, chain, act)
    if (rank := _parenthetical_rank(parsed, act, chain)) is not None:
        return rank
    if _ends_sentence(parsed, act, trigger):
        return 7
    return 9 if (here and chain[-1] == act.cue) or _opens_sentence(parsed, act, trigger) else None


def _is_part_of(act: SpeechAct, chain: list[int]) -> bool:
    """Check whether a token is the cue itself or modifies the speaker."""
    return chain[0] == act.cue or (act.speaker in chain and act.form not in ("claiming", "label"))


def _responsibility_rank(parsed: ParsedReport, act: SpeechAct, chain: list[int]) -> float | None:
    """Return 0 if the token is the attack that the speaker "claimed" or "claimed responsibility for", else None."""
    trigger = chain[0]
    passive = any(parsed.dep[c] == "nsubj:pass" and c == trigger for c in parsed.children[act.cue])
    if passive or trigger == parsed.head[act.cue]:
        return 0
    return 0 if act.cue in chain and parsed.dep[act.cue] not in ("acl", "acl:relcl") else None


def _is_aside(parsed: ParsedReport, chain: list[int], act: SpeechAct) -> bool:
    """Check whether a token depends on the cue only through an aside ("said after the town fell")."""
    below = chain[chain.index(act.cue) - 1]
    return parsed.dep[below] == "advcl" and any(parsed.lower[c] in ASIDE for c in parsed.children[below] if parsed.dep[c] == "mark")


def _parenthetical_rank(parsed: ParsedReport, act: SpeechAct, chain: list[int]) -> float | None:
    """Return the rank of a speech act that interrupts what it reports ("the army, he said, withdrew"), or None for any other act."""
    above = parsed.ancestors(act.cue)
    if parsed.dep[act.cue] not in CLAUSES or parsed.tag[act.cue] == "VBG" or not set(above) & set(chain):
        return None
    marks = {parsed.lower[c] for c in parsed.children[act.cue] if parsed.dep[c] == "mark"}
    joined = parsed.dep[act.cue] == "conj" and any(parsed.dep[c] == "cc" for c in parsed.children[act.cue])
    if joined or (marks & ASIDE and "as" not in marks):
        return None
    attached = {act.cue, *above}
    return 4 + next(k for k, a in enumerate(chain) if a in attached)


def _ends_sentence(parsed: ParsedReport, act: SpeechAct, trigger: int) -> bool:
    """Check by word order whether the act ends its sentence and the token comes before it: "... were killed on Friday, activists said"."""
    end = parsed.sentences[act.sentence][1]
    start = parsed.sentences[parsed.sentence[trigger]][0]
    left = min(act.cue, parsed.phrases[parsed.phrase_at[act.speaker]].left)
    right = max(act.cue, act.speaker)
    verb_follows = any(parsed.pos[j] in ("VERB", "AUX") for j in range(right + 1, min(right + TRAILING, end)))
    if trigger >= left or verb_follows or end - right > TRAILING:
        return False
    return any(parsed.pos[j] == "VERB" for j in range(max(start, left - WINDOW), left)) and parsed.lower[left - 1] not in ASIDE


def _opens_sentence(parsed: ParsedReport, act: SpeechAct, trigger: int) -> bool:
    """Check whether the cue is the first verb of its sentence and the token comes after it."""
    start = max(parsed.sentences[act.sentence][0], act.cue - WINDOW)
    first = next((j for j in range(start, act.cue) if parsed.pos[j] == "VERB"), act.cue)
    finite = parsed.tag[act.cue] in ("VBD", "VBZ", "VBP")
    return first == act.cue < trigger and act.speaker < act.cue and finite and act.form == "saying"
