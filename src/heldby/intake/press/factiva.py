"""Split exports of Factiva: documents that end with their number, such as "Document AFPR000020171103edb300abc".

Their fields have codes (`HD`, `PD`, `SN`), or stand in a fixed order: title, author, number of words, date, time, outlet, language.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from heldby.intake.press.document import COPYRIGHT, DATE_LINE, Document, Export, Line, joined, lines_of, trimmed

MAX_HEAD_LINES = 25
_END = re.compile(r"^[ \t]*(?:AN[ \t]+)?Document (?P<id>[A-Z]{2,8}\d[A-Za-z0-9]{10,25})[ \t]*\r?$", re.M)
_CODES = "HD|SE|BY|CR|WC|PD|ET|SN|SC|ED|PG|VOL|LA|CY|LP|TD|ART|RF|CO|IN|NS|RE|IPC|IPD|PUB|AN|CX|CT|RST|DLN|CLM"
_CODE = re.compile(rf"(?P<code>{_CODES})(?:[ \t]{{2,}}|\t|$)(?P<value>.*)")
_CODE_IN_HEAD = re.compile(rf"(?P<code>{_CODES})(?:[ \t]+|$)(?P<value>.*)")
_CODE_IN_TAIL = re.compile(r"(?P<code>CO|IN|NS|RE)[ \t](?P<value>\S+ : .*)|(?P<code2>PUB|IPD|IPC|RF)[ \t](?P<value2>.*)")
_TEXT_CODES = ("LP", "TD")
_WORDS = re.compile(r"[\d,.]{1,9} words", re.I)
_TIME = re.compile(r"\d{1,2}:\d\d(?:[ \t]*[AP]M)?(?:[ \t]+[A-Z]{2,5})?", re.I)
_SUMMARY = re.compile(r"\s*Search Summary\b", re.I)


def split(text: str) -> Export | None:
    """Return the documents of an export; None if the text is not one."""
    stops = list(_END.finditer(text))
    if not stops:
        return None
    starts = [0, *(match.end() for match in stops[:-1])]
    spans = [(*trimmed(text, start, stop.start()), stop["id"]) for start, stop in zip(starts, stops, strict=True)]
    documents = [_document(text, start, end, number) for start, end, number in spans if start < end]
    start, end = trimmed(text, stops[-1].end(), len(text))
    if start == end:
        return Export(documents)
    if _SUMMARY.match(text, start) or COPYRIGHT.match(text, start):
        return Export(documents, ("the summary of the search at the end of the export is left out",))
    return Export([*documents, Document(start, end)])


def _document(text: str, start: int, end: int, number: str) -> Document:
    part = text[start:end]
    lines = lines_of(part)
    found = _coded(part, lines) or _ordered(part, lines) or Document(0, 0)
    return Document(
        start, end, title=found.title, date=found.date, source=found.source, language=found.language, id=f"factiva:{number}",
        unread=found.unread,
    )  # fmt: skip


def _coded(part: str, lines: Sequence[Line]) -> Document | None:
    """Return a document whose fields have codes; None if it has no `HD` and no date field."""
    fields: dict[str, list[str]] = {}
    unread: list[tuple[int, int]] = []
    code: str | None = None
    text_began = False
    for line in lines:
        match = _CODE.fullmatch(line.text) or (_CODE_IN_TAIL.fullmatch(line.text) if text_began else _CODE_IN_HEAD.fullmatch(line.text))
        if match:
            code = match["code"] or match["code2"]
            value = (match["value"] if match["code"] else match["value2"]).strip()
            text_began = text_began or code in _TEXT_CODES
            fields.setdefault(code, []).extend([value] if value else [])
            unread.append((line.start, line.end - len(value) if code in _TEXT_CODES and value else line.end))
        elif code is not None:
            fields[code].append(line.text)
            if code not in _TEXT_CODES:
                unread.append((line.start, line.end))
    if "HD" not in fields or not fields.get("PD") or not any(fields.get(one) for one in _TEXT_CODES):
        return None
    value = {key: " ".join(words) or None for key, words in fields.items()}
    return Document(0, 0, value["HD"], value["PD"], value.get("SN"), value.get("LA"), unread=joined(unread))


def _ordered(part: str, lines: Sequence[Line]) -> Document | None:
    """Return a document whose fields stand in order; None if it has no number of words with a date below it."""
    head = lines[:MAX_HEAD_LINES]
    words = next((n for n, line in enumerate(head[:-1]) if _WORDS.fullmatch(line.text) and DATE_LINE.fullmatch(head[n + 1].text)), None)
    if words is None:
        return None
    date = DATE_LINE.fullmatch(head[words + 1].text)
    titles = [line.text for line in head[:words] if not re.match(r"by\b", line.text, re.I)]
    rest = _together(part, head, words + 1)
    values = [line.text for line in rest if not _TIME.fullmatch(line.text)]
    source = values[0] if values and not COPYRIGHT.match(values[0]) else None
    language = next((one for one in values[1:] if one in _LANGUAGES), None)
    end = rest[-1].end if rest else head[words + 1].end
    title = max(titles, key=len) if titles else None  # the other lines are the section and the author
    return Document(0, 0, title, date["date"] if date else None, source, language, unread=((0, end),))


def _together(part: str, lines: Sequence[Line], at: int) -> list[Line]:
    """Return the lines after one up to the first blank line."""
    found: list[Line] = []
    for before, line in zip(lines[at:], lines[at + 1 :], strict=False):
        if part.count("\n", before.end, line.start) > 1:
            break
        found.append(line)
    return found


_LANGUAGES = {
    "English", "French", "German", "Spanish", "Arabic", "Russian", "Portuguese", "Italian", "Turkish", "Dutch", "Ukrainian", "Persian",
    "Chinese", "Chinese - Simplified", "Chinese - Traditional", "Japanese", "Polish", "Hebrew", "Swedish", "Indonesian", "Korean",
}  # fmt: skip
