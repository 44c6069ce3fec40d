"""Split exports of Nexis and Nexis Uni: documents that begin with "1 of 40 DOCUMENTS" or end with "End of Document".

The older form has the outlet, the date and then the title; the newer one has the title, the outlet and then the date.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from heldby.intake.press.document import COPYRIGHT, DATE_LINE, Document, Export, Line, joined, lines_of, trimmed

MAX_HEAD_LINES = 25
"""Number of lines at the beginning of a document in which its date is searched."""
_BEGINS = re.compile(r"^[ \t]*(?P<n>\d{1,5}) of (?P<all>\d{1,5}) DOCUMENTS[ \t]*\r?$", re.M)
_ENDS = re.compile(r"^[ \t]*End of Document[ \t]*\r?$", re.M)
_COVER = re.compile(r"^[^\r\n]*\babout lexisnexis\b[^\r\n]*$", re.I | re.M)
_PAGE = re.compile(r"page[ \t]+\d{1,5}[ \t]+of[ \t]+\d{1,5}", re.I)
_HEAD = re.compile(r"(?:byline|section|length|dateline|highlight|series|edition|anchors?|guests?|reporters?|show|type)[ \t]*:", re.I)
_TAIL = re.compile(
    r"(?:load-date|language|publication-type|journal-code|document-type|subject|geographic|country|state|city|person|company|organization"
    r"|industry|ticker|graphic|url|distribution|update|issn|acc-no|print-media|category|notes)[ \t]*:|classification$|graphic$",
    re.I,
)
_VALUE = r"^[ \t]*{}[ \t]*:[ \t]*(?P<value>[^\r\n]+)\r?$"
_NO_TITLE = re.compile(r"(?:[\w'-]+ ){0,4}(?:edition|final)\b.{0,40}|supplied by .*|correction appended", re.I)


def split(text: str) -> Export | None:
    """Return the documents of an export; None if the text is not one."""
    begins = list(_BEGINS.finditer(text))
    numbers = [int(match["n"]) for match in begins]
    if begins and len({match["all"] for match in begins}) == 1 and numbers == sorted(set(numbers)):
        ends = [match.start() for match in begins[1:]] + [len(text)]
        spans = [trimmed(text, match.end(), end) for match, end in zip(begins, ends, strict=True)]
        return Export([_document(text, start, end, title_first=False) for start, end in spans if start < end])
    stops = list(_ENDS.finditer(text))
    if not stops:
        return None
    cover = [match.end() for match in _COVER.finditer(text, 0, stops[0].start())]
    starts = [cover[-1] if cover else 0, *(match.end() for match in stops)]
    spans = [trimmed(text, start, end) for start, end in zip(starts, [match.start() for match in stops] + [len(text)], strict=True)]
    notes = ("the cover page of the export is left out",) if cover else ()
    return Export([_document(text, start, end, title_first=True) for start, end in spans if start < end], notes)


def _document(text: str, start: int, end: int, *, title_first: bool) -> Document:
    part = text[start:end]
    lines = lines_of(part)
    pages = [(line.start, line.end) for line in lines if _PAGE.fullmatch(line.text)]
    lines = [line for line in lines if not _PAGE.fullmatch(line.text)]
    at = next((n for n, line in enumerate(lines[:MAX_HEAD_LINES]) if DATE_LINE.fullmatch(line.text)), None)
    if at is None:
        return Document(start, end, unread=joined([*pages, *_tail(part, lines)]))
    before = [line.text for line in lines[:at] if not COPYRIGHT.match(line.text) and not _NO_TITLE.fullmatch(line.text)]
    body, title = _body(part, lines, at, title_first=title_first)
    if title_first:
        title, source = (before[0], before[-1]) if len(before) > 1 else (before[0] if before else None, None)
    else:
        source = before[0] if before else None
    match = DATE_LINE.fullmatch(lines[at].text)
    language, url = _value(part, "language"), _value(part, "url")
    return Document(
        start, end, title=title, date=match["date"] if match else None, source=source,
        language=re.split(r"[;,]", language)[0].strip() if language else None, url=url if url and url.lower().startswith("http") else None,
        unread=joined([(0, body), *pages, *_tail(part, [line for line in lines if line.start >= body])]),
    )  # fmt: skip


def _body(part: str, lines: Sequence[Line], at: int, *, title_first: bool) -> tuple[int, str | None]:
    """Return where the text begins, and the title if it stands between the date and the fields of the head."""
    marked = next((line for line in lines[at:] if line.text == "Body"), None)
    if marked is not None:
        return marked.end, None
    blocks = _blocks(part, lines[at + 1 :])
    first = next((n for n, block in enumerate(blocks) if _HEAD.match(block[0].text)), None)
    named = [block for block in blocks[: first if first is not None else 1] if not title_first and not COPYRIGHT.match(block[0].text)]
    titles = [" ".join(line.text for line in block) for block in named]
    titles = [title for title in titles if not _NO_TITLE.fullmatch(title) and len(title) <= 300]
    end = lines[at].end
    for n, block in enumerate(blocks):
        if n < (first or 0) or _HEAD.match(block[0].text) or COPYRIGHT.match(block[0].text) or (titles and block == named[-1]):
            end = block[-1].end
        else:
            break
    return end, titles[-1] if titles else None


def _blocks(part: str, lines: Sequence[Line]) -> list[list[Line]]:
    """Return lines in blocks that blank lines set apart."""
    blocks: list[list[Line]] = []
    for line in lines[:60]:
        if blocks and part.count("\n", blocks[-1][-1].end, line.start) < 2:
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return blocks


def _tail(part: str, lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Return the span of the fields and notices after the text; none if there are none."""
    last = len(lines)
    while last and (_TAIL.match(lines[last - 1].text) or COPYRIGHT.match(lines[last - 1].text) or _ends_field(lines, last - 1)):
        last -= 1
    return [(lines[last].start, len(part))] if last < len(lines) else []


def _ends_field(lines: Sequence[Line], at: int) -> bool:
    """Check whether a line continues a field: one of the few lines above it begins one, and they stand together."""
    for n in range(at - 1, max(-1, at - 12), -1):
        if lines[n + 1].start - lines[n].end > 2:
            return False
        if _TAIL.match(lines[n].text):
            return True
    return False


def _value(part: str, label: str) -> str | None:
    match = re.search(_VALUE.format(label), part, re.I | re.M)
    return match["value"].strip() if match else None
