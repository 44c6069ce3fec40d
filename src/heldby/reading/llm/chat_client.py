"""Asks a model over HTTP, with limits on the time and on the size of an answer."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from heldby.reading.llm.no_answer import NoAnswer
from heldby.reading.llm.settings import LlmSettings
from heldby.version import __version__

if TYPE_CHECKING:
    import httpx

TRIES = 4
"""How often a question is sent to a server that is busy or broken."""
BUSY = frozenset({429, 500, 502, 503, 504})
"""Status codes after which the question is sent again."""
FIRST_PAUSE = 1.0
"""Seconds before the second try. Each further pause is twice as long."""
LONGEST_PAUSE = 60.0
"""Most seconds between two tries, even if the server asks for more."""
PLAIN_JSON = {"Content-Type": "application/json", "Accept": "application/json", "Accept-Encoding": "identity"}
"""Headers that ask for an answer that is not compressed, because a compressed one could unpack to any size."""
LARGEST_RESPONSE = 2_000_000
"""Most bytes of a response. The longest answer that `LONGEST_ANSWER` allows has about 25,000."""
LONGEST_ANSWER = 4_096
"""Most tokens of an answer that the model is asked for."""
LONGEST_REASON = 200
"""Most characters that are quoted from a server's message about an error."""

Message = Mapping[str, str]
"""One message of a chat, with `role` and `content`."""


class ChatClient:
    """Asks the model that the settings name. `pause` waits for a number of seconds between two tries."""

    def __init__(self, settings: LlmSettings, pause: Callable[[float], object] = time.sleep) -> None:
        self.settings, self._pause = settings, pause

    def ask(self, messages: Sequence[Message]) -> str:
        """Return the model's answer.

        Raises:
            NoAnswer: the server cannot be reached, takes too long, answers with an error, or its answer is too large or incomplete.
        """
        import httpx

        try:
            return _answer_text(self._post(messages))
        except httpx.TimeoutException:
            raise self._too_slow() from None
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise NoAnswer(f"the server {self.settings.host} could not be asked: {str(error) or type(error).__name__}") from None

    def _post(self, messages: Sequence[Message]) -> bytes:
        """Send the question, if need be several times, and return the body of the response."""
        import httpx

        asked = {"model": self.settings.model, "messages": messages, "temperature": 0, "max_tokens": LONGEST_ANSWER, "stream": False}
        body = json.dumps(asked, ensure_ascii=False).encode("utf-8", "replace")
        # Neither proxies nor redirects: reports go to the address that the user gave and nowhere else.
        with httpx.Client(headers=self._headers(), timeout=self.settings.timeout, follow_redirects=False, trust_env=False) as client:
            for attempt in range(TRIES):
                with client.stream("POST", f"{self.settings.url}/chat/completions", content=body) as response:
                    if response.status_code not in BUSY or attempt == TRIES - 1:
                        return self._body(response)
                    wait = _pause_before(attempt, response.headers.get("retry-after"))
                self._pause(wait)
        raise AssertionError("the last try returns or raises")

    def _headers(self) -> dict[str, str]:
        key = {"Authorization": f"Bearer {self.settings.key}"} if self.settings.key else {}
        return {"User-Agent": f"heldby/{__version__}", **PLAIN_JSON, **key}

    def _body(self, response: httpx.Response) -> bytes:
        end = time.monotonic() + self.settings.timeout
        data = bytearray()
        for part in response.iter_raw():
            data += part
            if len(data) > LARGEST_RESPONSE:
                raise NoAnswer(f"the server's answer was too large: more than {LARGEST_RESPONSE:,} bytes")
            if time.monotonic() > end:
                raise self._too_slow()
        if not response.is_success:
            raise NoAnswer(f"the server answered {response.status_code} {response.reason_phrase}".strip() + _server_message(bytes(data)))
        return bytes(data)

    def _too_slow(self) -> NoAnswer:
        return NoAnswer(f"the model did not answer within {self.settings.timeout:g} seconds")


def _pause_before(attempt: int, retry_after: str | None) -> float:
    """Return how many seconds to wait after a failed try. `retry_after` is the server's wish, of which only seconds are understood."""
    wanted = float(retry_after) if retry_after and retry_after.isascii() and retry_after.isdigit() else 0.0
    return min(max(FIRST_PAUSE * float(2**attempt), wanted), LONGEST_PAUSE)


def _server_message(body: bytes) -> str:
    """Return what a server says about an error, to be put after its status; an empty string if it says nothing."""
    try:
        error = json.loads(body)["error"]
        text = error["message"] if isinstance(error, dict) else error
    except (ValueError, TypeError, KeyError, RecursionError):
        return ""
    words = " ".join("".join(c if c.isprintable() else " " for c in str(text)[:LONGEST_REASON]).split())
    return f": {words}" if words else ""


def _answer_text(body: bytes) -> str:
    """Return the text of the answer in a chat completion."""
    try:
        choice: dict[str, Any] = json.loads(body)["choices"][0]
        text, reason = choice["message"]["content"], choice.get("finish_reason")
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError):
        raise NoAnswer("the server's response is not a chat completion") from None
    if reason == "length":
        raise NoAnswer("the model's answer was cut off, because it was too long for the server")
    if not isinstance(text, str) or not text.strip():
        raise NoAnswer("the model's answer was empty")
    return text
