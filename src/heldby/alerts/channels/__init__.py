"""The channels of alerts, one module each."""

from __future__ import annotations

from collections.abc import Mapping

from heldby.alerts.channels.endpoint import Endpoint, NotDelivered
from heldby.alerts.channels.feed import FeedFile
from heldby.alerts.channels.mail import Mailbox
from heldby.alerts.channels.terminal import Terminal
from heldby.alerts.channels.webhook import Webhook
from heldby.alerts.rules import EmailChannel, FeedChannel, RuleFile, WebhookChannel
from heldby.errors import BadConfigFile


def open_endpoints(rules: RuleFile, environment: Mapping[str, str]) -> list[Endpoint | FeedFile]:
    """Return the endpoints of all channels: one for each recipient of mails, and one for each other channel.

    Raises:
        BadConfigFile: an environment variable for a password or token is not set, or two channels have the same address.
    """
    found: list[Endpoint | FeedFile] = []
    for channel in rules.send:
        if isinstance(channel, WebhookChannel):
            found.append(Webhook(channel.url, _secret(channel.token_env, environment)))
        elif isinstance(channel, EmailChannel):
            password = _secret(channel.password_env, environment)
            login = (channel.user, password) if channel.user and password else None
            where = (channel.sender, channel.server, channel.port, channel.security, login)
            found += [Mailbox(recipient, *where) for recipient in dict.fromkeys(channel.recipients)]
        elif isinstance(channel, FeedChannel):
            found.append(FeedFile(channel.file, channel.title, channel.address))
        else:
            found.append(Terminal())
    twice = next((one.name for index, one in enumerate(found) if one.id in {other.id for other in found[:index]}), None)
    if twice:
        raise BadConfigFile(f"the rule file has {twice} twice")
    return found


def _secret(name: str | None, environment: Mapping[str, str]) -> str | None:
    if name is None:
        return None
    if not environment.get(name):
        raise BadConfigFile(f"the rule file names the environment variable {name}, which is not set")
    return environment[name]


__all__ = ["Endpoint", "FeedFile", "Mailbox", "NotDelivered", "Terminal", "Webhook", "open_endpoints"]
