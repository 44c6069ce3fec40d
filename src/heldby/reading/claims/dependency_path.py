"""Paths through the parse from one token to another."""

from __future__ import annotations

from heldby.reading.parse.parsed_report import ParsedReport

LONGEST_PATH = 6
"""Largest number of steps in a path that is described."""


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
