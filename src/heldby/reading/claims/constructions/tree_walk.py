"""Steps through the dependency tree that the constructions share: parties, coordination, subjects, and places inside a phrase."""

from __future__ import annotations

from heldby.reading.parse.parsed_report import ParsedReport

PARTY = frozenset("AF")
"""Classes of phrases that denote a party: a named actor (A) or a nominal one (F)."""
LIST = frozenset({"conj", "appos"})
COUNTRY_CODE = 2
"""Number of characters in a country's id."""


def is_party(parsed: ParsedReport, i: int | None) -> bool:
    """Check whether a token heads a phrase that denotes a party: an actor or a country."""
    if i is None or i not in parsed.phrase_at:
        return False
    n = parsed.phrase_at[i]
    return parsed.classes[n] in PARTY or (parsed.classes[n] == "P" and len(parsed.ids[n] or "") == COUNTRY_CODE)


def coordinated(parsed: ParsedReport, i: int) -> tuple[int, ...]:
    """Return a phrase's head, the heads coordinated with it, and the parties that share its noun ("Army and tribal units")."""
    out = [i]
    for child in parsed.children[i]:
        if parsed.dep[child] == "conj" and child in parsed.phrase_at:
            out.extend(coordinated(parsed, child))
    return tuple(dict.fromkeys([*out, *sharing_noun(parsed, i)]))


def sharing_noun(parsed: ParsedReport, i: int) -> list[int]:
    """Return the parties that modify a noun together with another modifier: "army" for the noun "units" in "army and tribal units"."""
    before = (c for c in parsed.children[i] if parsed.dep[c] == "compound" and is_party(parsed, c))
    return [c for c in before if any(parsed.dep[j] == "cc" for j in range_between(parsed, c, i))]


def range_between(parsed: ParsedReport, a: int, b: int) -> range:
    """Return the tokens strictly between two tokens."""
    return range(min(a, b) + 1, max(a, b))


def parties_in(parsed: ParsedReport, i: int | None) -> tuple[int, ...]:
    """Return the heads of the parties in the coordination that a token heads. The result is empty for None."""
    return tuple(x for x in coordinated(parsed, i) if is_party(parsed, x)) if i is not None else ()


def child_of(parsed: ParsedReport, i: int, deps: str, case: str | None = None) -> int | None:
    """Return the first child of a token with one of the relations in `deps` and, if `case` is given, one of the prepositions in `case`.

    `deps` and `case` separate alternatives with spaces. Returns None if no child fits.
    """
    for child in parsed.children[i]:
        if parsed.dep[child] in deps.split() and (case is None or parsed.case(child) in case.split()):
            return child
    return None


def subject_of(parsed: ParsedReport, i: int) -> int | None:
    """Return the subject of a verb, or else the subject of a verb that it complements, modifies or is coordinated with, or None."""
    for _ in range(4):
        found = child_of(parsed, i, "nsubj nsubj:pass")
        stray = found is not None and parsed.tag[found] == "WDT" and parsed.dep[i] == "ccomp"  # belongs to the clause before this one
        if found is not None and not stray:
            return found
        if parsed.dep[i] == "acl:relcl":
            return parsed.head[i]
        if (before := _fronted_subject(parsed, i)) is not None:
            return before
        if parsed.dep[i] not in ("xcomp", "conj", "advcl") or parsed.head[i] == i:
            return None
        i = parsed.head[i]
    return None


def _fronted_subject(parsed: ParsedReport, verb: int) -> int | None:
    """Return a fronted subject that the parser attached to the reporting verb: "Rawa, a town ..., has fallen, he said"."""
    reporting = parsed.head[verb]
    if parsed.dep[verb] != "ccomp" or verb > reporting:
        return None
    fronted = (c for c in parsed.children[reporting] if c < verb and parsed.dep[c] in ("obj", "obl") and not parsed.case(c))
    return next(fronted, None)


def places_in(parsed: ParsedReport, i: int | None, depth: int = 0) -> tuple[int, ...]:
    """Return the named places in a phrase: its head, places coordinated with it and, if the head is no place, places after its "of".

    `depth` counts the steps down the tree from the first call. The search goes down four steps at most.
    """
    if i is None or depth > 4:
        return ()
    out: list[int] = []
    if i in parsed.phrase_at and parsed.classes[parsed.phrase_at[i]] == "P":
        out.append(i)
    inner = ("",) if out else ("of", "")  # "the city of Rawa" names Rawa, but "the Syrian side of the border" is one place
    for child in parsed.children[i]:
        if parsed.dep[child] in LIST or (parsed.dep[child] in ("nmod", "nmod:desc", "flat", "compound") and parsed.case(child) in inner):
            out.extend(places_in(parsed, child, depth + 1))
        elif parsed.dep[child] == "nmod":
            # "Abu Kamal on the Syrian side and al-Qaim on the Iraqi side": a conjunct without its own preposition continues the outer list.
            out.extend(c for c in parsed.children[child] if parsed.dep[c] == "conj" and is_bare_place(parsed, c))
    return tuple(dict.fromkeys(out))


def is_bare_place(parsed: ParsedReport, i: int) -> bool:
    """Check whether a token is a place name without a preposition of its own."""
    named = parsed.pos[i] == "PROPN" and i in parsed.phrase_at and parsed.classes[parsed.phrase_at[i]] == "P"
    return named and not any(parsed.dep[c] == "case" for c in parsed.children[i])


def places_or_noun(parsed: ParsedReport, i: int | None) -> tuple[int, ...]:
    """Return the named places in a phrase, or the head of the phrase itself if it contains none."""
    return places_in(parsed, i) or ((i,) if i is not None and i in parsed.phrase_at else ())
