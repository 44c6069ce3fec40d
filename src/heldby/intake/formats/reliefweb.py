"""Read reports from the ReliefWeb API (v1 and v2) as JSON: one report, or the `data` of a search."""

from __future__ import annotations

import re
from typing import Any

from heldby.errors import Unreadable
from heldby.intake.characters import storable
from heldby.intake.html.tree import text_of_html
from heldby.intake.item import Draft

NO_BODY = "it has no text; ask the API for it: fields[include][]=body"
_PATH = re.compile(r"reliefweb\.int|/reports(?:/|$|\?)", re.I)


def is_answer(value: object) -> bool:
    """Check whether a JSON value is an answer of the API with reports."""
    data = value.get("data") if isinstance(value, dict) else None
    if not isinstance(value, dict) or not isinstance(data, list) or not data:
        return False
    first = data[0]
    known = isinstance(first, dict) and isinstance(first.get("fields"), dict) and "id" in first
    return known and bool(_PATH.search(f"{value.get('href') or ''} {first.get('href') or ''}"))


def draft_of(record: object, name: str, original: bytes) -> Draft:
    """Return the draft of a report of the API.

    Raises:
        Unreadable: the record has no text.
    """
    fields = record.get("fields") if isinstance(record, dict) else None
    if not isinstance(record, dict) or not isinstance(fields, dict):
        raise Unreadable("it is not a report of the ReliefWeb API")
    text = storable(_text(fields) or "")
    files = [str(one.get("url")) for one in _list(fields.get("file")) if one.get("url")]
    if not text:
        raise Unreadable(f"its text is in files, which are not downloaded: {' '.join(files)[:500]}" if files else NO_BODY)
    date = fields.get("date") if isinstance(fields.get("date"), dict) else {}
    sources = ", ".join(str(one.get("name") or one.get("shortname") or "") for one in _list(fields.get("source")))
    languages = [one.get("code") or one.get("name") for one in _list(fields.get("language"))]
    notes = (f"the files attached to it are not downloaded: {len(files)} ({' '.join(files)[:300]})",) if files else ()
    return Draft(
        name, text, original, "reliefweb", id=f"reliefweb:{record['id']}", title=storable(str(fields.get("title") or "")[:500]),
        stated_date=str((date or {}).get("original") or (date or {}).get("created") or "") or None, source=storable(sources) or "ReliefWeb",
        url=_address(fields), language=str(languages[0]) if len(languages) == 1 and languages[0] else None, keeps_length=True, notes=notes,
    )  # fmt: skip


def _text(fields: dict[str, Any]) -> str | None:
    """Return the text: `body`, which is Markdown, or `body-html` without its markup."""
    body = fields.get("body")
    if isinstance(body, str) and body.strip():
        return body
    html = fields.get("body-html")
    return text_of_html(html) if isinstance(html, str) and html.strip() else None


def _address(fields: dict[str, Any]) -> str | None:
    found = fields.get("url_alias") or fields.get("origin") or fields.get("url")
    return found if isinstance(found, str) else None


def _list(value: object) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
