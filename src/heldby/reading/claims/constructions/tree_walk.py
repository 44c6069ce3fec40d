"""Steps through the dependency tree that the constructions share: parties, coordination, subjects, and places inside a phrase."""

from __future__ import annotations

from heldby.reading.parse.parsed_report import ParsedReport

PARTY = frozenset("AF")
"""Classes of phrases that denote a party: a named actor (A) or a nominal one (F)."""
LIST = frozenset({"conj", "appos"})
COUNTRY_CODE = 2
"""Length of a country's id."""


def is_party(context: ParsedReport, i: int | None) -> bool:
    """Check whether a token heads a phrase that may act: an actor, or a country."""
    if i is None or i not in context.phrase_at:
        return False
    n = context.phrase_at[i]
    return context.classes[n] in PARTY or (context.classes[n] == "P" and len(context.ids[n] or "") == COUNTRY_CODE)


def coordinated(context: ParsedReport, i: int) -> tuple[int, ...]:
    """Return a phrase head with the heads coordinated with it, and with those that share its noun ("Army and tribal units")."""
    out = [i]
    for child in context.children[i]:
        if context.dep[child] == "conj" and child in context.phrase_at:
            out.extend(coordinated(context, child))
    return tuple(dict.fromkeys([*out, *sharing_noun(context, i)]))


def sharing_noun(context: ParsedReport, i: int) -> list[int]:
    """Return the parties that share a noun with the party coordinated to them: the army, in "army and tribal units"."""
    before = (c for c in context.children[i] if context.dep[c] == "compound" and is_party(context, c))
    return [c for c in before if any(context.dep[j] == "cc" for j in range_between(context, c, i))]


def range_between(context: ParsedReport, a: int, b: int) -> range:
    """Return the tokens strictly between two tokens."""
    return range(min(a, b) + 1, max(a, b))


def parties_in(context: ParsedReport, i: int | None) -> tuple[int, ...]:
    """Return the heads of the parties in the coordination that a token heads."""
    return tuple(x for x in coordinated(context, i) if is_party(context, x)) if i is not None else ()


def child_of(context: ParsedReport, i: int, deps: str, case: str | None = None) -> int | None:
    """Return the first child of a token with one of these relations and, if given, one of these prepositions. Both are space-separated."""
    for child in context.children[i]:
        if context.dep[child] in deps.split() and (case is None or context.case(child) in case.split()):
            return child
    return None


def subject_of(context: ParsedReport, i: int) -> int | None:
    """Return the subject of a verb, looking through the verbs that it complements or is coordinated with."""
    for _ in range(4):
        found = child_of(context, i, "nsubj nsubj:pass")
        stray = found is not None and context.tag[found] == "WDT" and context.dep[i] == "ccomp"  # belongs to the clause before this one
        if found is not None and not stray:
            return found
        if context.dep[i] == "acl:relcl":
            return context.head[i]
        if (before := _fronted_subject(context, i)) is not None:
            return before
        if context.dep[i] not in ("xcomp", "conj", "advcl") or context.head[i] == i:
            return None
        i = context.head[i]
    return None


def _fronted_subject(context: ParsedReport, verb: int) -> int | None:
    """Return a fronted subject that the parser attached to the reporting verb: "Rawa, a town ..., has fallen, he said"."""
    reporting = context.head[verb]
    if context.dep[verb] != "ccomp" or verb > reporting:
        return None
    fronted = (c for c in context.children[reporting] if c < verb and context.dep[c] in ("obj", "obl") and not context.case(c))
    return next(fronted, None)


def places_in(context: ParsedReport, i: int | None, depth: int = 0) -> tuple[int, ...]:
    """Return the named places in a phrase: its head, those coordinated with it, and those behind its "of", but no further down."""
    if i is None or depth > 4:
        return ()
    out: list[int] = []
    if i in context.phrase_at and context.classes[context.phrase_at[i]] == "P":
        out.append(i)
    inner = ("",) if out else ("of", "")  # "the city of Rawa" names Rawa, but "the Syrian side of the border" is one place
    for child in context.children[i]:
        if context.dep[child] in LIST or (context.dep[child] in ("nmod", "nmod:desc", "flat", "compound") and context.case(child) in inner):
            out.extend(places_in(context, child, depth + 1))
        elif context.dep[child] == "nmod":
            # "Abu Kamal on the Syrian side and al-Qaim on the Iraqi side": a conjunct without its own preposition continues the outer list.
            out.extend(c for c in context.children[child] if context.dep[c] == "conj" and is_bare_place(context, c))
    return tuple(dict.fromkeys(out))


def is_bare_place(context: ParsedReport, i: int) -> bool:
    """Check whether a token is a place name without a preposition of its own."""
    named = context.pos[i] == "PROPN" and i in context.phrase_at and context.classes[context.phrase_at[i]] == "P"
    return named and not any(context.dep[c] == "case" for c in context.children[i])


def places_or_noun(context: ParsedReport, i: int | None) -> tuple[int, ...]:
    """Return the named places in a phrase; without any, the phrase itself."""
    return places_in(context, i) or ((i,) if i is not None and i in context.phrase_at else ())
