"""Constructions: patterns of the parse that tell a claim by their form alone, and what fills its roles.

Each finder yields `Told` values; their words are data (constructions.toml). The deciders learn how far to trust each; a claim that one of
them tells is never thought less likely than `TRUST`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from heldby.reading.context import Context
from heldby.reference.lexicon import constructions

TRUST = 0.6
"""Out of fold about so many of the claims that only their form tells are right, taken together."""
WHOLE = 0.85
"""The same for forms that name who took what: "took the place from", "fell to", "declared victory over"; too few were seen to measure."""
PARTY = frozenset("AF")
LIST = frozenset({"conj", "appos"})
RIGHTWARD = 12
LONGEST_CLAUSE = 30
COUNTRY_CODE = 2
"""Letters of a country's id."""


@dataclass(frozen=True, slots=True)
class Told:
    """A claim told by its form: label, trigger token, phrase heads by role; `quantity` for figures; `status` where the form gives it.

    `trust`: the least that the claim is thought likely.
    """

    label: str
    trigger: int
    roles: dict[str, tuple[int, ...]] = field(default_factory=dict)
    quantity: int = -1
    status: str | None = None
    trust: float = TRUST


def find_told(context: Context, numbers: Sequence[tuple[int, int | None, str | None]] = ()) -> list[Told]:
    """All that the forms of a report tell, in text order. `numbers`: (token, counted noun, unit) of each quantity."""
    words = constructions()
    out = [told for find in FINDERS for told in find(context, words)]
    out += [told for n, number in enumerate(numbers) for told in _figures(context, words, n, number)]
    return sorted(out, key=lambda told: (told.trigger, told.label))


def _party(context: Context, i: int | None) -> bool:
    """Whether a phrase may act: an actor, or a country."""
    if i is None or i not in context.phrase_at:
        return False
    n = context.phrase_at[i]
    return context.classes[n] in PARTY or (context.classes[n] == "P" and len(context.ids[n] or "") == COUNTRY_CODE)


def _with_list(context: Context, i: int) -> tuple[int, ...]:
    """A phrase head and what is conjoined with it, or shares its name's end ("Iran and Russian Federation")."""
    out = [i]
    for child in context.children[i]:
        if context.dep[child] == "conj" and child in context.phrase_at:
            out.extend(_with_list(context, child))
        elif (
            context.dep[child] == "compound"
            and _party(context, child)
            and any(context.dep[c] == "cc" for c in range_between(context, child, i))
        ):
            out.append(child)
    return tuple(dict.fromkeys(out))


def range_between(context: Context, a: int, b: int) -> range:
    """The tokens strictly between two."""
    return range(min(a, b) + 1, max(a, b))


def _parties(context: Context, i: int | None) -> tuple[int, ...]:
    return tuple(x for x in _with_list(context, i) if _party(context, x)) if i is not None else ()


def _child(context: Context, i: int, deps: str, case: str | None = None) -> int | None:
    for child in context.children[i]:
        if context.dep[child] in deps.split() and (case is None or context.case(child) in case.split()):
            return child
    return None


def _subject(context: Context, i: int) -> int | None:
    """The subject of a verb, through the verbs it completes or joins."""
    for _ in range(4):
        found = _child(context, i, "nsubj nsubj:pass")
        if found is not None:
            return found
        if context.dep[i] == "acl:relcl":
            return context.head[i]
        if context.dep[i] not in ("xcomp", "conj", "advcl") or context.head[i] == i:
            return None
        i = context.head[i]
    return None


def _places(context: Context, i: int | None, depth: int = 0) -> tuple[int, ...]:
    """Named places in a phrase: its head, its list, what stands behind its `of`, nothing further away."""
    if i is None or depth > 4:
        return ()
    out: list[int] = []
    if i in context.phrase_at and context.classes[context.phrase_at[i]] == "P":
        out.append(i)
    inner = ("",) if out else ("of", "")  # "the city of Rawa", but "the Syrian side of the border" is one place
    for child in context.children[i]:
        if context.dep[child] in LIST or (context.dep[child] in ("nmod", "nmod:desc", "flat", "compound") and context.case(child) in inner):
            out.extend(_places(context, child, depth + 1))
        elif context.dep[child] == "nmod":
            # "Abu Kamal on the Syrian side and al-Qaim on the Iraqi side": what goes on without a preposition of its own is the list's.
            out.extend(c for c in context.children[child] if context.dep[c] == "conj" and _is_bare_place(context, c))
    return tuple(dict.fromkeys(out))


def _is_bare_place(context: Context, i: int) -> bool:
    """Whether a token is the name of a place with no preposition of its own."""
    named = context.pos[i] == "PROPN" and i in context.phrase_at and context.classes[context.phrase_at[i]] == "P"
    return named and not any(context.dep[c] == "case" for c in context.children[i])


def _place_or_noun(context: Context, i: int | None) -> tuple[int, ...]:
    """Named places in a phrase, else the phrase itself."""
    return _places(context, i) or ((i,) if i is not None and i in context.phrase_at else ())


def _noun_after(context: Context, i: int) -> int | None:
    """The noun that a hyphenated participle stands before, past commas and adjectives."""
    end = context.sentences[context.sentence[i]][1]
    for j in range(i + 1, min(i + RIGHTWARD, end)):
        hyphen_next = j + 1 < end and context.lower[j + 1].startswith("-")
        if (
            context.pos[j] in ("NOUN", "PROPN")
            and not hyphen_next
            and context.dep[j] not in ("compound", "flat")
            and j in context.phrase_at
        ):
            return j
        if context.pos[j] in ("VERB", "AUX", "ADP", "SCONJ", "CCONJ", "PRON") and context.lower[j].lstrip("-") not in (
            "led",
            "backed",
            "held",
            "controlled",
            "and",
        ):
            return None
    return None


def _hyphenated(context: Context, words: dict[str, Any]) -> Iterator[Told]:
    labels = {participle: label for label, participles in words["hyphen"].items() for participle in participles}
    for i, lower in enumerate(context.lower):
        label = labels.get(lower.lstrip("-"))
        if label is None or i < 2:
            continue
        party = i - 1 if lower.startswith("-") else i - 2 if context.lower[i - 1] == "-" else None
        noun = _noun_after(context, i)
        if party is None or party not in context.phrase_at or noun is None:
            continue
        if label == "control/holds":
            yield Told(label, i, {"actor": (party,), "place": _place_or_noun(context, noun)})
        else:
            yield Told(label, i, {"actor": (party,), "target": _with_list(context, noun)[:1]})


def _by_agent(context: Context, words: dict[str, Any]) -> Iterator[Told]:
    labels = {verb: label for label, verbs in words["agent"].items() for verb in verbs}
    for i, lemma in enumerate(context.lemma):
        if lemma in labels and context.tag[i] == "VBN":
            agents = [c for c in context.children[i] if c > i and context.dep[c] in ("obl:agent", "obl") and _is_by(context, c)]
            backed = context.head[i] if context.dep[i] in ("acl", "acl:relcl") else _child(context, i, "nsubj:pass")
            backed = i - 1 if _party(context, i - 1) else backed  # whatever else it might describe stands further off
            parties = tuple(dict.fromkeys(party for agent in agents for party in _parties(context, agent)))
            if parties and _party(context, backed):
                yield Told(labels[lemma], i, {"actor": parties, "target": (backed,)})  # type: ignore[dict-item]


def _is_by(context: Context, i: int) -> bool:
    """Whether "by" leads to a phrase, or it is a further agent of a list."""
    return context.case(i) == "by" or (context.dep[i] == "obl:agent" and not context.case(i))


def _seats(context: Context, words: dict[str, Any]) -> Iterator[Told]:
    for i, lemma in enumerate(context.lemma):
        if lemma not in words["seat"]["nouns"]:
            continue
        holder = _child(context, i, "nmod", "of for") or _child(context, i, "nmod:poss compound amod nmod")
        if _party(context, holder):
            yield Told("control/holds", i, {"actor": _parties(context, holder), "place": _seat_of(context, i)})


def _seat_of(context: Context, i: int) -> tuple[int, ...]:
    """The place that is said to be a stronghold: its subject, what it stands beside, or the place before a broken-off `which`."""
    if context.dep[i] == "conj" and _child(context, i, "nsubj") is None and _child(context, context.head[i], "nsubj") is not None:
        i = context.head[i]
    subject = _child(context, i, "nsubj nsubj:outer")
    chain = [i, *context.ancestors(i)]
    relative = next((context.head[a] for a in chain if context.dep[a] == "acl:relcl"), None)
    for place in (subject, relative, context.head[i] if context.dep[i] in LIST else None, _child(context, i, "appos")):
        if found := _places(context, place):
            return found
    start = context.sentences[context.sentence[i]][0]
    before = context.in_sentence[context.sentence[i] - 1] if context.sentence[i] else []
    if context.lower[start] == "which":
        return tuple(context.phrases[n].head for n in before[::-1] if context.classes[n] == "P")[:1]
    return ()


def _holding(context: Context, words: dict[str, Any]) -> Iterator[Told]:
    for i, lemma in enumerate(context.lemma):
        if lemma not in words["holding"]["verbs"] or context.pos[i] != "VERB" or context.tag[i] == "VBN":
            continue
        holder, held = _child(context, i, "nsubj") or _subject(context, i), _held(context, i)
        if not _party(context, holder) or held is None:
            continue
        if context.lemma[held] in words["holding"]["parts"]:
            inner = _child(context, held, "nmod", "of in")
            yield Told("control/partly_holds", i, {"actor": _parties(context, holder), "place": _place_or_noun(context, inner)})
        elif _places(context, held):
            # "holds Tal Afar to the west and Hawija to the south": the second is listed with the first, wherever the parser hangs it.
            beside = [d for c in context.children[i] if context.dep[c] == "obl" for d in context.children[c] if context.dep[d] == "conj"]
            places = (*_places(context, held), *(d for d in beside if _is_bare_place(context, d)))
            yield Told("control/holds", i, {"actor": _parties(context, holder), "place": places})


def _held(context: Context, i: int) -> int | None:
    """What is held: the object, or what a clause in the present describes ("the town that the group holds")."""
    held = _child(context, i, "obj")
    described = context.dep[i] == "acl:relcl" and context.tag[i] in ("VBZ", "VBP") and _child(context, i, "nsubj") is not None
    if described and (held is None or context.lower[held] in ("that", "which")):
        return context.head[i]
    return held


def _next_targets(context: Context, words: dict[str, Any]) -> Iterator[Told]:
    for i, lemma in enumerate(context.lemma):
        if lemma in words["target"]["nouns"] and any(context.lower[c] in words["target"]["marks"] for c in context.children[i]):
            by = _child(context, i, "nmod", "for of") or _child(context, i, "nmod:poss")
            who = tuple(x for x in (_with_list(context, by) if by is not None else ()) if x in context.phrase_at)
            if who:
                yield Told("event/offensive", i, {"actor": who, "place": _seat_of(context, i)}, status="planned")


def _blocking(context: Context, words: dict[str, Any]) -> Iterator[Told]:
    for i, lemma in enumerate(context.lemma):
        if lemma in words["blocking"]["verbs"] and context.pos[i] == "VERB":
            move, who = _child(context, i, "obj"), _subject(context, i)
            if move is not None and context.lemma[move] in words["blocking"]["moves"] and _party(context, who):
                mover = _child(context, move, "nmod", "of by") or _child(context, move, "nmod:poss compound amod")
                place = _place_or_noun(context, _child(context, move, "nmod", "towards toward on in to into"))
                place = _places(context, place[0]) or place if place else ()
                yield Told("event/repel", i, {"actor": _parties(context, who), "target": _parties(context, mover), "place": place})


def _moves(context: Context, words: dict[str, Any]) -> Iterator[Told]:
    for i, lemma in enumerate(context.lemma):
        if lemma in words["move"]["nouns"] and context.pos[i] == "NOUN":
            mover = _child(context, i, "nmod", "of by") or _child(context, i, "nmod:poss")
            goal = _child(context, i, "nmod", "towards toward on into to")
            if _party(context, mover) and goal is not None:
                yield Told("event/advance", i, {"actor": _parties(context, mover), "place": _place_or_noun(context, goal)})


def _gaining(context: Context, words: dict[str, Any]) -> Iterator[Told]:
    for i, lemma in enumerate(context.lemma):
        if lemma in words["gaining"]["verbs"] and context.pos[i] == "VERB":
            thing, who = _child(context, i, "obj"), _subject(context, i)
            if thing is not None and context.lemma[thing] in words["gaining"]["things"] and _party(context, who):
                yield Told("event/advance", i, {"actor": _parties(context, who), "place": _goals(context, words, (i, thing))})


def _goals(context: Context, words: dict[str, Any], above: Sequence[int]) -> tuple[int, ...]:
    """The first place that a preposition of movement leads to from a verb or its object, one adjective in between allowed."""
    near = [c for a in above for c in context.children[a]]
    inner = [d for c in near if context.dep[c] == "amod" for d in context.children[c]]
    for i in (*near, *inner):
        if context.dep[i] in ("obl", "nmod") and context.case(i) in words["gaining"]["prepositions"]:
            return _place_or_noun(context, i)
    return ()


def _in_hands(context: Context, words: dict[str, Any]) -> Iterator[Told]:
    """ "A is in control of the place", "the place is in the hands of A", "under the control of A"."""
    for i, lemma in enumerate(context.lemma):
        if lemma not in words["hands"]["nouns"] or context.case(i) not in words["hands"]["prepositions"] or _is_past(context, i):
            continue
        about, of = _subject_of_state(context, i), _child(context, i, "nmod", "of") or _child(context, i, "nmod:poss")
        held = _places(context, of)
        if held and _party(context, about):
            yield Told("control/holds", i, {"actor": _parties(context, about), "place": held})
        elif _party(context, of) and (place := _places(context, about)):
            yield Told("control/holds", i, {"actor": _parties(context, of), "place": place})


def _is_past(context: Context, i: int) -> bool:
    """Whether a state is told as over: "had been in the hands of"."""
    return any(context.lower[c] in ("had", "was", "were") for a in (i, context.head[i]) for c in context.children[a])


def _subject_of_state(context: Context, i: int) -> int | None:
    """What a noun behind "is in" is said of: its own subject, its verb's, or the noun it describes."""
    own = _child(context, i, "nsubj nsubj:outer")
    if own is not None:
        return own
    above = context.head[i]
    return _subject(context, above) if context.pos[above] in ("VERB", "AUX") else above if context.dep[i] == "nmod" else None


def _fallen(context: Context, words: dict[str, Any]) -> Iterator[Told]:
    """ "The place has fallen to A"."""
    for i, lemma in enumerate(context.lemma):
        if lemma in words["fallen"]["verbs"] and context.pos[i] == "VERB":
            place = _places(context, _subject(context, i))
            taker = _child(context, i, "obl", "to")
            if place and _party(context, taker):
                yield Told("event/capture", i, {"actor": _parties(context, taker), "place": place}, trust=WHOLE)


def _victories(context: Context, words: dict[str, Any]) -> Iterator[Told]:
    for i, lemma in enumerate(context.lemma):
        verb = context.head[i]
        if lemma in words["victory"]["nouns"] and context.dep[i] == "obj" and context.lemma[verb] in words["victory"]["verbs"]:
            who, over = _subject(context, verb), _child(context, i, "nmod", "over against")
            near = [c for a in (i, verb, over) if a is not None for c in context.children[a] if context.case(c) in ("in", "at")]
            place = next((found for c in near if (found := _places(context, c))), ())
            if _party(context, who) and place:
                roles = {"actor": _parties(context, who), "target": _parties(context, over), "place": place}
                yield Told("event/capture", i, roles, trust=WHOLE)


def _taken_from(context: Context, words: dict[str, Any]) -> Iterator[Told]:
    """ "A took the town from B": the first party behind "from" up to the next verb, on whatever noun the parser hangs it."""
    for i, lemma in enumerate(context.lemma):
        if lemma not in words["taking"]["verbs"] or context.pos[i] != "VERB":
            continue
        passive = _child(context, i, "nsubj:pass") is not None
        taken = _child(context, i, "nsubj:pass") if passive else _child(context, i, "obj")
        place = _places(context, taken)
        loser = _behind_from(context, i) if place else None
        if loser is not None:
            who = _child(context, i, "obl:agent") if passive else _subject(context, i)
            roles = {"actor": _parties(context, who), "target": _parties(context, loser), "place": place}
            yield Told("event/capture", i, roles, trust=WHOLE)


def _behind_from(context: Context, verb: int) -> int | None:
    """The party that "from" leads to behind a verb, in its clause."""
    end = context.sentences[context.sentence[verb]][1]
    for j in range(verb + 1, min(end, verb + LONGEST_CLAUSE)):
        if context.pos[j] in ("VERB", "AUX") and context.dep[j] not in ("amod", "acl"):
            return None
        if context.lower[j] == "from" and context.dep[j] == "case" and _party(context, context.head[j]):
            named = context.classes[context.phrase_at[context.head[j]]]
            return context.head[j] if named in PARTY else None
    return None


def _demands(context: Context, words: dict[str, Any]) -> Iterator[Told]:
    """ "A urged B to leave"."""
    for i, lemma in enumerate(context.lemma):
        if lemma in words["demand"]["verbs"] and context.pos[i] == "VERB" and _child(context, i, "xcomp ccomp") is not None:
            asked = _parties(context, _child(context, i, "obj") or _child(context, i, "iobj"))
            if asked:
                who = _subject(context, i) if context.dep[i] != "acl" else None
                yield Told("event/demand", i, {"actor": _parties(context, who), "target": asked})


def _driving(context: Context, words: dict[str, Any]) -> Iterator[Told]:
    """ "A drove B out of the place": B withdrew."""
    for i, lemma in enumerate(context.lemma):
        if lemma in words["driven"]["verbs"] and context.pos[i] == "VERB":
            gone = _child(context, i, "obj")
            near = [c for c in context.children[i] if context.dep[c] == "obl" and context.case(c) in ("out", "of", "from")]
            place = next((found for c in near if (found := _places(context, c))), ())
            if _party(context, gone) and place:
                yield Told("event/withdraw", i, {"actor": _parties(context, gone), "place": place})


def _driven(context: Context, words: dict[str, Any]) -> Iterator[Told]:
    for i, lemma in enumerate(context.lemma):
        if lemma in words["driven"]["verbs"] and context.tag[i] == "VBN":
            who = _child(context, i, "nsubj:pass")
            particle = any(context.lower[c] in words["driven"]["particles"] for c in context.children[i])
            if particle and _party(context, who):
                agent = _child(context, i, "obl:agent")
                place = tuple(
                    p
                    for c in context.children[i]
                    if context.dep[c] == "obl"
                    for p in (_place_or_noun(context, c) if context.case(c) in ("from", "into", "to") else ())
                )
                yield Told("event/withdraw", i, {"actor": _parties(context, who), "target": _parties(context, agent), "place": place})


def _beside(context: Context, words: dict[str, Any]) -> Iterator[Told]:
    for n, phrase in enumerate(context.phrases):
        i = phrase.head
        if context.classes[n] in PARTY and context.dep[i] == "nmod" and _party(context, context.head[i]):
            with_ = next(
                (c for c in context.children[i] if context.dep[c] == "case" and context.lower[c] in words["beside"]["prepositions"]), None
            )
            if with_ is not None:
                yield Told("relation/allied_with", with_, {"actor": (i,), "target": (context.head[i],)})


def _figures(context: Context, words: dict[str, Any], n: int, number: tuple[int, int | None, str | None]) -> Iterator[Told]:
    token, noun, unit = number
    if noun is not None and _party(context, noun) and _is_there(context, noun, words["strength"]["verbs"]):
        yield Told("figure/strength", token, {"actor": (noun,)}, n)
    if (unit or "") in words["land"]["units"]:
        anchor = noun if noun is not None else context.head[token]
        of = _child(context, anchor, "nmod", "of")
        if any(x is not None and (context.lemma[x] in words["land"]["nouns"] or _places(context, x)) for x in (anchor, of)):
            yield Told("figure/territory", token, {}, n)


def _is_there(context: Context, noun: int, verbs: Sequence[str]) -> bool:
    """Whether a noun is the subject of being there: "there are fighters", "troops remain"."""
    head = context.head[noun]
    return context.lemma[head] in verbs and context.pos[head] in ("VERB", "AUX") and context.dep[noun] in ("nsubj", "obj", "dep")


FINDERS: tuple[Callable[[Context, dict[str, Any]], Iterator[Told]], ...] = (
    _hyphenated, _by_agent, _seats, _holding, _in_hands, _next_targets, _blocking, _moves, _gaining,
    _victories, _taken_from, _fallen, _driving, _driven, _demands, _beside,
)  # fmt: skip
