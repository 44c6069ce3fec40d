"""What a decision looks at, as words: the features of triggers, roles and status.

Names of actors and places never become features, only what they are: the same rule for every side.
"""

from __future__ import annotations

from collections.abc import Sequence

from heldby.reading.claims.candidates import Candidate
from heldby.reading.parse.parsed_report import Context
from heldby.reference.lexicon import Lexicon

ARGUMENT = frozenset(
    {
        "nsubj",
        "nsubj:pass",
        "obj",
        "iobj",
        "obl",
        "obl:agent",
        "nmod",
        "nmod:poss",
        "compound",
        "amod",
        "xcomp",
        "ccomp",
        "advcl",
        "acl",
        "acl:relcl",
        "advmod",
    }
)
NAMED = frozenset({"PROPN"})
LOADED = {
    "regime": "government",
    "terrorist": "fighter",
    "liberate": "capture",
    "liberation": "capture",
    "martyr": "kill",
    "thug": "fighter",
    "occupier": "troop",
}
"""Loaded words are read as their plain counterparts, so that a side's vocabulary decides nothing."""


def word(context: Context, i: int) -> str:
    """A token as a feature: its lemma, but names, numbers and nationalities only as such, and loaded words plain."""
    pos = context.pos[i]
    if pos == "PROPN":
        return "<name>"
    if pos == "NUM":
        return "<num>"
    if pos == "SPACE":
        return "<space>"
    if pos == "ADJ" and context.doc[i].text[:1].isupper():
        return "<adj-name>"
    lemma = context.lemma[i]
    return LOADED.get(lemma, lemma)


def class_at(context: Context, i: int) -> str:
    """The class of the phrase headed by a token, or `-`."""
    n = context.phrase_at.get(i)
    return context.classes[n] if n is not None else "-"


def neighbourhood(context: Context, i: int) -> list[str]:
    """What stands around a token in its clause: dependents with their classes, head, neighbours, particles."""
    out = [f"pos={context.pos[i]}", f"tag={context.tag[i]}", f"dep={context.dep[i]}"]
    for child in context.children[i]:
        dep = context.dep[child]
        out.append(f"has={dep}")
        if dep in ARGUMENT:
            case = context.case(child) if dep in ("obl", "nmod", "obl:agent") else ""
            kind = class_at(context, child)
            out.append(f"arg={dep}:{case}:{kind}")
            out.append(f"argw={dep}:{case}:{word(context, child)}")
        elif dep in ("aux", "aux:pass", "mark", "compound:prt", "advmod", "cop", "det", "case"):
            out.append(f"fn={dep}:{context.lower[child]}")
    h = context.head[i]
    if h != i:
        out.append(f"head={word(context, h)}")
        out.append(f"headdep={context.dep[i]}:{word(context, h)}")
        out.append(f"headpos={context.pos[h]}:{context.dep[i]}")
        for sibling in context.children[h]:
            if sibling != i and context.dep[sibling] in ("nsubj", "nsubj:pass", "obj", "obl:agent", "obl"):
                out.append(f"sib={context.dep[i]}>{context.dep[sibling]}:{class_at(context, sibling)}")
                out.append(f"sibw={context.dep[sibling]}:{word(context, sibling)}")
    return out


def window(context: Context, i: int, width: int = 5) -> list[str]:
    """The words around a token in its sentence, the next two on each side with their order."""
    start, end = context.sentences[context.sentence[i]]
    out = []
    for j in range(max(start, i - width), min(end, i + width + 1)):
        if j != i and context.pos[j] not in ("PUNCT", "DET"):
            out.append(f"near={word(context, j)}")
        if j != i and abs(j - i) <= 2:
            out.append(f"at{j - i}={word(context, j) if context.pos[j] != 'PUNCT' else context.lower[j]}")
    return out


def sentence_marks(context: Context, i: int, lexicon: Lexicon) -> list[str]:
    """Which kinds of arms, speech and parties the sentence has at all."""
    start, end = context.sentences[context.sentence[i]]
    marks = set()
    for j in range(start, end):
        for name in lexicon.class_of.get(context.lemma[j], ()):
            if name in ("air", "ground_fire", "bomb", "speech", "weapon", "building"):
                marks.add(f"sent={name}")
    classes = [context.classes[n] for n in context.in_sentence[context.sentence[i]]]
    marks.update(f"sentc={c}{min(classes.count(c), 3)}" for c in set(classes))
    marks.add(f"sentlen={min((end - start) // 8, 5)}")
    marks.add(f"sentno={min(context.sentence[i], 2)}")
    return sorted(marks)


def trigger_features(context: Context, proposal: Candidate, lexicon: Lexicon, shared: Sequence[str], told: bool = False) -> list[str]:
    """The features of one proposal: those of its token (`shared`, see `token_features`) by its type, and on their own."""
    label = proposal.label
    out = [label, *(f"{label}|{feature}" for feature in shared)]
    kind = label.partition("/")[0]
    out.extend(f"{kind}|{feature}" for feature in shared if not feature.startswith(("near", "sibw", "argw")))
    if told:
        out += ["told", f"told={label}"]
    return out + context.hints.trigger(label, proposal.trigger)


def token_features(context: Context, i: int, lexicon: Lexicon, noun: int | None = None) -> list[str]:
    """What is true of a trigger whatever it may mean. For a number, `noun` is what it counts."""
    out = [
        f"lem={word(context, i)}",
        f"lemdep={word(context, i)}:{context.dep[i]}",
        *neighbourhood(context, i),
        *window(context, i),
        *sentence_marks(context, i, lexicon),
    ]
    if noun is not None:
        out.append(f"noun={word(context, noun)}")
        out.append(f"nounc={class_at(context, noun)}")
        out.extend(f"n.{feature}" for feature in neighbourhood(context, noun))
        out.extend(f"anc={word(context, a)}" for a in context.ancestors(noun)[:4])
        out.extend(f"w.{feature}" for feature in window(context, noun, 4))
    else:
        out.extend(f"anc={word(context, a)}" for a in context.ancestors(i)[:3])
        out.append(f"lempos={word(context, i)}:{context.pos[i]}")
        if i > 1 and context.lower[i - 1] == "-":
            out.append("hyphen=after")
            out.append(f"hyphenc={class_at(context, i - 2)}")
    if context.quoted[i]:
        out.append("quoted")
    return out


def path(context: Context, a: int, b: int) -> str:
    """The dependency path from one token to another, with the prepositions on its way; `far` beyond six steps."""
    up = [a, *context.ancestors(a)]
    down = [b, *context.ancestors(b)]
    shared = set(up)
    meet = next((x for x in down if x in shared), None)
    if meet is None:
        return "none"
    rise, fall = up[: up.index(meet)], down[: down.index(meet)]
    if len(rise) + len(fall) > 6:
        return "far"
    steps = [f"<{_step(context, x)}" for x in rise] + [f">{_step(context, x)}" for x in reversed(fall)]
    return "".join(steps) or "self"


def _step(context: Context, i: int) -> str:
    dep = context.dep[i]
    if dep in ("obl", "nmod", "obl:agent"):
        case = next((context.lower[c] for c in context.children[i] if context.dep[c] == "case"), "")
        return f"{dep}({case})"
    return dep


def role_features(context: Context, label: str, trigger: int, n: int, cross: int, rank: int) -> list[str]:
    """The features of phrase `n` as a role of a claim. `cross`: sentences back (0: the same); `rank`: how many of its class are nearer."""
    phrase, kind = context.phrases[n], context.classes[n]
    head = phrase.head
    case = context.case(head)
    out = [f"{label}|c={kind}", f"c={kind}:{cross}", f"{label}|cx={kind}:{min(cross, 4)}:{min(rank, 3)}"]
    noun = word(context, head)
    out += [f"{label}|h={noun}", f"h={noun}"]
    if cross:
        out += [
            f"x.dep={context.dep[head]}:{kind}",
            f"{label}|x.dep={context.dep[head]}:{kind}",
            f"x.rank={rank}:{kind}",
            f"x.case={case}:{kind}",
        ]
        return out
    way = path(context, trigger, head)
    lemma = word(context, trigger)
    distance = head - trigger
    bucket = ("-" if distance < 0 else "+") + str(min(abs(distance), 12) // 3)
    out += [
        f"p={way}", f"pc={way}:{kind}", f"{label}|p={way}", f"{label}|pc={way}:{kind}", f"{lemma}|p={way}", f"{lemma}|c={kind}:{case}",
        f"{label}|case={case}:{kind}", f"case={case}:{kind}", f"{label}|dist={bucket}:{kind}", f"dist={bucket}",
        f"{label}|side={distance < 0}:{kind}:{min(rank, 2)}",
        f"{label}|dep={context.dep[head]}:{kind}", f"mod={phrase.modifier}:{kind}", f"{label}|casedep={case}:{context.dep[head]}",
        f"tpos={context.pos[trigger]}:{way}:{kind}", f"{kind}|{label}|{context.pos[trigger]}:{case}",
    ]  # fmt: skip
    nearest = context.ancestors(head)[:2]
    out += [f"g={word(context, g)}:{context.dep[head]}" for g in nearest[:1]]
    if context.dep[head] == "conj":
        out.append(f"conj={kind}")
    return out


def status_features(context: Context, label: str, trigger: int, lexicon: Lexicon) -> list[str]:
    """The features of how a claim is put: tense, aspect, negation, modality, attempt, plan, denial, on the way up to the root."""
    out = [
        label,
        f"kind={label.partition('/')[0]}",
        f"{label}|tag={context.tag[trigger]}",
        f"tag={context.tag[trigger]}",
        f"lem={word(context, trigger)}:{context.tag[trigger]}",
    ]
    chain = [trigger, *context.ancestors(trigger)[:5]]
    for depth, i in enumerate(chain):
        near = min(depth, 3)
        if depth:
            out.append(f"up{near}={context.dep[chain[depth - 1]]}:{word(context, i)}")
            out.append(f"uptag{near}={context.tag[i]}")
        for child in context.children[i]:
            dep = context.dep[child]
            if dep in ("aux", "aux:pass", "mark", "advmod", "cop", "det") and (child not in chain):
                out.append(f"fn{near}={context.lower[child]}")
                out.append(f"{context.tag[i]}:fn{near}={context.lower[child]}")
        for name in lexicon.class_of.get(context.lemma[i], ()):
            if name in ("attempt", "plan", "doubt", "denial", "speech"):
                out.append(f"cl{near}={name}")
        if depth and context.pos[i] == "VERB" and context.dep[i] in ("ROOT",):
            break
    for child in context.children[trigger]:
        for name in lexicon.class_of.get(context.lemma[child], ()):
            if name in ("attempt", "plan", "doubt", "denial"):
                out.append(f"ch={name}:{context.dep[child]}")
    start = context.sentences[context.sentence[trigger]][0]
    for j in range(max(start, trigger - 4), trigger):
        if context.pos[j] != "PROPN":
            out.append(f"before={word(context, j) if context.pos[j] == 'ADJ' else context.lower[j]}")
    if context.quoted[trigger]:
        out.append("quoted")
    return out + context.hints.status(label, trigger)
