"""The part of `heldby watch` that checks the rules of a rule file and sends alerts."""

from __future__ import annotations

import datetime as dt
import os
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from heldby.cli import output
from heldby.cli.redaction import redacted_copy

if TYPE_CHECKING:
    from heldby.alerts import Checked, Seen
    from heldby.store import Dossier

LOCK = "alerts.lock"
"""Name of the file in the dossier's folder that a process locks while it sends alerts, so that only one does."""


class AlertSender:
    """Sends alerts for a dossier by the rules of one file.

    Raises:
        BadConfigFile: the rule file is invalid, or an environment variable that it names is not set.
    """

    def __init__(self, file: Path) -> None:
        from heldby.alerts import read_rules
        from heldby.alerts.channels import open_endpoints

        self._rules = read_rules(file)
        self._endpoints = open_endpoints(self._rules, os.environ)
        self._done: tuple[object, ...] | None = None
        self._warned = False

    def check(self, dossier: Dossier) -> bool:
        """Send what is new, print what happened, and return whether every alert was delivered.

        If nothing changed since a check after which nothing was left to send, nothing is done.
        """
        from filelock import FileLock, Timeout

        state = (dossier.ledger_position(), dt.date.today(), _content(dossier.folder / "sensitive.toml"))
        if state == self._done:
            return True
        try:
            with FileLock(dossier.folder / LOCK, timeout=0):
                checked = self._check(dossier)
        except Timeout:
            output.message("another process is sending alerts for this dossier; this check is left to it")
            return True
        self._done = None if checked.failures else state
        _print(checked)
        return not checked.failures

    def _check(self, dossier: Dossier) -> Checked:
        from heldby import pipeline
        from heldby.alerts import Seen, check_rules
        from heldby.alerts.matches import missing_subject

        views: dict[bool, Seen] = {}
        with ExitStack() as stack:

            def view(public: bool) -> Seen:
                if public not in views:
                    policy, today = self._rules.policy, dt.date.today()
                    shown = stack.enter_context(redacted_copy(dossier, policy.delay, policy.coarsen)) if public else dossier
                    views[public] = Seen(shown, pipeline.take_snapshot(shown), policy.through(today) if public else today)
                return views[public]

            if not self._warned:
                self._warned = True
                for rule in self._rules.rule:
                    missing = missing_subject(dossier, pipeline.take_snapshot(dossier), rule)
                    if missing:
                        output.message(f"rule “{output.plain(rule.label)}”: {missing}")
            return check_rules(dossier, self._rules, self._endpoints, view)


def _content(file: Path) -> bytes | None:
    return file.read_bytes() if file.is_file() else None


def _print(checked: Checked) -> None:
    if checked.sent:
        output.message(f"{output.counted(checked.sent, 'alert')} sent")
    if checked.older:
        output.message(
            f"{checked.older} matches from before the first check of a rule not sent. To send them, add to the rule: since = YYYY-MM-DD"
        )
    for failure in checked.failures:
        output.message(f"not delivered to {output.plain(failure.channel)}: {output.plain(failure.alert)} ({output.plain(failure.reason)})")
    if checked.waiting:
        output.message(f"{output.counted(checked.waiting, 'alert')} left for the next check")
