"""Steps through the parse that constructions share: parties and lists of them, subjects, places in a phrase."""

from __future__ import annotations

from heldby.reading.parse.parsed_report import Context

PARTY = frozenset("AF")
LIST = frozenset({"conj", "appos"})
COUNTRY_CODE = 2
"""Letters of a country's id."""


def is_party(context: Context, i: int | None) -> bool:
    """Whether a phrase may act: an actor, or a country."""
    if i is None or i not in context.phrase_at:
        return False
    n = context.phrase_at[i]
    return context.classes[n] in PARTY or (context.classes[n] == "P" and len(context.ids[n] or "") == COUNTRY_CODE)


def listed_with(context: Context, i: int) -> tuple[int, ...]:
    """A phrase head and what is conjoined with it, or shares its name's end ("Iran and Russian Federation")."""
    out = [i]
    for child in context.children[i]:
        if context.dep[child] == "conj" and child in context.phrase_at:
            out.extend(listed_with(context, child))
    return tuple(dict.fromkeys([*out, *sharing_noun(context, i)]))


def sharing_noun(context: Context, i: int) -> list[int]:
    """The parties that share a noun with what is conjoined to them: the army, of "army and tribal units"."""
    before = (c for c in context.children[i] if context.dep[c] == "compound" and is_party(context, c))
    return [c for c in before if any(context.dep[j] == "cc" for j in range_between(context, c, i))]


def range_between(context: Context, a: int, b: int) -> range:
    """The tokens strictly between two."""
    return range(min(a, b) + 1, max(a, b))


def parties_in(context: Context, i: int | None) -> tuple[int, ...]:
    return tuple(x for x in listed_with(context, i) if is_party(context, x)) if i is not None else ()


def child_of(context: Context, i: int, deps: str, case: str | None = None) -> int | None:
    for child in context.children[i]:
        if context.dep[child] in deps.split() and (case is None or context.case(child) in case.split()):
            return child
    return None


def subject_of(context: Context, i: int) -> int | None:
    """The subject of a verb, through the verbs it completes or joins."""
    for _ in range(4):
        found = child_of(context, i, "nsubj nsubj:pass")
        stray = found is not None and context.tag[found] == "WDT" and context.dep[i] == "ccomp"  # of a clause before this one
        if found is not None and not stray:
            return found
        if context.dep[i] == "acl:relcl":
            return context.head[i]
        if (before := _before_the_saying(context, i)) is not None:
            return before
        if context.dep[i] not in ("xcomp", "conj", "advcl") or context.head[i] == i:
            return None
        i = context.head[i]
    return None


def _before_the_saying(context: Context, verb: int) -> int | None:
    """The subject of what is said where it stands first and the parser gave it to the saying: "Rawa, a town ..., has fallen, he said"."""
    saying = context.head[verb]
    if context.dep[verb] != "ccomp" or verb > saying:
        return None
    given = (c for c in context.children[saying] if c < verb and context.dep[c] in ("obj", "obl") and not context.case(c))
    return next(given, None)


def places_in(context: Context, i: int | None, depth: int = 0) -> tuple[int, ...]:
    """Named places in a phrase: its head, its list, what stands behind its `of`, nothing further away."""
    if i is None or depth > 4:
        return ()
    out: list[int] = []
    if i in context.phrase_at and context.classes[context.phrase_at[i]] == "P":
        out.append(i)
    inner = ("",) if out else ("of", "")  # "the city of Rawa", but "the Syrian side of the border" is one place
    for child in context.children[i]:
        if context.dep[child] in LIST or (context.dep[child] in ("nmod", "nmod:desc", "flat", "compound") and context.case(child) in inner):
            out.extend(places_in(context, child, depth + 1))
        elif context.dep[child] == "nmod":
            # "Abu Kamal on the Syrian side and al-Qaim on the Iraqi side": what goes on without a preposition of its own is the list's.
            out.extend(c for c in context.children[child] if context.dep[c] == "conj" and is_bare_place(context, c))
    return tuple(dict.fromkeys(out))


def is_bare_place(context: Context, i: int) -> bool:
    """Whether a token is the name of a place with no preposition of its own."""
    named = context.pos[i] == "PROPN" and i in context.phrase_at and context.classes[context.phrase_at[i]] == "P"
    return named and not any(context.dep[c] == "case" for c in context.children[i])


def places_or_noun(context: Context, i: int | None) -> tuple[int, ...]:
    """Named places in a phrase, else the phrase itself."""
    return places_in(context, i) or ((i,) if i is not None and i in context.phrase_at else ())
