"""Asking a model: what is sent, what is accepted, and which failures become which reasons. With a real server on this machine."""

from __future__ import annotations

import gzip
from collections.abc import Iterator

import pytest

from heldby.reading.llm.chat_client import LARGEST_RESPONSE, LONGEST_PAUSE, ChatClient
from heldby.reading.llm.no_answer import NoAnswer
from heldby.reading.llm.settings import LlmSettings
from model_server import ModelServer, Reply, completion

QUESTION = [{"role": "user", "content": "Wer hält Ráwa? 🏙"}]


def ask(server: ModelServer, *, timeout: float = 30, key: str = "", pauses: list[float] | None = None) -> str:
    return ChatClient(LlmSettings(server.url, "test-model", timeout, key), (pauses if pauses is not None else []).append).ask(QUESTION)


def reason(server: ModelServer, **how: float) -> str:
    with pytest.raises(NoAnswer) as error:
        ask(server, **how)  # type: ignore[arg-type]
    return str(error.value)


def test_question_and_answer(server: ModelServer) -> None:
    server.answer(completion("the answer"))
    assert ask(server) == "the answer"
    [asked], [path] = server.asked, server.paths
    assert path == "/v1/chat/completions"
    assert (asked["model"], asked["messages"], asked["temperature"], asked["stream"]) == ("test-model", QUESTION, 0, False)


def test_key_is_sent_only_if_there_is_one(server: ModelServer) -> None:
    server.answer(completion("yes"))
    ask(server)
    ask(server, key="secret")
    assert "authorization" not in server.headers[0] and server.headers[1]["authorization"] == "Bearer secret"


def test_proxies_of_the_environment_are_not_used(server: ModelServer, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.delenv("NO_PROXY", raising=False)
    server.answer(completion("direct"))
    assert ask(server) == "direct"


def test_redirect_is_not_followed(server: ModelServer) -> None:
    server.answer(Reply(status=307, headers={"Location": f"{server.url}/elsewhere"}))
    assert reason(server) == "the server answered 307 Temporary Redirect"
    assert len(server.asked) == 1


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_busy_server_is_asked_again_after_longer_and_longer_pauses(server: ModelServer, status: int) -> None:
    pauses: list[float] = []
    server.answer(Reply(status=status), Reply(status=status), completion("at last"))
    assert ask(server, pauses=pauses) == "at last"
    assert pauses == [1.0, 2.0] and len(server.asked) == 3


def test_server_that_stays_busy_is_asked_a_few_times(server: ModelServer) -> None:
    pauses: list[float] = []
    server.answer(Reply(status=500))
    with pytest.raises(NoAnswer, match="the server answered 500 Internal Server Error"):
        ask(server, pauses=pauses)
    assert len(server.asked) == 4 and pauses == [1.0, 2.0, 4.0]


@pytest.mark.parametrize(("wish", "pause"), [("9", 9.0), ("999999999", LONGEST_PAUSE), ("Wed, 21 Oct 2031 07:28:00 GMT", 1.0), ("-5", 1.0)])
def test_pause_that_a_server_asks_for_is_kept_within_limits(server: ModelServer, wish: str, pause: float) -> None:
    pauses: list[float] = []
    server.answer(Reply(status=429, headers={"Retry-After": wish}), completion("at last"))
    assert ask(server, pauses=pauses) == "at last" and pauses == [pause]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b'{"error": {"message": "the context is\\ntoo \\u202e small"}}', ": the context is too small"),
        (b'{"error": "no such model"}', ": no such model"),
        (b"<html>bad</html>", ""),
        (b"[]", ""),
        (b'{"error": {"message": "' + b"long " * 1000 + b'"}}', ": " + "long " * 39 + "long"),
    ],
)
def test_error_of_the_server_is_quoted_in_plain_words(server: ModelServer, body: bytes, message: str) -> None:
    server.answer(Reply(body, status=400))
    assert reason(server) == f"the server answered 400 Bad Request{message}"
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    "body",
    [
        b"", b"not json", b"\xff\xfe", b"[]", b"null", b"{}", b'{"choices": []}', b'{"choices": [{}]}', b'{"choices": "text"}',
        b'{"choices": [null]}', b'{"choices": [{"message": "text"}]}', b"[" * 100_000,
    ],
)  # fmt: skip
def test_response_that_is_no_chat_completion(server: ModelServer, body: bytes) -> None:
    server.answer(Reply(body))
    assert reason(server) == "the server's response is not a chat completion"


@pytest.mark.parametrize("answer", [None, "", "  \n"])
def test_empty_answer(server: ModelServer, answer: str | None) -> None:
    server.answer(completion(answer))
    assert reason(server) == "the model's answer was empty"


def test_answer_that_reached_the_limit_of_the_server(server: ModelServer) -> None:
    server.answer(completion('{"claims": [', finish="length"))
    assert "cut off" in reason(server)


def test_connection_that_breaks_in_the_middle(server: ModelServer) -> None:
    body = completion("whole").body
    server.answer(Reply(body[:-5], length=len(body)))
    assert reason(server).startswith("the server 127.0.0.1 could not be asked: ")


def test_nobody_listens() -> None:
    with pytest.raises(NoAnswer, match=r"the server 127\.0\.0\.1 could not be asked: .*refused"):
        ChatClient(LlmSettings("http://127.0.0.1:9/v1", "m", 5)).ask(QUESTION)


def test_server_that_does_not_answer(server: ModelServer) -> None:
    server.answer(Reply(chunks=server.hang))
    assert reason(server, timeout=0.2) == "the model did not answer within 0.2 seconds"
    assert len(server.asked) == 1


def test_server_that_sends_without_end_in_small_pieces(server: ModelServer) -> None:
    def drip() -> Iterator[bytes]:
        while not server.closing.wait(0.02):
            yield b" "

    server.answer(Reply(chunks=drip))
    assert reason(server, timeout=0.3) == "the model did not answer within 0.3 seconds"


def test_enormous_response_is_given_up_early(server: ModelServer) -> None:
    sent = 0

    def flood() -> Iterator[bytes]:
        nonlocal sent
        while sent < 1000 * LARGEST_RESPONSE:
            sent += 1_000_000
            yield b"x" * 1_000_000

    server.answer(Reply(chunks=flood))
    assert reason(server) == "the server's answer was too large: more than 2,000,000 bytes"
    server.closing.wait(0.2)
    assert sent < 50 * LARGEST_RESPONSE


def test_compressed_response_is_not_unpacked(server: ModelServer) -> None:
    server.answer(Reply(gzip.compress(b" " * 50_000_000), headers={"Content-Encoding": "gzip"}))
    assert reason(server) == "the server's response is not a chat completion"
    assert server.headers[0]["accept-encoding"] == "identity"
