"""Settings of the reader `llm`: options, else environment variables, else defaults."""

from __future__ import annotations

import math
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from heldby.base.loopback import is_loopback
from heldby.errors import ReaderError

URL, MODEL, KEY, TIMEOUT = "HELDBY_LLM_URL", "HELDBY_LLM_MODEL", "HELDBY_LLM_KEY", "HELDBY_LLM_TIMEOUT"
"""Environment variables for the settings."""
DEFAULT_URL = "http://127.0.0.1:8080/v1"
DEFAULT_TIMEOUT = "300"
"""Seconds to wait for one answer. A model without a graphics card may need minutes."""
LONGEST_MODEL = 200
"""Largest number of characters in the name of a model."""


@dataclass(frozen=True, slots=True)
class LlmSettings:
    """Where the model is, and how to ask it.

    Attributes:
        url: address of the endpoint, without `/chat/completions`.
        model: name of the model.
        timeout: how many seconds one answer may take.
        key: the access key, or "" for none. It is sent only to `url`.
    """

    url: str
    model: str
    timeout: float
    key: str = field(default="", repr=False)

    @property
    def host(self) -> str:
        """The host that reports are sent to."""
        return urlsplit(self.url).hostname or ""

    @property
    def leaves_machine(self) -> bool:
        """Whether reports leave this machine."""
        return not is_loopback(self.host)

    @property
    def encrypted(self) -> bool:
        """Whether the connection is encrypted."""
        return self.url.startswith("https:")


def read_settings(
    url: str | None = None, model: str | None = None, timeout: str | None = None, environment: Mapping[str, str] | None = None
) -> LlmSettings:
    """Return the settings from options, which take precedence, and from the environment.

    The key is not an option, because other users of a machine can see the options of a running command.

    Raises:
        ReaderError: a setting is missing or wrong.
    """
    given = os.environ if environment is None else environment
    return LlmSettings(
        url=_checked_url((url or given.get(URL) or DEFAULT_URL).strip()),
        model=_checked_model((model or given.get(MODEL) or "").strip()),
        timeout=_checked_timeout(timeout or given.get(TIMEOUT) or DEFAULT_TIMEOUT),
        key=_checked_key(given.get(KEY, "").strip()),
    )


def _checked_url(url: str) -> str:
    try:
        parts = urlsplit(url)
        wrong = parts.scheme not in ("http", "https") or not parts.hostname or (parts.port == 0)
    except ValueError:
        wrong = True
    if wrong or not url.isprintable() or " " in url:
        raise ReaderError("the url of the reader llm is not an http or https address, such as http://127.0.0.1:8080/v1")
    if parts.username is not None or parts.query or parts.fragment:
        raise ReaderError(f"the url of the reader llm must not contain a name, password, query or fragment. Give a key in {KEY}")
    return url.rstrip("/")


def _checked_model(model: str) -> str:
    if not model:
        raise ReaderError(f"the reader llm needs the name of a model. Set it with --reader-option model=NAME or {MODEL}")
    if len(model) > LONGEST_MODEL or not model.isprintable():
        raise ReaderError(f"the model of the reader llm must be printable and have at most {LONGEST_MODEL} characters")
    return model


def _checked_timeout(timeout: str) -> float:
    try:
        seconds = float(timeout)
    except ValueError:
        seconds = math.nan
    if not 0 < seconds < math.inf:
        raise ReaderError(f"the timeout of the reader llm must be a number of seconds, not {timeout!r}")
    return seconds


def _checked_key(key: str) -> str:
    if not (key.isascii() and key.isprintable()):
        raise ReaderError(f"{KEY} contains characters that a key cannot contain")
    return key
