"""Tests of webhooks against a server that misbehaves in over twenty ways: no alert is lost, and none is confirmed twice."""

from __future__ import annotations

import contextlib
import json
import socket
import time
import uuid

import pytest

from alerts.conftest import Check
from alerts.hostile_webhook import OK, Behaviour, HostileWebhook, Request, answer, well_behaved
from heldby.alerts.channels import Webhook

IMPATIENT, PATIENT = 0.4, 30.0
"""Longest time for an alert, in seconds, with a server that misbehaves and with one that is well."""


def replying(data: bytes) -> Behaviour:
    return lambda request, server: request.reply(data)


def never_answering(request: Request, server: HostileWebhook) -> None:
    server.stopping.wait(5)


def dripping(request: Request, server: HostileWebhook) -> None:
    with contextlib.suppress(OSError):
        for byte in OK:
            request.reply(bytes([byte]))
            time.sleep(0.05)


def endless_headers(request: Request, server: HostileWebhook) -> None:
    with contextlib.suppress(OSError):
        request.reply(b"HTTP/1.1 200 OK\r\n")
        while not server.stopping.is_set():
            request.reply(b"X-More: " + b"x" * 1000 + b"\r\n")


def endless_interim_answers(request: Request, server: HostileWebhook) -> None:
    with contextlib.suppress(OSError):
        while not server.stopping.is_set():
            request.reply(b"HTTP/1.1 100 Continue\r\n\r\n")
            time.sleep(0.02)


def resetting(request: Request, server: HostileWebhook) -> None:
    request.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")


MISBEHAVIOURS: dict[str, Behaviour] = {
    "never answers": never_answering,
    "answers byte by byte": dripping,
    "closes the connection without an answer": lambda request, server: None,
    "resets the connection": resetting,
    "cuts off the status line": replying(b"HTTP/1.1 20"),
    "cuts off the headers": replying(b"HTTP/1.1 200 OK\r\nContent-Le"),
    "sends headers without end": endless_headers,
    "sends interim answers without end": endless_interim_answers,
    "sends one header of a megabyte": replying(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 1_000_000 + b"\r\n\r\n"),
    "answers with something else than HTTP": replying(b"220 mail.example ESMTP\r\n"),
    "answers with binary noise": replying(bytes(range(256)) * 4),
    "answers nothing but line ends": replying(b"\r\n" * 100),
    "answers with a status of letters": replying(b"HTTP/1.1 OK 200\r\n\r\n"),
    "answers 500": replying(answer("500 Internal Server Error")),
    "answers 502": replying(answer("502 Bad Gateway", body=b"<html>proxy</html>")),
    "answers 503 and asks to wait": replying(answer("503 Service Unavailable", "Retry-After: 3600")),
    "answers 429": replying(answer("429 Too Many Requests")),
    "answers 401": replying(answer("401 Unauthorized", 'WWW-Authenticate: Basic realm="x"')),
    "answers 404": replying(answer("404 Not Found")),
    "refuses the alert with 400": replying(answer("400 Bad Request")),
    "refuses the alert with 413": replying(answer("413 Content Too Large")),
    "answers 304": replying(answer("304 Not Modified")),
    "redirects to itself": lambda request, server: request.reply(answer("307 Temporary Redirect", f"Location: {server.url}")),
    "redirects to another server": replying(answer("302 Found", "Location: http://127.0.0.1:9/")),
    "redirects to nowhere": replying(answer("301 Moved Permanently")),
    "answers with status 999": replying(b"HTTP/1.1 999 Odd\r\nContent-Length: 0\r\n\r\n"),
}


@pytest.mark.parametrize("behaviour", MISBEHAVIOURS.values(), ids=MISBEHAVIOURS)
def test_server_that_misbehaves_gets_every_alert_once_when_it_is_well_again(behaviour: Behaviour, check: Check) -> None:
    with HostileWebhook(behaviour) as server:
        bad = check([Webhook(server.url, seconds=IMPATIENT)])
        assert bad.sent == 0 and bad.waiting == 3 and bad.failures and not server.confirmed
        server.behaviour = well_behaved
        hook = Webhook(server.url, seconds=PATIENT)
        good, again = check([hook]), check([hook])
    assert (good.sent, good.waiting, again.sent) == (3, 0, 0)
    assert len(server.confirmed) == len(set(server.confirmed)) == 3
    # Attempts that failed had the same keys, so that a server that kept such an alert can tell.
    assert {one.headers["idempotency-key"] for one in server.requests} == set(server.confirmed)


def test_server_that_is_down_gets_every_alert_when_it_is_up(check: Check) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    assert check([Webhook(f"http://127.0.0.1:{port}/", seconds=PATIENT)]).waiting == 3
    assert check([Webhook("http://no-such-host.invalid/", seconds=PATIENT)]).failures[0].channel == "webhook no-such-host.invalid"


def test_alerts_confirmed_before_a_failure_are_not_sent_again(check: Check) -> None:
    def first_only(request: Request, server: HostileWebhook) -> None:
        server.confirm(request) if not server.confirmed else request.reply(answer("500 Down"))

    with HostileWebhook(first_only) as server:
        hook = Webhook(server.url, seconds=PATIENT)
        assert (check([hook]).sent, len(server.requests)) == (1, 2)
        server.behaviour = well_behaved
        assert check([hook]).sent == 2
    assert len(server.confirmed) == len(set(server.confirmed)) == 3


def test_one_refused_alert_does_not_hold_back_the_others(check: Check) -> None:
    def picky(request: Request, server: HostileWebhook) -> None:
        request.reply(answer("422 Unprocessable")) if "Abu Kamal" in request.alert()["text"] else server.confirm(request)

    with HostileWebhook(picky) as server:
        done = check([Webhook(server.url, seconds=PATIENT)])
    assert (done.sent, done.waiting, [one.reason for one in done.failures]) == (2, 1, ["the server answered 422"])


def test_confirmation_with_an_endless_body_counts(check: Check) -> None:
    def endless(request: Request, server: HostileWebhook) -> None:
        server.confirmed.append(request.headers["idempotency-key"])
        with contextlib.suppress(OSError):
            request.reply(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
            while not server.stopping.is_set():
                request.reply(b"4000\r\n" + b"x" * 0x4000 + b"\r\n")

    with HostileWebhook(endless) as server:
        assert check([Webhook(server.url, seconds=PATIENT)]).sent == 3 and len(set(server.confirmed)) == 3


def test_one_dead_channel_does_not_hold_back_another(check: Check) -> None:
    with HostileWebhook(replying(answer("500 Down"))) as dead, HostileWebhook() as alive:
        done = check([Webhook(dead.url, seconds=PATIENT), Webhook(alive.url, seconds=PATIENT)])
    assert (done.sent, done.waiting, len(alive.confirmed)) == (3, 3, 3)


def test_alert_carries_its_sentences(check: Check) -> None:
    with HostileWebhook() as server:
        check([Webhook(server.url, "s3cret", seconds=PATIENT)])
    rawa = next(one for one in server.requests if "Rawa" in one.alert()["text"])
    body = rawa.alert()
    assert body["text"].startswith("Control of Rawa passed from Islamic State to Iraqi forces on 17 November 2017 (probability 0.9")
    assert body["sentences"][0] == {
        "quote": "Iraqi forces took Rawa from IS on Friday.", "outlet": "Agency A", "speaker": None, "title": "Rawa falls",
        "published": "2017-11-17", "url": "https://a.example/rawa",
    }  # fmt: skip
    assert rawa.headers["authorization"] == "Bearer s3cret" and rawa.headers["idempotency-key"] == body["id"] == str(uuid.UUID(body["id"]))
    assert body["rule"] is None and body["kind"] == "change of holder" and json.loads(rawa.body)["version"] == 1
    assert all(one["url"] is None for request in server.requests for one in request.alert()["sentences"] if one["outlet"] == "Agency C")
