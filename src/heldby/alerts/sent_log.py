"""What was sent to each channel, in the ledger of the dossier. It holds digests and days, but no text of a report and no address."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from heldby.alerts.alert import Match
from heldby.store import Dossier
from heldby.store.ledger import ledger

ACTION = "alert"


class SentLog:
    """The alerts that one channel has received, or does not need because they were true before their rule was first checked.

    Args:
        dossier: the owner's dossier, never a redacted copy.
        channel: the id of the channel.
    """

    def __init__(self, dossier: Dossier, channel: str) -> None:
        self._dossier, self._channel = dossier, channel
        self._days: dict[str, list[tuple[dt.date, str | None]]] = defaultdict(list)
        self._rules: set[str] = set()
        self._attempted: set[tuple[str, str]] = set()
        with dossier.database.reading() as connection:
            for entry in ledger.entries(connection, actions=(ACTION,)):
                if entry.subject == channel and entry.payload is not None:
                    self._read(entry.payload)

    def _read(self, payload: Mapping[str, Any]) -> None:
        if payload.get("attempt"):
            self._attempted.update((key, day) for key, day in payload["alerts"])
            return
        if "rule" in payload:
            self._rules.add(payload["rule"])
        for key, day in payload["alerts"]:
            self._days[key].append((dt.date.fromisoformat(day), payload["sent"]))

    def has_rule(self, rule: str) -> bool:
        """Check whether a rule was checked for this channel before."""
        return rule in self._rules

    def is_known(self, match: Match) -> bool:
        """Check whether the channel received an alert about a match, or about the same thing on a day nearby, or does not need it."""
        return any(abs((day - match.on).days) <= match.tolerance for day, _ in self._days.get(digest(match.key), ()))

    def sent_at(self, match: Match) -> tuple[dt.date, str] | None:
        """Return the day of an alert that was sent, and the time of sending (ISO 8601); None if it was not sent."""
        near = (one for one in self._days.get(digest(match.key), ()) if one[1] and abs((one[0] - match.on).days) <= match.tolerance)
        found = next(near, None)
        return (found[0], found[1]) if found and found[1] else None

    def record_attempt(self, match: Match) -> None:
        """Record that an alert is about to be sent for the first time. If nothing can be recorded, it must not be sent."""
        alert = (digest(match.key), str(match.on))
        if alert not in self._attempted:
            self._write({"attempt": True, "alerts": [list(alert)]})

    def record_sent(self, match: Match, at: str) -> None:
        """Record that the channel confirmed an alert, and at which time (ISO 8601)."""
        self._write({"sent": at, "alerts": [[digest(match.key), str(match.on)]]})

    def record_rule(self, rule: str, matches: Iterable[Match]) -> None:
        """Record that a rule was checked for the first time, and the matches that it does not report, because they were true before."""
        self._write({"sent": None, "rule": rule, "alerts": [[digest(one.key), str(one.on)] for one in matches]})

    def _write(self, payload: Mapping[str, Any]) -> None:
        self._dossier.log_action(ACTION, self._channel, payload)
        self._read(payload)


def digest(text: str) -> str:
    """Return a short digest, to recognise a thing without naming it."""
    return hashlib.sha256(text.encode()).hexdigest()[:24]
