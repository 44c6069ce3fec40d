"""The rule file of alerts: what to look for, and where to send it.

It is TOML. `[[rule]]` describes what to look for, `[[send]]` a channel, and `[release]` what is left out of alerts that leave the machine:

    [[rule]]
    when = "change of holder"
    area = "Anbar"

    [[rule]]
    when = "contested"
    place = "al-Qaim"
    above = 0.7

    [[send]]
    to = "webhook"
    url = "https://desk.example/alerts"
"""

from __future__ import annotations

import datetime as dt
import hashlib
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from heldby.errors import BadConfigFile
from heldby.release.policy import ReleasePolicy


class Part(BaseModel):
    """A part of the rule file. An unknown field is an error, because it may be a misspelled one."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class BaseRule(Part):
    """What all rules have: a name for the terminal, and a day. Matches since that day are sent even at the first check of the rule."""

    name: str | None = None
    since: dt.date | None = None

    @property
    def label(self) -> str:
        """The rule's name, or else its kind."""
        return self.name or str(self.when)  # type: ignore[attr-defined]

    @property
    def key(self) -> str:
        """A digest of the rule without its name. With it, the dossier remembers that the rule was checked before."""
        return hashlib.sha256(self.model_dump_json(exclude={"name", "since"}).encode()).hexdigest()[:16]


class PlaceRule(BaseRule):
    """A rule about control. `place` is a name or an id, `area` a province or country; without either, it is about every place.

    `above`: only answers with a higher probability.
    """

    when: Literal["change of holder", "contested", "besieged"]
    place: str | None = None
    area: str | None = None
    above: float = Field(default=0.0, ge=0.0, lt=1.0)


class SilenceRule(BaseRule):
    """A rule about an outlet or a speaker without a report for `days` days."""

    when: Literal["silent source"]
    source: str
    days: int = Field(ge=1, le=3650)


class TollRule(BaseRule):
    """A rule about figures, by default of people killed: those with a lower bound above `above`."""

    when: Literal["toll"]
    above: float = Field(ge=0.0)
    figures: tuple[Literal["killed", "wounded", "captured", "displaced"], ...] = ("killed",)
    place: str | None = None
    area: str | None = None


Rule = Annotated[PlaceRule | SilenceRule | TollRule, Field(discriminator="when")]


class TerminalChannel(Part):
    """Print alerts to standard output."""

    to: Literal["terminal"]


class WebhookChannel(Part):
    """Send each alert as JSON with HTTP POST. `token_env` names an environment variable with a token for the header Authorization."""

    to: Literal["webhook"]
    url: str = Field(pattern=r"^https?://[^\s/]+")
    token_env: str | None = None


class EmailChannel(Part):
    """Send each alert as a mail to each recipient, through an SMTP server. `password_env` names an environment variable."""

    to: Literal["email"]
    server: str = Field(min_length=1)
    port: int | None = Field(default=None, ge=1, le=65535)
    security: Literal["starttls", "tls", "none"] = "starttls"
    user: str | None = None
    password_env: str | None = None
    sender: str = Field(pattern=r"^[^\s@<>]+@[^\s@<>]+$")
    recipients: tuple[Annotated[str, Field(pattern=r"^[^\s@<>]+@[^\s@<>]+$")], ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _check_login(self) -> EmailChannel:
        if (self.user is None) != (self.password_env is None):
            raise ValueError("user and password_env belong together")
        if self.user is not None and self.security == "none" and self.server not in ("localhost", "127.0.0.1", "::1"):
            raise ValueError('a password is not sent without encryption: set security to "starttls" or "tls"')
        return self


class FeedChannel(Part):
    """Write alerts to a file as an Atom feed. `address` is where it will be published."""

    to: Literal["feed"]
    file: Path
    title: str = "Alerts"
    address: str | None = Field(default=None, pattern=r"^https?://\S+$")


Channel = Annotated[TerminalChannel | WebhookChannel | EmailChannel | FeedChannel, Field(discriminator="to")]


class Release(Part):
    """What is left out of alerts that leave the machine, besides what `sensitive.toml` lists (see `heldby.release.policy`)."""

    delay: int = Field(default=0, ge=0)
    coarsen: float = Field(default=0.0, ge=0.0, le=1000.0)


class RuleFile(Part):
    """A rule file. Without a channel, alerts are printed."""

    rule: tuple[Rule, ...] = Field(min_length=1)
    send: tuple[Channel, ...] = (TerminalChannel(to="terminal"),)
    release: Release = Release()

    @property
    def policy(self) -> ReleasePolicy:
        """The policy of the redacted copy that alerts for others are made from."""
        return ReleasePolicy(self.release.delay, self.release.coarsen)


def read_rules(file: Path) -> RuleFile:
    """Return the content of a rule file. A relative path of a feed is relative to the file's folder.

    Raises:
        BadConfigFile: the file cannot be read or is invalid. The message names the rule or channel, its field and the problem.
    """
    try:
        found: dict[str, Any] = tomllib.loads(file.read_text("utf-8"))
        rules = RuleFile.model_validate(found)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadConfigFile(f"{file} cannot be read: {getattr(error, 'strerror', None) or error}") from error
    except ValidationError as error:
        raise BadConfigFile(f"{file}: {'; '.join(_problem(one) for one in error.errors()[:5])}") from error
    placed = (one.model_copy(update={"file": file.parent / one.file}) if isinstance(one, FeedChannel) else one for one in rules.send)
    return rules.model_copy(update={"send": tuple(placed)})


def _problem(error: Any) -> str:
    """Return where a mistake is and what it is, as in "rule 2, above: Field required"."""
    names: list[str] = []
    for part in error["loc"]:
        if isinstance(part, int):
            names[-1:] = [f"{names[-1]} {part + 1}"] if names else [str(part + 1)]
        elif part not in ("change of holder", "contested", "besieged", "silent source", "toll", "terminal", "webhook", "email", "feed"):
            names.append(str(part))
    return f"{', '.join(names)}: {error['msg'].removeprefix('Value error, ')}"
