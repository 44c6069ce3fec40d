"""Polarity and modality: the statuses that the words and clauses around a trigger leave possible.

The network scores every status. These rules only exclude some: what is plainly negated did not happen, and what somebody plans, threatens
or may do has not happened yet. The words are in `lexicon/en/polarity.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator

from heldby.reading.claims.analysed_report import AnalysedReport
from heldby.reading.parse.parsed_report import ParsedReport
from heldby.reference.lexicon import Lexicon, polarity

BEFORE_THAT = 6
"""Largest number of tokens between a verb of denying and its "that"."""
CALLED_SOON = 8
"""Largest number of tokens between what is told and the words that call it false, if the parse does not join them."""
BE = frozenset({"is", "are", "was", "were"})
DENIED = frozenset({"denied"})
PLANNED = frozenset({"planned"})
UNREAL = frozenset({"planned", "expected", "attempted", "hypothetical"})
"""Statuses of an act that has not happened yet."""
NOT_DONE = UNREAL | DENIED
"""Statuses of an act that somebody failed to do, or nearly did."""
RULES = (None, DENIED, PLANNED, UNREAL, NOT_DONE)
"""What a rule may find, in the order of the numbers that the network reads; None: nothing."""
NEGATING = frozenset({"advmod", "det", "cc:preconj", "case", "neg", "aux", "discourse"})
CLAUSAL = frozenset({"acl:relcl", "advcl", "advcl:relcl", "parataxis", "ccomp", "csubj"})
"""Relations of clauses with a polarity of their own: a negation above them does not reach into them."""
ENDING = frozenset({"nsubj", "nsubj:pass", "obl", "acl", "nmod", "nmod:poss"})
"""Relations of phrases that a negation of the clause does not reach: nobody was killed "in the shelling", which happened."""


CALLED = frozenset({"nsubj", "nsubj:pass", "csubj", "obj", "obl", "ccomp"})
"""Relations to "false" of what is called so: "the report is false", "it is not true that they took it"."""


def rule_status(analysed: AnalysedReport, lexicon: Lexicon, trigger: int) -> int:
    """Return the index in `RULES` of what the rules find at a token."""
    return RULES.index(possible_statuses(analysed.parsed, lexicon, trigger))


def possible_statuses(parsed: ParsedReport, lexicon: Lexicon, trigger: int, *, is_act: bool = True) -> frozenset[str] | None:
    """Return the statuses that a claim at a trigger may have, or None if the rules exclude none.

    Only acts may be planned or possible: with `is_act` unset, only negations and denials count.
    """
    if is_denied(parsed, lexicon, trigger) or is_negated(parsed, trigger):
        return DENIED
    if not is_act:
        return None
    return NOT_DONE if _is_undone(parsed, trigger) else future_statuses(parsed, lexicon, trigger)


def is_negated(parsed: ParsedReport, trigger: int) -> bool:
    """Check whether a trigger is plainly negated: "has not captured", "never took", "no longer holds", "neither side controls".

    "Not only", "not until Friday" and "did not stop shelling" negate nothing. A negation of a clause reaches its verb, its object and what
    is joined to them by "or", but no clause inside it that has a subject of its own. "Outside their control" is a negation, too, and
    "never out of their control" none.
    """
    return any(_has_negation(parsed, node) for node in _scope(parsed, trigger)) != _is_outside(parsed, trigger)


def _is_outside(parsed: ParsedReport, trigger: int) -> bool:
    """Check whether a trigger is, or governs, a control that the place is outside of."""
    words = polarity()
    near = [trigger, *(c for c in parsed.children[trigger] if parsed.dep[c] in ("obl", "xcomp", "nmod"))]
    return any(parsed.lemma[i] in words["possession"] and parsed.case(i) in words["outside"] for i in near)


def _scope(parsed: ParsedReport, trigger: int) -> Iterator[int]:
    """Yield a trigger and the tokens above it whose negation reaches it."""
    node = trigger
    yield node
    for above in parsed.ancestors(trigger)[:4]:
        dep = parsed.dep[node]
        if dep in CLAUSAL or (dep == "conj" and _has_subject(parsed, node)) or dep in ENDING:
            return
        if (dep == "conj" and not _joined_by_or(parsed, node)) or parsed.lemma[above] in polarity()["reversing"]:
            return
        yield above
        node = above


def _has_subject(parsed: ParsedReport, i: int) -> bool:
    return any(parsed.dep[c] in ("nsubj", "nsubj:pass") for c in parsed.children[i])


def _joined_by_or(parsed: ParsedReport, i: int) -> bool:
    return any(parsed.dep[c] == "cc" and parsed.lower[c] in ("or", "nor") for c in parsed.children[i])


def _has_negation(parsed: ParsedReport, i: int) -> bool:
    """Check whether a token has a negation among its dependents, or a subject such as "nobody" or "neither side"."""
    words = polarity()
    for child in parsed.children[i]:
        lower = parsed.lower[child]
        negates = lower in words["negations"] and parsed.dep[child] in NEGATING
        if negates and not _is_false_friend(parsed, i, child, words):
            return True
        if parsed.dep[child] in ("nsubj", "nsubj:pass") and _is_nobody(parsed, child, words):
            return True
        if parsed.dep[child] == "advmod" and parsed.lower[child] in ("longer", "more") and _follows(parsed, child, "no"):
            return True
        if parsed.lemma[child] in words["occasion"] and _follows(parsed, child, "no") and child < i:
            return True  # "at no stage did they", "under no circumstances"
    return False


def _is_false_friend(parsed: ParsedReport, governor: int, negation: int, words: dict[str, frozenset[str]]) -> bool:
    """Check for a negation that negates something else: "not only", "did not leave until Friday", "no fewer than"."""
    if _word_after(parsed, negation) in words["not_before"]:
        return True
    return any(parsed.case(c) in ("until", "till") for c in parsed.children[governor] if parsed.dep[c] in ("obl", "obl:unmarked"))


def _is_nobody(parsed: ParsedReport, i: int, words: dict[str, frozenset[str]]) -> bool:
    """Check for a subject that denies its verb: "nobody", "none of them", "neither side", "no troops"."""
    if parsed.lower[i] in words["nobody"]:
        return True
    determiners = (c for c in parsed.children[i] if parsed.dep[c] in ("det", "cc:preconj") and parsed.lower[c] in ("no", "neither"))
    return any(_word_after(parsed, c) not in words["not_before"] for c in determiners)


def _word_after(parsed: ParsedReport, i: int) -> str:
    return parsed.lower[i + 1] if i + 1 < len(parsed.lower) else ""


def _follows(parsed: ParsedReport, i: int, word: str) -> bool:
    return i > 0 and parsed.lower[i - 1] == word


def _is_undone(parsed: ParsedReport, trigger: int) -> bool:
    """Check for an act that was not done: "failed to capture", "has yet to take", "nearly took", "without taking"."""
    words = polarity()
    if any(parsed.dep[c] == "advmod" and parsed.lower[c] in words["nearly"] and c < trigger for c in parsed.children[trigger]):
        return True
    if any(parsed.dep[c] == "mark" and parsed.lower[c] == "without" for c in parsed.children[trigger]):
        return True
    if trigger > 1 and parsed.lower[trigger - 2 : trigger] in (["all", "but"], ["yet", "to"]):
        return True
    if parsed.lemma[parsed.head[trigger]] in words["verge"] and parsed.tag[trigger] == "VBG" and parsed.head[trigger] < trigger:
        return True
    if parsed.dep[trigger] not in ("xcomp", "ccomp", "advcl", "acl", "obj", "obl", "nmod"):
        return False
    above = parsed.head[trigger]
    if parsed.lemma[above] in words["failing"] and (is_infinitive(parsed, trigger) or parsed.dep[trigger] in ("obj", "obl")):
        return True
    yet = any(parsed.lower[c] == "yet" for c in parsed.children[above]) or parsed.lower[above] == "yet"
    return yet and is_infinitive(parsed, trigger) and (parsed.lemma[above] in ("have", "be") or parsed.lower[above] == "yet")


def may_be_denied(parsed: ParsedReport, lexicon: Lexicon, trigger: int) -> bool:
    """Check for a word, in the sentence of a trigger or the one before or after it, with which something can be denied."""
    words = polarity()
    number = parsed.sentence[trigger]
    first, last = max(0, number - 1), min(len(parsed.sentences) - 1, number + 1)
    for i in range(parsed.sentences[first][0], parsed.sentences[last][1]):
        if any(parsed.lower[i] in words[name] for name in ("negations", "nobody", "false")):
            return True
        if parsed.lemma[i] in words["contrary"] or parsed.lemma[i] in words["reversing"] or parsed.lemma[i] in lexicon.classes["denying"]:
            return True
    return False


def is_infinitive(parsed: ParsedReport, i: int) -> bool:
    """Check for an infinitive with "to"."""
    return any(parsed.lower[c] == "to" and parsed.dep[c] == "mark" for c in parsed.children[i])


def future_statuses(parsed: ParsedReport, lexicon: Lexicon, trigger: int) -> frozenset[str] | None:
    """Return the possible statuses of an act that has not happened yet, or None if it may have happened.

    Examples: "will take", "may have taken", "if they take", "vowed to take", "would launch an attack", "called for the rebels to leave",
    "is committed to attacking", "began an offensive to retake".
    """
    governed = parsed.pos[trigger] != "VERB" and parsed.dep[trigger] in ("obj", "nsubj", "nsubj:pass")
    verb = parsed.head[trigger] if governed or (parsed.pos[trigger] != "VERB" and parsed.dep[trigger] != "ROOT") else trigger
    words = polarity()
    found = auxiliaries(parsed, parsed.head[trigger] if governed else trigger)
    if not found.isdisjoint(words["future"]) and "have" not in found:
        return UNREAL
    if not governed and not found.isdisjoint(words["possible"]):
        return UNREAL
    if any(parsed.dep[c] == "mark" and parsed.lower[c] in words["conditions"] for c in parsed.children[trigger]):
        return UNREAL
    above = parsed.lemma[parsed.head[verb]]
    if not is_infinitive(parsed, verb):
        return None
    if verb == trigger and parsed.dep[verb] in ("advcl", "acl") and _begins_operation(parsed, lexicon, parsed.head[verb]):
        return UNREAL
    if parsed.tag[verb] == "VBG":
        return PLANNED if above in lexicon.classes["pledge"] else None
    demanded = "event/demand" in lexicon.triggers.get(above, ()) or above in lexicon.classes["plan"] or above in lexicon.classes["attempt"]
    return UNREAL if verb == trigger and parsed.dep[verb] in ("xcomp", "acl", "advcl") and demanded else None


def _begins_operation(parsed: ParsedReport, lexicon: Lexicon, i: int) -> bool:
    """Check whether a word denotes an operation or has one as its object. An operation that begins has not achieved its purpose yet."""
    near = [i, *(c for c in parsed.children[i] if parsed.dep[c] in ("obj", "nsubj:pass"))]
    return any("event/offensive" in lexicon.triggers.get(parsed.lemma[n], ()) for n in near)


def auxiliaries(parsed: ParsedReport, verb: int) -> set[str]:
    """Return the auxiliaries of a verb in lower case."""
    return {parsed.lower[c] for c in parsed.children[verb] if parsed.dep[c] in ("aux", "aux:pass")}


def is_denied(parsed: ParsedReport, lexicon: Lexicon, trigger: int) -> bool:
    """Check whether somebody denies what a trigger states: "denied that it had captured", "reports of its capture are false"."""
    if _is_in_denied_clause(parsed, lexicon, trigger) or _is_called_false(parsed, trigger) or _is_corrected(parsed, trigger):
        return True
    node = trigger
    for above in parsed.ancestors(trigger)[:3]:
        if parsed.lemma[above] in lexicon.classes["denying"] and parsed.dep[node] in ("ccomp", "xcomp", "obj", "advcl", "parataxis"):
            return not _has_negation(parsed, above) and not _is_said_instead(parsed, node)
        if parsed.dep[node] in ("acl:relcl", "acl") and parsed.lemma[above] not in polarity()["claims"]:
            return False
        node = above
    return False


def _is_said_instead(parsed: ParsedReport, i: int) -> bool:
    """Check for what is said beside a denial: "denied the report, saying that its men held the town"."""
    return parsed.dep[i] in ("advcl", "parataxis") and parsed.lemma[i] in polarity()["saying"]


def _is_called_false(parsed: ParsedReport, trigger: int) -> bool:
    """Check whether a trigger is in the subject of "is false", or in a claim that is called false: "the claim to have taken X is false"."""
    words = polarity()
    node = trigger
    for above in parsed.ancestors(trigger)[:3]:
        if parsed.dep[node] in ("acl", "acl:relcl") and parsed.lemma[above] not in words["claims"]:
            return False
        if parsed.dep[node] in CALLED and _is_false(parsed, above, words):
            return True
        if parsed.lemma[above] in words["claims"] and any(_is_false(parsed, c, words) for c in (above, *parsed.children[above])):
            return True
        if parsed.lemma[above] in words["claims"] and _is_followed_by_false(parsed, trigger, words):
            return True
        node = above
    return False


def _is_followed_by_false(parsed: ParsedReport, trigger: int, words: dict[str, frozenset[str]]) -> bool:
    """Check by word order alone for "are not true" soon after a trigger: "reports that the town fell are not true"."""
    end = min(parsed.sentences[parsed.sentence[trigger]][1], trigger + CALLED_SOON)
    soon = range(trigger + 1, end)
    return any(parsed.lower[i] in BE and any(_is_false(parsed, j, words) for j in soon if i < j <= i + 2) for i in soon)


def _is_false(parsed: ParsedReport, i: int, words: dict[str, frozenset[str]]) -> bool:
    if parsed.lower[i] in words["false"]:
        return True
    if parsed.lower[i] in words["true"] and _has_negation(parsed, i):
        return True
    if parsed.lemma[i] not in words["calling"]:
        return False
    return any(parsed.dep[c] in ("xcomp", "obl", "advcl") and parsed.lower[c] in words["false"] for c in parsed.children[i])


def _is_corrected(parsed: ParsedReport, trigger: int) -> bool:
    """Check for what an outlet takes back: "an earlier version of this story said that the army had captured the town"."""
    words = polarity()
    for above in parsed.ancestors(trigger)[:4]:
        subjects = (c for c in parsed.children[above] if parsed.dep[c] == "nsubj" and parsed.lemma[c] in words["versions"])
        if any(parsed.lower[c] in words["earlier"] for subject in subjects for c in parsed.children[subject]):
            return True
    return False


def _is_in_denied_clause(parsed: ParsedReport, lexicon: Lexicon, trigger: int) -> bool:
    """Check by word order alone whether a verb of denying shortly precedes the trigger's "that", as in "denied on Monday that"."""
    that = next((c for c in parsed.children[trigger] if parsed.dep[c] == "mark" and parsed.lower[c] == "that"), None)
    if not that:  # also at the beginning of the text
        return False
    words = polarity()
    untrue = parsed.lower[that - 1] in words["true"] and "not" in parsed.lower[max(0, that - 3) : that]
    if untrue or parsed.lower[that - 1] in words["false"]:
        return True  # "it is not true that"
    start = max(parsed.sentences[parsed.sentence[trigger]][0], that - BEFORE_THAT)
    return any(parsed.lemma[i] in lexicon.classes["denying"] and not _has_negation(parsed, i) for i in range(start, that))
