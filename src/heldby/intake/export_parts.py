"""Split a text that holds many reports: the export of a press archive, or of a chat. Each part becomes a report with its own date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from heldby.intake.chat_lines import split_chat
from heldby.intake.dates.dateline import is_date_line
from heldby.intake.item import Draft
from heldby.intake.press import factiva, nexis
from heldby.intake.press.document import Export, passages
from heldby.model import Passage

MAX_HEAD_LINES = 15
"""Number of filled lines at the beginning of a document that may be its head: outlet, date, title and other fields."""
_KIND = r"(?:documents?|docs?|articles?|items?|records?|stories|story|results?|reports?)"
_OF = r"(?P<n{0}>\d{{1,5}})[ \t]+of[ \t]+(?P<all{0}>\d{{1,5}})"
_NUMBERED = re.compile(
    rf"^[ \t]*(?:{_KIND}[ \t]+#?{_OF.format('')}|{_OF.format('2')}[ \t]+{_KIND})[ \t]*:?[ \t]*\r?$",
    re.I | re.M,
)
_ENDS = re.compile(r"^[ \t]*(?:End of Document|Document [A-Z]{2,8}\d[A-Za-z0-9]{10,25})[ \t]*\r?$", re.M)
_RULE = re.compile(r"^[ \t]*[_=*~-]{10,}[ \t]*\r?$", re.M)
_TITLES = ("title", "headline", "hd", "article title", "document title")
_DATES = ("publication date", "date", "pd", "published", "date published", "issue date", "pub date", "publication-date")
_SOURCES = ("publication title", "source", "publication", "sn", "newspaper", "journal", "outlet", "publisher")
_TEXTS = ("full text", "text", "body", "td", "lp", "lead paragraph", "abstract", "content")
_OTHERS = (
    "author", "byline", "by", "section", "length", "wc", "dateline", "load-date", "language", "la", "publication-type", "publication info",
    "subject", "location", "document type", "document id", "proquest document id", "document url", "copyright", "cy", "sc", "ed", "pg",
    "an", "se", "et", "issn", "volume", "issue", "pages", "first page", "place of publication", "country of publication", "database",
    "links", "last updated", "people", "company / organization", "identifier / keyword", "source type", "graphic", "journal-code",
)  # fmt: skip
_LABELS = sorted({*_TITLES, *_DATES, *_SOURCES, *_TEXTS, *_OTHERS}, key=len, reverse=True)
_FIELD = re.compile(
    rf"^[ \t]*(?P<label>{'|'.join(map(re.escape, _LABELS))})[ \t]*:[ \t]*(?P<value>[^\r\n]*)\r?$"
    r"|^(?P<code>(?-i:HD|PD|SN|LP|TD|BY|WC|LA|CY|SC|ED|PG|AN|SE|ET|CR))(?:[ \t]+(?P<coded>[^\r\n]*))?\r?$",
    re.I | re.M,
)
_BLOCK_START = re.compile(rf"^[ \t]*(?:{'|'.join(_TITLES)})[ \t]*:[ \t]*\S[^\r\n]*$|^(?-i:HD)(?:[ \t]|\r?$)", re.I | re.M)


@dataclass(slots=True)
class _Fields:
    title: str | None = None
    date: str | None = None
    source: str | None = None


def drafts_of_parts(whole: Draft, encoding: str = "utf-8") -> Iterator[Draft]:
    """Yield the draft of each report in a text that holds many, or the draft of the text itself. `encoding` is that of the original."""
    chat = split_chat(whole.text)
    if chat is not None:
        for number, message in enumerate(chat.messages, 1):
            yield Draft(
                f"{whole.name} message {number}", message.text, message.written.encode(encoding, errors="replace"), whole.reader,
                stated_date=message.date, source=message.sender, notes=(*whole.notes, *chat.notes) if number == 1 else (),
            )  # fmt: skip
        return
    export = nexis.split(whole.text) or factiva.split(whole.text)
    if export is not None:
        yield from _drafts_of_export(whole, export, encoding)
        return
    parts = _parts(whole.text)
    if not parts:
        yield whole
        return
    note = (f"the file holds several documents, each a report: {len(parts)}",) if len(parts) > 1 else ()
    for number, (start, end) in enumerate(parts, 1):
        draft = _draft(whole, whole.text[start:end], f"{whole.name} document {number}", encoding)
        yield replace(draft, notes=(*whole.notes, *note)) if number == 1 else draft


def _drafts_of_export(whole: Draft, export: Export, encoding: str) -> Iterator[Draft]:
    """Yield the draft of each document of an export whose form is known. Where that form gives no date, the general rules are tried."""
    several = (f"the file holds several documents, each a report: {len(export.documents)}",) if len(export.documents) > 1 else ()
    for number, one in enumerate(export.documents, 1):
        text, name = whole.text[one.start : one.end], f"{whole.name} document {number}"
        draft = _draft(whole, text, name, encoding)
        if one.date is not None:
            draft = Draft(
                name, text, text.encode(encoding, errors="replace"), whole.reader, id=one.id, title=one.title, stated_date=one.date,
                stated_how="text", source=one.source, url=one.url, language=one.language, passages=passages(one),
            )  # fmt: skip
        yield replace(draft, notes=(*whole.notes, *several, *export.notes)) if number == 1 else draft


def _parts(text: str) -> list[tuple[int, int]]:
    """Return where each document of an export begins and ends; an empty list if the text is one report."""
    found = _numbered(text) or _ended(text) or _ruled(text) or _blocks(text)
    return [(start, end) for start, end in found if text[start:end].strip()]


def _numbered(text: str) -> list[tuple[int, int]]:
    """Documents that begin with a line such as "Document 3 of 40"."""
    lines = [match for match in _NUMBERED.finditer(text) if int(match["n"] or match["n2"]) <= int(match["all"] or match["all2"])]
    numbers = [int(match["n"] or match["n2"]) for match in lines]
    if not lines or len({match["all"] or match["all2"] for match in lines}) > 1 or numbers != sorted(set(numbers)):
        return []
    ends = [match.start() for match in lines[1:]] + [len(text)]
    return [(match.end(), end) for match, end in zip(lines, ends, strict=True)]


def _ended(text: str) -> list[tuple[int, int]]:
    """Documents that end with a line such as "End of Document"."""
    lines = list(_ENDS.finditer(text))
    if not lines:
        return []
    starts = [0] + [match.end() for match in lines]
    return list(zip(starts, [match.start() for match in lines] + [len(text)], strict=True))


def _ruled(text: str) -> list[tuple[int, int]]:
    """Documents between rules, each with a head of two fields or more, one of them a date."""
    rules = list(_RULE.finditer(text))
    if not rules:
        return []
    spans = list(zip([0] + [rule.end() for rule in rules], [rule.start() for rule in rules] + [len(text)], strict=True))
    spans = [(start, end) for start, end in spans if text[start:end].strip()]
    return spans if len(spans) > 1 and all(_has_head(text[start:end]) for start, end in spans) else []


def _blocks(text: str) -> list[tuple[int, int]]:
    """Documents that each begin with a field of their title, followed by one with their date."""
    starts = [match.start() for match in _BLOCK_START.finditer(text)]
    if len(starts) < 2 or text[: starts[0]].strip():
        return []
    spans = list(zip(starts, [*starts[1:], len(text)], strict=True))
    return spans if all(_has_head(text[start:end]) for start, end in spans) else []


def _has_head(part: str) -> bool:
    labels = {_label(match) for match in _FIELD.finditer(part[:5_000])}
    return len(labels) > 1 and bool(labels & set(_DATES))


def _label(match: re.Match[str]) -> str:
    return str(match["label"] or match["code"]).lower()


def _draft(whole: Draft, part: str, name: str, encoding: str) -> Draft:
    """Return the draft of one document. Its fields date and name it, and are marked, so that they are not read as its text."""
    lead = len(part) - len(part.lstrip())
    text = part.strip()
    fields, passages = _labelled(text)
    if fields.date is None:
        end = _unlabelled(text, fields)
        passages = [*([Passage(start=0, end=end, kind="navigation")] if end else []), *(one for one in passages if one.start >= end)]
    original = part[lead : lead + len(text)].encode(encoding, errors="replace")
    return Draft(
        name, text, original, whole.reader, title=fields.title, stated_date=fields.date, stated_how="text", source=fields.source,
        passages=tuple(passages),
    )  # fmt: skip


def _labelled(text: str) -> tuple[_Fields, list[Passage]]:
    """Return the labelled fields of a document and where they stand. Of the fields with its text, only the label is marked."""
    fields = _Fields()
    passages: list[Passage] = []
    for match in _FIELD.finditer(text):
        label = _label(match)
        value = (match["value"] if match["label"] else match["coded"]) or ""
        end = match.end()
        if not value.strip() and label not in _TEXTS:  # the value stands on the next line
            following = re.compile(r"\n+([^\r\n]+)").match(text, end)
            value, end = (following[1], following.end()) if following else ("", end)
        if label in _TEXTS:
            end = match.start("value" if match["label"] else "coded") if value.strip() else end
        elif label in _TITLES:
            fields.title = fields.title or value.strip() or None
        elif label in _DATES:
            fields.date = fields.date or value.strip() or None
        elif label in _SOURCES:
            fields.source = fields.source or value.strip(" .;") or None
        if not passages or match.start() >= passages[-1].end:
            passages.append(Passage(start=match.start(), end=end, kind="navigation"))
    return fields, passages


def _unlabelled(text: str, fields: _Fields) -> int:
    """Find the outlet, date and title in the first lines of a document, and return where this head ends; 0 if it has none."""
    lines = list(re.finditer(r"[^\r\n]*\S[^\r\n]*", text))[:MAX_HEAD_LINES]
    at = next((n for n, line in enumerate(lines) if is_date_line(line[0].strip())), None)
    if at is None:
        return 0
    fields.date = re.sub(r"\s+[A-Z][a-z]+day\b.*$", "", lines[at][0].strip())
    before = [line[0].strip() for line in lines[:at] if not re.match(r"\s*(?:copyright\b|©|\(c\)|by\b|[\d,]+ words)", line[0], re.I)]
    after = [line for line in lines[at + 1 :] if not _FIELD.match(line[0])]
    if len(before) >= 2:
        fields.title, fields.source = fields.title or before[0], fields.source or before[-1]
    elif before and after and len(after[0][0]) < 200 and after[0][0].strip()[-1] not in ".!?":
        fields.title, fields.source = fields.title or after[0][0].strip(), fields.source or before[0]
        return after[0].end()
    elif before:
        fields.title = fields.title or before[0]
    return lines[at].end()
