"""Mark boilerplate in a text: the repeated title, copyright lines, navigation and repeated paragraphs.

A marked passage is a whole line, a whole paragraph or the title at the beginning of the text, never part of a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from heldby.intake.dates.parse_date import DAY
from heldby.model import Passage
from heldby.model.report import Boilerplate

MAX_LINE_CHARS = 250
"""Longest line that may be a copyright or navigation line. Longer lines are paragraphs of the body."""
MAX_LINES = 20_000
"""Number of lines that are checked. Reports have at most a few hundred; the limit bounds time and memory."""
MIN_REPEAT_CHARS, MAX_REPEAT_CHARS = 40, 20_000
"""Lengths of paragraphs that are marked when repeated.

Shorter paragraphs, such as slogans, labels and list items, may be repeated on purpose. Longer ones are too long for a teaser.
"""

_NAME = r"(?-i:[A-Z][\w.'’-]{0,30})"
_NAMES = rf"{_NAME}(?:[ /,&]{{1,3}}(?:{_NAME}|via|for|of|the|and)){{0,7}}"
_YEAR = r"(?:19|20)\d\d"
_CRUMB = r"[\w&'-]{1,20}(?: [\w&'-]{1,20}){0,2}"

COPYRIGHT = (
    r"©",
    rf"[^\n]{{0,80}}©\s*{_YEAR}[^\n]{{0,80}}$",
    rf"(?:\(c\)|&copy;)\s{{0,2}}(?:copyright\s)?{_YEAR}",
    r"[^\n]{0,160}\ball rights reserved\b[^\n]{0,40}$",
    rf"copyright\b(?:\W{{0,4}}{_YEAR}|[^.!?\n]{{0,60}}\b{_YEAR}\W*$|\W{{0,4}}by\s{_NAMES}\W*$)",
)
NOTICE = (r"[\[(][^\[\]()\n]{0,60}\bwritten\b[^\[\]()\n]{0,80}\bexample\b[^\[\]()\n]{0,200}[\])]\W{0,2}$",)
SITE_LINKS = (
    r"(?:read|see|watch|listen|find out|learn) (?:more|also|next|now|on)\b\s{0,2}[:>»|…-].*$",
    r"(?:read|see|learn|show) (?:more|also|next)\W*$",
    r"(?:also read|related|related (?:articles?|stories|news|topics|content|coverage))\W{0,2}(?::.*)?$",
    r"(?:more on this(?: story)?|recommended|most read|trending(?: now)?|editors?['’]s? picks?)\W{0,2}(?::.*)?$",
    r"click here\b[^.!?]{0,80}[.!]?$",
    r"(?:back to top|skip to (?:main )?content|loading|home|menu|search|previous|next|photos?|videos?)\W*$",
    rf"(?:{_CRUMB}\s{{0,2}}[|»>›/]\s{{0,2}}){{2,8}}{_CRUMB}$",
)
"""Lines that link to other pages of a site."""
CALLS_TO_ACTION = (
    r"(?:please )?(?:subscribe|sign up|sign in|log in|register|donate)"
    r"(?: (?:now|here|today|free|to our|for our|to (?:the|this) newsletter|by e?mail)\b[^.!?]{0,80})?\W*$",
    r"(?:please )?(?:follow|like|join|contact) us\b[^.!?]{0,80}[.!]?$",
    r"download (?:the|our) app\b[^.!?]{0,80}[.!]?$",
    r"share(?: (?:this|on|via|with|article|story)\b[^.!?]{0,60})?\W*$",
    r"(?:tweet|print|e-?mail(?: this)?|facebook|twitter|whatsapp|telegram|linkedin|copy link)\W*$",
    r"(?:comments?(?: \(\d+\))?|\d+ comments?|leave a (?:comment|reply)|advertise?ments?|sponsored(?: content)?|newsletter)\W*$",
    r"(?:we use|this (?:site|website) uses) cookies\b[^\n]{0,150}$",
    r"(?:terms (?:of (?:use|service)|and conditions)|privacy policy|cookie policy)\W*$",
)
"""Lines that ask the reader to do something, and other controls of a page."""
CREDITS = (
    rf"[\[(]?(?:file )?(?:photo|photograph|image|picture|video|footage)s?(?: credits?)?"
    rf"(?:\s?:\s?| by | courtesy of |\s?[/©]\s?){_NAMES}[\])]?\W*$",
    rf"[\[(]?credits?\s?:\s?{_NAMES}[\])]?\W*$",
    r"[\[(](?:[\w.&' -]{2,40}/)?[\w.&' -]{2,40}(?:photo|via (?:ap|afp|reuters|getty images))[\])]\.?$",
)
"""Picture credits."""
PAGE_METADATA = (
    rf"(?:first |last )?(?:published|posted|issued|updated|modified|date|dated)(?: (?:on|at))?\s?[:|-]?\s{{0,2}}"
    rf"{DAY}(?:[^a-z\n]|gmt|utc|[ap]m|at){{0,30}}$",
    r"\d+ min(?:ute)?s? read\W*$|reading time\W{1,3}\d+ min\w*\W*$",
)
"""Publication dates and reading times."""


def _any_of(*groups: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for group in groups for pattern in group), re.I)


_COPYRIGHT = _any_of(COPYRIGHT, NOTICE)
_NAVIGATION = _any_of(SITE_LINKS, CALLS_TO_ACTION, CREDITS, PAGE_METADATA)


@dataclass(frozen=True, slots=True)
class Line:
    """A line without surrounding spaces, with its offsets in the text."""

    start: int
    end: int
    text: str


def mark_boilerplate(text: str, title: str | None) -> tuple[Passage, ...]:
    """Return the boilerplate passages of a text, in order and without overlaps. Takes time linear in the length of the text."""
    lines = list(islice((line for line in _lines(text) if line.text), MAX_LINES))
    marked = {line.start: Passage(start=line.start, end=line.end, kind=kind) for line in lines if (kind := _kind(line.text))}
    titles = _titles(lines, title)
    # A text that is only a headline must be read: it has no body that repeats the headline.
    if any(line.start not in marked and line.start not in titles for line in lines) or _opens_body(lines, titles):
        marked |= titles
    for passage in _repeats(text, lines):
        marked.setdefault(passage.start, passage)
    return _without_overlaps(sorted(marked.values(), key=lambda passage: (passage.start, -passage.end)))


def _lines(text: str) -> Iterator[Line]:
    for match in re.finditer(r"[^\r\n]+", text):
        whole = match[0]
        start = match.start() + len(whole) - len(whole.lstrip())
        yield Line(start, match.start() + len(whole.rstrip()), whole.strip())


def _kind(line: str) -> Boilerplate | None:
    """Return the kind of boilerplate of a line, or None if the line is not boilerplate."""
    if len(line) > MAX_LINE_CHARS:
        return None
    plain = line.strip("*_#>• \t")
    if _COPYRIGHT.match(plain):
        return "copyright"
    return "navigation" if _NAVIGATION.match(plain) else None


def _fold(line: str) -> str:
    """Return the words of a line in lower case, without punctuation, so that lines can be compared."""
    return " ".join(re.findall(r"\w+", line.casefold()))


def _titles(lines: list[Line], title: str | None) -> dict[int, Passage]:
    """Return the passages that repeat the title, keyed by start: lines that are the title, and a title that begins the first line."""
    folded = _fold(title or "")
    if not folded or title is None:
        return {}
    longest = 2 * len(title) + 20
    same = (line for line in lines if len(line.text) <= longest and _fold(line.text) == folded)
    found = {line.start: Passage(start=line.start, end=line.end, kind="title") for line in same}
    if lines and (inline := _leading_title(lines[0], title)):
        found[inline.start] = inline
    return found


def _leading_title(line: Line, title: str) -> Passage | None:
    """Return the passage of the title if a longer first line begins with it, else None. A date may precede the title.

    In "Rebels take hill town. Rebels on Sunday ...", it is the passage of "Rebels take hill town".

    A title that ends with a full stop is a sentence and may be the only one that states its facts, so it is not marked.
    """
    title = title.strip()
    found = re.search(re.escape(title), line.text[: len(title) + MAX_LINE_CHARS], re.I)
    at = found.start() if found else -1
    if at < 0 or title[-1] == "." or len(title.split()) < 3:
        return None
    before, after = line.text[:at], line.text[at + len(title) :]
    if not re.match(r"[.!?]\s+\S", after) or (before.strip() and not re.fullmatch(rf"\W*{DAY}\W*", before)):
        return None
    return Passage(start=line.start + at, end=line.start + at + len(title) + 1, kind="title")


def _opens_body(lines: list[Line], titles: dict[int, Passage]) -> bool:
    return any(passage.end < line.end for line in lines for passage in [titles.get(line.start)] if passage)


def _repeats(text: str, lines: list[Line]) -> Iterator[Passage]:
    """Yield the paragraphs that repeat an earlier paragraph word for word."""
    seen: set[str] = set()
    for start, end in _paragraphs(text, lines):
        folded = _fold(text[start:end]) if end - start <= MAX_REPEAT_CHARS else ""
        if len(folded) < MIN_REPEAT_CHARS:
            continue
        if folded in seen:
            yield Passage(start=start, end=end, kind="repeat")
        seen.add(folded)


def _paragraphs(text: str, lines: list[Line]) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each paragraph.

    A paragraph ends at an empty line or at a line that ends a sentence, so a hard-wrapped paragraph stays whole.
    """
    start: int | None = None
    for n, line in enumerate(lines):
        start = line.start if start is None else start
        last = n + 1 == len(lines)
        if last or line.text[-1] in ".!?\"”’':)" or len(re.findall(r"\r\n?|\n", text[line.end : lines[n + 1].start])) > 1:
            yield start, line.end
            start = None


def _without_overlaps(passages: list[Passage]) -> tuple[Passage, ...]:
    """Return the passages that do not begin inside an earlier one."""
    kept: list[Passage] = []
    for passage in passages:
        if not kept or passage.start >= kept[-1].end:
            kept.append(passage)
    return tuple(kept)
