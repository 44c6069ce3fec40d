"""What all channels have in common."""

from __future__ import annotations

import hashlib
from typing import Protocol

from heldby.alerts.alert import Alert


class NotDelivered(Exception):
    """A channel did not confirm an alert. The message is the reason that the user sees.

    `stop` is true if the channel itself fails, so that further alerts need not be tried now; it is false if only this alert was refused.
    """

    def __init__(self, reason: str, *, stop: bool) -> None:
        super().__init__(reason)
        self.stop = stop


class Endpoint(Protocol):
    """One place that alerts go to.

    `id` names it in the ledger, without its address; `name` names it in messages. `leaves_machine` is whether others can see its alerts.
    """

    id: str
    name: str
    leaves_machine: bool

    def send(self, alert: Alert) -> None:
        """Send an alert and wait until it is confirmed.

        Raises:
            NotDelivered: it was not confirmed.
        """


def endpoint_id(kind: str, address: str) -> str:
    """Return the id of an endpoint: its kind and a digest of its address, which can contain a secret or a person's name."""
    return f"{kind}:{hashlib.sha256(address.encode()).hexdigest()[:16]}"
