"""Take posts of social networks out of a page that shows them: each is older than the page and has an author and date of its own."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from heldby.intake.dates.parse_date import DAY, Ambiguous, date_of_match, parse_date
from heldby.intake.html.tree import plain_text

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_POSTS = 200
"""Greatest number of posts that are taken out of a page."""
_POST_MARKS = re.compile(
    r"\btwitter-(?:tweet|video)\b|\btweet(?:-embed)?\b|\binstagram-media\b|\btiktok-embed\b|\bfb-post\b|\bfacebook-embed\b|\bbluesky-embed\b"
    r"|\bmastodon-embed\b|\breddit-embed\b|\btelegram-(?:post|embed|message)\b|\btgme_widget_message\b|\bthreads-post\b|\bvk-post\b"
    r"|\b(?:social|embedded)[-_]?post\b|\bpost[-_]embed\b",
    re.I,
)
_SIGNATURE = re.compile(r"\s*[—–-]{1,2}\s*(?P<author>[^\n—–]{1,80}\(@[\w.]{1,40}\))[^\n]{0,80}$")


@dataclass(frozen=True, slots=True)
class Post:
    """A post in a page: its text without the signature, its author and day if it states them, and its part of the page."""

    text: str
    author: str | None
    day: dt.date | None
    original: bytes


def take_posts(page: HtmlElement) -> list[Post]:
    """Remove the posts from a page and return those that have text."""
    found: list[Post] = []
    for element in list(page.iter("blockquote", "div", "figure", "section", "article")):
        if len(found) == MAX_POSTS:
            break
        if element.getparent() is None or not _POST_MARKS.search(f"{element.get('class') or ''} {element.get('data-type') or ''}"):
            continue
        if next((inner for inner in element.iter("h1", "main")), None) is not None or not _is_in(element, page):
            continue
        if (post := _post(element)).text:
            found.append(post)
        element.drop_tree()
    return found


def _is_in(element: HtmlElement, page: HtmlElement) -> bool:
    """Check whether an element is still in a page. The parts of a removed post are not."""
    return bool(element.getroottree().getroot() is page or page in element.iterancestors())


def _post(element: HtmlElement) -> Post:
    from lxml.html import tostring

    original: bytes = tostring(element, encoding="utf-8", with_tail=False)
    day = _day(element)
    lines = plain_text(element).split("\n")
    author = None
    signature = next((match for match in map(_SIGNATURE.search, reversed(lines)) if match), None)
    if signature:
        author = signature["author"].strip()
        lines = [line for line in (_SIGNATURE.sub("", line) for line in lines) if line.strip()]
    if lines and (match := re.fullmatch(rf"\W*(?:\d{{1,2}}:\d\d\s?(?:[AP]M)?\W*)?{DAY}.{{0,30}}", lines[-1])) and date_of_match(match):
        lines.pop()
    return Post("\n".join(lines).strip(), author, day, original)


def _day(element: HtmlElement) -> dt.date | None:
    """Return the day of a post: that of its last time element or, if it has none, of its last link or line with a full date."""
    written = [time.get("datetime") or "" for time in element.iter("time")]
    written += [match[0] for match in re.finditer(DAY, " ".join(" ".join(element.itertext()).split()[-12:]))]
    for words in reversed(written):
        try:
            if day := parse_date(words):
                return day
        except Ambiguous:
            continue
    return None
