"""Alerts on standard output."""

from __future__ import annotations

import sys

from heldby.alerts.alert import Alert
from heldby.alerts.channels.endpoint import NotDelivered
from heldby.alerts.text import alert_text


class Terminal:
    """Prints alerts. Its alerts come from the whole dossier, because they do not leave the machine."""

    id = "terminal"
    name = "terminal"
    leaves_machine = False

    def send(self, alert: Alert) -> None:
        """Print an alert. Quotes are untrusted: their control characters were removed when the alert was made."""
        try:
            sys.stdout.write(f"{alert_text(alert)}\n\n")
            sys.stdout.flush()
        except BrokenPipeError:
            raise
        except (OSError, ValueError) as error:
            raise NotDelivered(f"standard output cannot be written: {error}", stop=True) from error
