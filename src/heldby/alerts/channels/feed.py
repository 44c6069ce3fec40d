"""Alerts as an Atom feed (RFC 4287): a file that is replaced as a whole, with the newest alerts first.

The file is made from the record and the ledger each time. So an alert is in it once, and what is erased or becomes sensitive leaves it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

from heldby.alerts.alert import Alert
from heldby.alerts.channels.endpoint import NotDelivered, endpoint_id
from heldby.alerts.text import NOTICE, evidence_lines
from heldby.base.files import write_atomically
from heldby.version import __version__

ATOM = "http://www.w3.org/2005/Atom"
MAX_ENTRIES = 200
"""Number of alerts in the file. Readers of feeds keep the older ones."""


class Entry(NamedTuple):
    """An alert and the time at which it was first in the feed (ISO 8601)."""

    alert: Alert
    at: str


class FeedFile:
    """Writes alerts to one file."""

    leaves_machine = True

    def __init__(self, file: Path, title: str, address: str | None = None) -> None:
        self.id, self.name = endpoint_id("feed", str(file.absolute())), f"feed {file.name}"
        self._file, self._title, self._address = file, title, address

    def publish(self, entries: Sequence[Entry]) -> None:
        """Write the feed, unless the file has this content already.

        Raises:
            NotDelivered: the file cannot be written. The old one stays as it was.
        """
        content = self._render(sorted(entries, key=lambda one: (one.at, one.alert.on, one.alert.id), reverse=True)[:MAX_ENTRIES])
        try:
            if not self._file.is_file() or self._file.read_bytes() != content:
                write_atomically(self._file, content)
        except OSError as error:
            raise NotDelivered(f"{self._file}: {error.strerror or error}", stop=True) from error

    def _render(self, entries: Sequence[Entry]) -> bytes:
        ElementTree.register_namespace("", ATOM)
        feed = ElementTree.Element(f"{{{ATOM}}}feed")
        _add(feed, "id", self._address or f"urn:heldby:{self.id}")
        _add(feed, "title", self._title)
        _add(feed, "subtitle", NOTICE)
        _add(feed, "updated", max((one.at for one in entries), default="1970-01-01T00:00:00Z"))
        _add(_add(feed, "author"), "name", "heldby")
        _add(feed, "generator", f"heldby {__version__}")
        if self._address:
            _add(feed, "link", None, rel="self", href=self._address)
        for entry in entries:
            _add_entry(feed, entry)
        ElementTree.indent(feed)
        content: bytes = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
        return content + b"\n"


def _add_entry(feed: ElementTree.Element, entry: Entry) -> None:
    element, alert = _add(feed, "entry"), entry.alert
    _add(element, "id", f"urn:uuid:{alert.id}")
    _add(element, "title", alert.text)
    _add(element, "updated", entry.at)
    _add(element, "category", None, term=alert.kind)
    for url in dict.fromkeys(one.url for one in alert.sentences if one.url):
        _add(element, "link", None, rel="related", href=url)
    _add(element, "content", "\n".join(evidence_lines(alert)), type="text")


def _add(parent: ElementTree.Element, name: str, text: str | None = None, **attributes: str) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    element.text = text
    return element
