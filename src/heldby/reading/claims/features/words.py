"""Features of a token and its surroundings: its word, its neighbours in the parse and in the sentence, and paths through the parse."""

from __future__ import annotations

from heldby.reading.parse.parsed_report import ParsedReport
from heldby.reference.lexicon import Lexicon

ARGUMENT = frozenset(
    [
        "nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:agent", "nmod", "nmod:poss", "compound", "amod", "xcomp", "ccomp", "advcl", "acl",
        "acl:relcl", "advmod",
    ]
)  # fmt: skip
"""Relations of dependents whose class and word are features."""
FUNCTION = frozenset(["aux", "aux:pass", "mark", "compound:prt", "advmod", "cop", "det", "case"])
"""Relations of dependents whose exact form is a feature."""
SENTENCE_CLASSES = frozenset(["air", "ground_fire", "bomb", "speech", "weapon", "building"])
LOADED = {
    "regime": "government",
    "terrorist": "fighter",
    "liberate": "capture",
    "liberation": "capture",
    "martyr": "kill",
    "thug": "fighter",
    "occupier": "troop",
}
"""Loaded words and the plain words that replace them in features, so that no side's choice of words affects a decision."""
LONGEST_PATH = 6
"""Largest number of steps in a path that is described."""


def word(parsed: ParsedReport, i: int) -> str:
    """Return a token's lemma. A name, number or nationality gives only a placeholder such as `<name>`, a loaded word its plain word."""
    pos = parsed.pos[i]
    if pos == "PROPN":
        return "<name>"
    if pos == "NUM":
        return "<num>"
    if pos == "SPACE":
        return "<space>"
    if pos == "ADJ" and parsed.doc[i].text[:1].isupper():
        return "<adj-name>"
    lemma = parsed.lemma[i]
    return LOADED.get(lemma, lemma)


def class_at(parsed: ParsedReport, i: int) -> str:
    """Return the class of the phrase that a token heads, or `-`."""
    n = parsed.phrase_at.get(i)
    return parsed.classes[n] if n is not None else "-"


def neighbourhood(parsed: ParsedReport, i: int) -> list[str]:
    """Return the features of a token and its neighbours in the parse: dependents with their classes, head, and siblings."""
    out = [f"pos={parsed.pos[i]}", f"tag={parsed.tag[i]}", f"dep={parsed.dep[i]}"]
    for child in parsed.children[i]:
        dep = parsed.dep[child]
        out.append(f"has={dep}")
        if dep in ARGUMENT:
            case = parsed.case(child) if dep in ("obl", "nmod", "obl:agent") else ""
            out.append(f"arg={dep}:{case}:{class_at(parsed, child)}")
            out.append(f"argw={dep}:{case}:{word(parsed, child)}")
        elif dep in FUNCTION:
            out.append(f"fn={dep}:{parsed.lower[child]}")
    if parsed.head[i] != i:
        out += _head_features(parsed, i)
    return out


def _head_features(parsed: ParsedReport, i: int) -> list[str]:
    h = parsed.head[i]
    out = [f"head={word(parsed, h)}", f"headdep={parsed.dep[i]}:{word(parsed, h)}", f"headpos={parsed.pos[h]}:{parsed.dep[i]}"]
    for sibling in parsed.children[h]:
        if sibling != i and parsed.dep[sibling] in ("nsubj", "nsubj:pass", "obj", "obl:agent", "obl"):
            out.append(f"sib={parsed.dep[i]}>{parsed.dep[sibling]}:{class_at(parsed, sibling)}")
            out.append(f"sibw={parsed.dep[sibling]}:{word(parsed, sibling)}")
    return out


def window(parsed: ParsedReport, i: int, width: int = 5) -> list[str]:
    """Return features of the words around a token in its sentence. Words at most two tokens away also give their position."""
    start, end = parsed.sentences[parsed.sentence[i]]
    out = []
    for j in range(max(start, i - width), min(end, i + width + 1)):
        if j != i and parsed.pos[j] not in ("PUNCT", "DET"):
            out.append(f"near={word(parsed, j)}")
        if j != i and abs(j - i) <= 2:
            out.append(f"at{j - i}={word(parsed, j) if parsed.pos[j] != 'PUNCT' else parsed.lower[j]}")
    return out


def sentence_features(parsed: ParsedReport, i: int, lexicon: Lexicon) -> list[str]:
    """Return the features of a token's sentence: its length and position, the classes of its words and the classes of its phrases.

    Only the classes of words in `SENTENCE_CLASSES` count, such as weapons and speech.
    """
    start, end = parsed.sentences[parsed.sentence[i]]
    out: set[str] = set()
    for j in range(start, end):
        out.update(f"sent={name}" for name in lexicon.class_of.get(parsed.lemma[j], ()) if name in SENTENCE_CLASSES)
    classes = [parsed.classes[n] for n in parsed.in_sentence[parsed.sentence[i]]]
    out.update(f"sentc={c}{min(classes.count(c), 3)}" for c in set(classes))
    out.add(f"sentlen={min((end - start) // 8, 5)}")
    out.add(f"sentno={min(parsed.sentence[i], 2)}")
    return sorted(out)


def dependency_path(parsed: ParsedReport, a: int, b: int) -> str:
    """Return the path through the parse from one token to another, with prepositions.

    The result is `self` for a token and itself, `none` if the tokens are not connected, and `far` if the path is longer than six steps.
    """
    up = [a, *parsed.ancestors(a)]
    down = [b, *parsed.ancestors(b)]
    shared = set(up)
    meet = next((x for x in down if x in shared), None)
    if meet is None:
        return "none"
    rise, fall = up[: up.index(meet)], down[: down.index(meet)]
    if len(rise) + len(fall) > LONGEST_PATH:
        return "far"
    steps = [f"<{_step(parsed, x)}" for x in rise] + [f">{_step(parsed, x)}" for x in reversed(fall)]
    return "".join(steps) or "self"


def _step(parsed: ParsedReport, i: int) -> str:
    """Return the relation of a token to its head, with its preposition."""
    dep = parsed.dep[i]
    if dep in ("obl", "nmod", "obl:agent"):
        case = next((parsed.lower[c] for c in parsed.children[i] if parsed.dep[c] == "case"), "")
        return f"{dep}({case})"
    return dep
