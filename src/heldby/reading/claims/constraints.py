"""What cannot be: constraints that no decider may break, since each would put a place in the wrong hands."""

from __future__ import annotations

from collections.abc import Sequence

from heldby.reading.claims.candidates import Candidate
from heldby.reading.claims.constructions import COUNTRY_CODE, is_party, sharing_noun
from heldby.reading.claims.roles import History, Roles
from heldby.reading.parse.parsed_report import Context
from heldby.reference.lexicon import Lexicon

BEFORE_THAT = 6
"""How many words may stand between a denial and its `that`."""
EXCEPTIONS = frozenset({"aside", "apart", "except", "excepting", "excluding"})
NEAR_EXCEPTION = 4
"""Tokens before a phrase in which such a word stands: a preposition, an article and an adjective may come between."""
PLANNED = frozenset({"planned"})
NOT_YET = frozenset({"planned", "expected", "attempted", "hypothetical"})
"""How an act may be put that is told as not done yet."""
GOALS = frozenset({"to", "towards", "toward", "for", "into"})


def sensible(context: Context, lexicon: Lexicon, proposal: Candidate, roles: Roles) -> Roles:
    """The roles of a claim without those who cannot have them.

    Who withdrew did not capture, a town is not whom it is taken from, and the town where one goes is not the one that one leaves.
    """
    roles = {**roles, **{role: _with_sharers(context, roles[role], roles) for role in ("actor", "target")}}
    roles = {**roles, "actor": [pair for pair in roles["actor"] if not _is_faced(context, proposal.trigger, pair[0])]}
    roles = {**roles, "place": [pair for pair in roles["place"] if not _is_bordered(context, pair[0])]}
    if proposal.kind == "event":
        others = _subjects_outside(context, proposal.trigger)
        others |= {context.phrases[n].head for n, _ in roles["actor"] if _does_something_else(context, proposal.trigger, n)}
        roles = {**roles, "actor": [pair for pair in roles["actor"] if context.phrases[pair[0]].head not in others]}
    if proposal.kind == "control" or proposal.label == "event/capture":
        roles = {**roles, "place": [pair for pair in roles["place"] if not _is_excepted(context, pair[0])]}
    if proposal.label in ("event/withdraw", "event/capture"):
        roles = {**roles, "place": [pair for pair in roles["place"] if not _is_left_as(context, pair[0])]}
    if proposal.label == "event/withdraw":
        return {**roles, "place": [pair for pair in roles["place"] if not _is_goal(context, pair[0])]}
    if proposal.label != "event/capture":
        return roles
    leaving = lexicon.classes["leaving"]
    gone = [pair for pair in roles["actor"] if _does(context, context.phrases[pair[0]].head, proposal.trigger, leaving)]
    parties = [pair for pair in roles["target"] if not _is_town(context, pair[0])]
    return {**roles, "actor": [p for p in roles["actor"] if p not in gone], "target": [*parties, *gone]}


def _with_sharers(context: Context, filled: list[tuple[int, float]], roles: Roles) -> list[tuple[int, float]]:
    """Those who fill a role, each followed by the parties that share its noun and fill none."""
    taken = {n for pairs in roles.values() for n, _ in pairs}
    out = []
    for n, chance in filled:
        sharing = (context.phrase_at[i] for i in sharing_noun(context, context.phrases[n].head))
        out += [(n, chance), *((other, chance) for other in sharing if other not in taken)]
    return out


def _is_faced(context: Context, trigger: int, phrase: int) -> bool:
    """Whether an act is told to be against somebody: "strikes against militants killed five" were not the militants'."""
    head = context.phrases[phrase].head
    return context.sentence[head] == context.sentence[trigger] and context.case(head) == "against"


def _is_bordered(context: Context, phrase: int) -> bool:
    """Whether a place only tells which border is meant: "the crossing with Syria" is not in Syria."""
    head = context.phrases[phrase].head
    return context.dep[head] == "nmod" and context.case(head) == "with"


def _does_something_else(context: Context, trigger: int, phrase: int) -> bool:
    """Whether a phrase is the agent of a participle that tells of another: "militias backed by Iran seized" was not Iran."""
    head = context.phrases[phrase].head
    verb = context.head[head]
    told = context.dep[head] in ("obl", "obl:agent") and context.case(head) == "by" and context.dep[verb] == "acl"
    return told and trigger not in (verb, context.head[verb])


def both_sides(roles: Roles, keys: Sequence[str]) -> Roles:
    """The roles of an act or a relation without who would be on both of its sides: a party is where it is likelier. `keys`: the party of
    each phrase."""
    best: dict[str, tuple[float, str]] = {}
    for role in ("actor", "target"):
        for n, chance in roles[role]:
            best[keys[n]] = max(best.get(keys[n], (chance, role)), (chance, role))
    return {**roles, **{role: [pair for pair in roles[role] if best[keys[pair[0]]][1] == role] for role in ("actor", "target")}}


def _subjects_outside(context: Context, trigger: int) -> set[int]:
    """The subjects of sentences in whose adverbial clauses an act is told, where such a clause has a party for its own subject.

    "Militants came back one day after Damascus proclaimed the capture": the capture is not the militants'.
    """
    out: set[int] = set()
    node = trigger
    for above in context.ancestors(trigger):
        if context.dep[node] == "advcl" and any(is_party(context, c) for c in _subjects(context, node)):
            said = [c for c in context.children[above] if context.dep[c] in ("ccomp", "parataxis")]  # "..., he said": hung on the saying
            out.update(subject for verb in (above, *said) for subject in _subjects(context, verb))
        node = above
    return out


def _subjects(context: Context, verb: int) -> list[int]:
    return [c for c in context.children[verb] if context.dep[c] in ("nsubj", "nsubj:pass")]


def _is_excepted(context: Context, phrase: int) -> bool:
    """Whether a place is what is left out of what is told: "aside from the industrial zone"."""
    left = context.phrases[phrase].left
    start = max(context.sentences[context.sentence[context.phrases[phrase].head]][0], left - NEAR_EXCEPTION)
    return not EXCEPTIONS.isdisjoint(context.lower[start:left])


def _is_left_as(context: Context, phrase: int) -> bool:
    """Whether a place is what an act leaves: "leaving Rawa as the last town that they hold"."""
    head = context.phrases[phrase].head
    while context.dep[head] == "flat":
        head = context.head[head]
    verb = context.head[head]
    return context.dep[head] == "obj" and context.lemma[verb] == "leave" and any(context.case(c) == "as" for c in context.children[verb])


def _is_goal(context: Context, phrase: int) -> bool:
    """Whether a phrase is a town that a preposition leads to."""
    return _is_town(context, phrase) and context.case(context.phrases[phrase].head) in GOALS


def _is_town(context: Context, phrase: int) -> bool:
    """Whether a phrase names a place that is no country: towns are taken, not taken from."""
    return context.classes[phrase] == "P" and len(context.ids[phrase] or "") != COUNTRY_CODE


def same_subject(context: Context, proposal: Candidate, roles: Roles, history: History) -> Roles:
    """The roles of an act whose subject is a pronoun that nothing resolved: its actors are those of the act told just before."""
    subjects = [c for c in context.children[proposal.trigger] if context.dep[c] == "nsubj"]
    pronoun = any(context.lower[c] in ("they", "it") and c not in _resolved(context) for c in subjects)
    if proposal.kind != "event" or roles["actor"] or not pronoun or context.sentence[proposal.trigger] - history.acted > 1:
        return roles
    return {**roles, "actor": list(history.actors)}


def _resolved(context: Context) -> set[int]:
    return {context.phrases[n].head for n in context.anaphors}


def _does(context: Context, phrase: int, trigger: int, verbs: frozenset[str]) -> bool:
    """Whether a phrase is the subject of one of these verbs, other than the trigger itself."""
    head = context.head[phrase]
    return head != trigger and context.dep[phrase] in ("nsubj", "nsubj:pass") and context.lemma[head] in verbs


def to_come(context: Context, lexicon: Lexicon, trigger: int) -> frozenset[str] | None:
    """The statuses that an act can have that is told as not done yet; None where it may be done.

    "Would be leaving", "would launch an attack", "called for the rebels to leave", "is committed to attacking", "began an offensive to
    retake".
    """
    governed = context.pos[trigger] != "VERB" and context.dep[trigger] in ("obj", "nsubj", "nsubj:pass")
    helpers = _helpers(context, context.head[trigger] if governed else trigger)
    if "would" in helpers and "have" not in helpers:
        return NOT_YET
    verb = trigger if context.pos[trigger] == "VERB" else context.head[trigger]
    above = context.lemma[context.head[verb]]
    if not any(context.lower[c] == "to" and context.dep[c] == "mark" for c in context.children[verb]):
        return None
    if verb == trigger and context.dep[verb] in ("advcl", "acl") and _sets_out(context, lexicon, context.head[verb]):
        return NOT_YET
    if context.tag[verb] == "VBG":
        return PLANNED if above in lexicon.classes["pledge"] else None
    asked = "event/demand" in lexicon.triggers.get(above, ()) or above in lexicon.classes["plan"] or above in lexicon.classes["attempt"]
    return NOT_YET if verb == trigger and context.dep[verb] == "xcomp" and asked else None


def _sets_out(context: Context, lexicon: Lexicon, i: int) -> bool:
    """Whether a word tells of an operation, or what somebody did to one: what that is for is not done by it."""
    near = [i, *(c for c in context.children[i] if context.dep[c] in ("obj", "nsubj:pass"))]
    return any("event/offensive" in lexicon.triggers.get(context.lemma[n], ()) for n in near)


def counts_what_will_be(context: Context, noun: int | None) -> bool:
    """Whether what a figure counts is the subject of what will be: "forty members will assemble"."""
    if noun is None or context.dep[noun] not in ("nsubj", "nsubj:pass"):
        return False
    return not {"will", "would"}.isdisjoint(_helpers(context, context.head[noun]))


def _helpers(context: Context, verb: int) -> set[str]:
    return {context.lower[c] for c in context.children[verb] if context.dep[c] == "aux"}


def is_denied(context: Context, lexicon: Lexicon, trigger: int) -> bool:
    """Whether a claim is the content of a denial: "denied that it had captured", "denied the capture of"."""
    if _that_clause_denied(context, lexicon, trigger):
        return True
    node = trigger
    for above in context.ancestors(trigger)[:3]:
        if context.lemma[above] in lexicon.classes["denying"] and context.dep[node] in ("ccomp", "xcomp", "obj", "advcl", "parataxis"):
            return True
        if context.dep[node] in ("acl:relcl", "acl"):
            return False
        node = above
    return False


def _that_clause_denied(context: Context, lexicon: Lexicon, trigger: int) -> bool:
    """The same by the order of words, where the parser hangs the clause elsewhere: "denied on Monday that"."""
    that = next((c for c in context.children[trigger] if context.dep[c] == "mark" and context.lower[c] == "that"), None)
    if that is None:
        return False
    start = max(context.sentences[context.sentence[trigger]][0], that - BEFORE_THAT)
    return any(context.lemma[i] in lexicon.classes["denying"] for i in range(start, that))


def speakers_seat(context: Context, speaker: int, phrase: int) -> bool:
    """Whether a phrase only says where the speaker sits: "the ministry in Moscow said"."""
    return phrase != speaker and speaker in context.ancestors(phrase)
