"""Split chats that were exported as text: "[03/11/2017, 18:00] Desk: The army entered Tell Amar."."""

from __future__ import annotations

import re
from dataclasses import dataclass

MIN_MESSAGES = 2
"""Least number of messages of a chat."""
MIN_SHARE = 0.5
"""Least share of the filled lines of a chat that begin a message. The others continue one."""
_LINE = re.compile(
    r"^\u200e?\[?(?P<day>\d{4}-\d\d-\d\d|\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d\d)),?[ T]{1,2}\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s?[ap]\.?m\.?)?\]?"
    r"(?:[ \t]*[-–:][ \t]*|[ \t]+)(?P<rest>.*)$",
    re.I | re.M,
)
_SENT = re.compile(r"(?P<sender>[^:\n]{1,60}):[ \t](?P<text>.*)", re.S)


@dataclass(frozen=True, slots=True)
class Message:
    """A message: its text, its sender, the day that it states (as YYYY-MM-DD if it can mean only one), and its lines as written."""

    text: str
    sender: str
    date: str
    written: str


@dataclass(frozen=True, slots=True)
class Chat:
    """The messages of a chat, and notes on what is left out."""

    messages: list[Message]
    notes: tuple[str, ...]


def split_chat(text: str) -> Chat | None:
    """Return the messages of a chat; None if the text is not a chat."""
    lines = list(_LINE.finditer(text))
    filled = sum(1 for line in text.split("\n") if line.strip())
    if len(lines) < MIN_MESSAGES or text[: lines[0].start()].strip() or len(lines) < MIN_SHARE * filled:
        return None
    day_first = _day_first([line["day"] for line in lines])
    messages, others = [], 0
    for line, end in zip(lines, [line.start() for line in lines[1:]] + [len(text)], strict=True):
        sent = _SENT.match(text, line.start("rest"), end)
        if sent and sent["text"].strip():
            date = _whole_date(line["day"], day_first)
            messages.append(Message(sent["text"].strip(), sent["sender"].strip(), date, text[line.start() : end].rstrip()))
        else:
            others += 1
    notes = (f"lines of the chat that no one wrote are left out: {others}",) if others else ()
    return Chat(messages, notes) if len(messages) >= MIN_MESSAGES else None


def _day_first(days: list[str]) -> bool | None:
    """Tell whether the dates of a chat are written day first; None if all of them can be read both ways."""
    numbers = [tuple(map(int, re.split(r"[/.]", day)[:2])) for day in days if "-" not in day]
    if any(first > 12 for first, _ in numbers) or any("." in day for day in days):
        return True
    return False if any(second > 12 for _, second in numbers) else None


def _whole_date(day: str, day_first: bool | None) -> str:
    if "-" in day:
        return day
    first, second, year = re.split(r"[/.]", day)
    year = f"20{year}" if len(year) == 2 else year
    if day_first is None:
        return f"{first}/{second}/{year}"
    number, month = (first, second) if day_first else (second, first)
    return f"{year}-{int(month):02}-{int(number):02}"
