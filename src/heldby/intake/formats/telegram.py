"""Read exports of Telegram Desktop as JSON (`result.json`): one chat, or all chats of an account. Each message is a report."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from heldby.errors import Unreadable
from heldby.intake.characters import storable
from heldby.intake.dates.publication_date import UNDATED, PublicationDate
from heldby.intake.item import Draft
from heldby.intake.results import Refused

SERVICE = "notices of the program are left out"
EMPTY = "messages without text, such as pictures and videos, are left out"
FORWARDED = "messages that were forwarded have the outlet that wrote them"


def is_export(value: object) -> bool:
    """Check whether a JSON value is such an export."""
    return isinstance(value, dict) and (_is_chat(value) or any(_chats(value)))


def read_export(value: dict[str, Any], name: str, notes: tuple[str, ...]) -> Iterator[Draft | Refused]:
    """Yield the reports of all chats, and notes on what is left out with the first one of each chat.

    Raises:
        Unreadable: no chat has a message with text.
    """
    chats = [value] if _is_chat(value) else list(_chats(value))
    found = False
    for chat in chats:
        where = name if len(chats) == 1 else f"{name} chat {chat.get('name') or chat.get('id')}"
        left_out: Counter[str] = Counter()
        drafts = [draft for message in chat["messages"] if (draft := _draft(message, chat, where, left_out)) is not None]
        said = (*notes, *(f"{what}: {count}" for what, count in left_out.items()))
        if drafts:
            found, notes = True, ()
            yield replace(drafts[0], notes=said)
            yield from drafts[1:]
        elif len(chats) > 1:
            yield Refused(where, "; ".join(("it has no message with text", *said)))
    if not found:
        raise Unreadable("the export has no message with text")


def _is_chat(value: object) -> bool:
    return isinstance(value, dict) and isinstance(value.get("messages"), list) and {"name", "type", "id"} <= value.keys()


def _chats(value: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for key in ("chats", "left_chats"):
        group = value.get(key)
        listed = group.get("list") if isinstance(group, dict) else None
        yield from (one for one in (listed if isinstance(listed, list) else []) if _is_chat(one))


def _draft(message: object, chat: dict[str, Any], where: str, left_out: Counter[str]) -> Draft | None:
    """Return the draft of a message; None if it has no text, which is counted in `left_out`."""
    if not isinstance(message, dict) or message.get("type") == "service":
        left_out[SERVICE] += 1
        return None
    text = storable(_text(message.get("text")))
    if not text:
        left_out[EMPTY] += 1
        return None
    sender = message.get("from") or chat.get("name")
    forwarded = message.get("forwarded_from")
    if isinstance(forwarded, str):
        left_out[FORWARDED] += 1
    return Draft(
        f"{where} message {message.get('id')}", text, json.dumps(message, ensure_ascii=False).encode(errors="replace"), "telegram",
        id=f"telegram:{chat['id']}/{message.get('id')}", metadata_date=_date(message), keeps_length=True,
        source=storable(str(forwarded if isinstance(forwarded, str) else sender or "")[:200]),
    )  # fmt: skip


def _text(value: object) -> str:
    """Return the text of a message: a string, or a list of strings and of objects with a text, such as links and bold words."""
    pieces = value if isinstance(value, list) else [value]
    return "".join(str(piece.get("text") or "") if isinstance(piece, dict) else piece for piece in pieces if isinstance(piece, dict | str))


def _date(message: dict[str, Any]) -> PublicationDate:
    """Return the day of a message in UTC, or in the time of the exporting machine if the export is old and states only that."""
    day, edited = _day(message, "date"), _day(message, "edited")
    if day is None:
        return UNDATED
    doubt = f"the message was edited on {edited}, and its first text is not known" if edited and edited > day else None
    return PublicationDate(day, "given", doubt)


def _day(message: dict[str, Any], key: str) -> dt.date | None:
    try:
        if seconds := message.get(f"{key}_unixtime"):
            return dt.datetime.fromtimestamp(int(seconds), dt.UTC).date()
        return dt.date.fromisoformat(str(message.get(key) or "")[:10])
    except (ValueError, OverflowError, OSError, TypeError):
        return None
