"""Find the headline in the first lines of a plain text."""

from __future__ import annotations

import re

from heldby.intake.dates.dateline import is_date_line

MAX_CHARS = 200
"""Greatest length of a headline. Headlines in news corpora have fewer than 160 characters; longer first lines are lead sentences."""

_HEADING = re.compile(r"#{1,2}\s+(?P<title>.{1,200}?)\s*#*$")


def find_title(text: str, *, markdown: bool = False) -> str | None:
    """Return the headline of a text: its first line that is not empty, if that looks like a headline, else None.

    If `markdown` is true, a Markdown heading of level 1 or 2 near the beginning takes precedence.
    """
    lines = [line.strip() for line in re.split(r"\r\n?|\n", text[: 8 * MAX_CHARS])]
    filled = [(n, line) for n, line in enumerate(lines) if line]
    if markdown:
        heading = next((found for _, line in filled[:12] if (found := _HEADING.match(line))), None)
        if heading:
            return heading["title"]
    if len(filled) < 2:
        return None
    number, first = filled[0]
    # A headline is set apart from the text: by its capitals, or a blank line, a date or a much longer line follows.
    following = filled[1][1]
    apart = (
        (number + 1 < len(lines) and not lines[number + 1])
        or len(first) * 2 < len(following)
        or is_date_line(following)
        or (has_headline_capitals(first) and not has_headline_capitals(following))
    )
    return first if apart and _is_headline(first) else None


def capital_title(text: str) -> str | None:
    """Return the headline of the text of a record: as `find_title`, but only if its capitals show it.

    In records, the first line is often a standfirst or a caption, which may be the only one that states its facts.
    """
    title = find_title(text)
    return title if title and has_headline_capitals(title) else None


def has_headline_capitals(line: str) -> bool:
    """Check whether a line is written in capitals, or with a capital at nearly every word, as headlines are and sentences are not."""
    words = re.findall(r"[^\W\d_][\w'’-]*", line)
    if len(words) < 3 or is_date_line(line):
        return False
    if sum(word.isupper() for word in words) >= 0.8 * len(words):
        return True
    long = [word for word in words if len(word) > 3]
    return len(long) >= 3 and all(word[0].isupper() for word in long) and words[0][0].isupper()


def _is_headline(line: str) -> bool:
    """Check whether a line looks like a headline.

    It must have two or more words and no full stop, comma or semicolon at its end. It must not begin like a list item, a label, a link
    or a note in brackets.
    """
    if not 3 <= len(line) <= MAX_CHARS or len(line.split()) < 2:
        return False
    return (
        line[-1] not in ".,;"
        and not is_date_line(line)
        and not re.match(r"[-*•>|\[(©]|https?:|\w{1,20}:\s", line)
        and any(char.isalpha() for char in line)
    )
