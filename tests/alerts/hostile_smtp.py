"""An SMTP server for tests that fails at a chosen step of a mail, on a real socket."""

from __future__ import annotations

import contextlib
import email
import email.policy
import socket
import threading
from collections.abc import Callable, Mapping
from email.message import EmailMessage
from types import TracebackType
from typing import Self

Step = str | Callable[["HostileSmtp", socket.socket], None]
"""What the server does at a step: the reply that it sends, or a function; None in `CUT` closes the connection."""

REPLIES: Mapping[str, str] = {
    "greeting": "220 mail.test ESMTP", "EHLO": "250-mail.test\r\n250 8BITMIME", "HELO": "250 mail.test", "MAIL": "250 OK", "RCPT": "250 OK",
    "DATA": "354 Go on", "end": "250 Kept", "QUIT": "221 Bye", "RSET": "250 OK",
}  # fmt: skip
"""What a well-behaved server replies at each step; `end` is the step after the whole mail was sent."""


def cut(server: HostileSmtp, connection: socket.socket) -> None:
    """Close the connection without a reply."""
    connection.shutdown(socket.SHUT_RDWR)


def silent(server: HostileSmtp, connection: socket.socket) -> None:
    """Never reply."""
    server.stopping.wait(5)
    connection.shutdown(socket.SHUT_RDWR)


def dripping(server: HostileSmtp, connection: socket.socket) -> None:
    """Reply so slowly that the reply never ends."""
    with contextlib.suppress(OSError):
        while not server.stopping.wait(0.05):
            connection.sendall(b"2")


def endless(server: HostileSmtp, connection: socket.socket) -> None:
    """Send lines without end."""
    with contextlib.suppress(OSError):
        while not server.stopping.is_set():
            connection.sendall(b"250-more\r\n" * 100)


class HostileSmtp:
    """A server on a free port of this machine. `steps` replaces what it does at some steps; `kept` holds the mails that it confirmed."""

    def __init__(self, steps: Mapping[str, Step] | None = None) -> None:
        self.steps: Mapping[str, Step] = steps or {}
        self.kept: list[EmailMessage] = []
        self.stopping = threading.Event()
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.stopping.set()
        self._socket.close()

    def _serve(self) -> None:
        while not self.stopping.is_set():
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._handle, args=(connection,), daemon=True).start()

    def _handle(self, connection: socket.socket) -> None:
        with connection, connection.makefile("rb") as lines, contextlib.suppress(OSError):
            if not self._do("greeting", connection):
                return
            for line in lines:
                command = line.decode("utf-8", "replace").strip().upper()[:4]
                if command == "DATA":
                    if self._do("DATA", connection) and not self._receive(lines, connection):
                        return
                elif not self._do(command, connection) or command == "QUIT":
                    return

    def _receive(self, lines: object, connection: socket.socket) -> bool:
        if str(self.steps.get("DATA", "354")).startswith(("4", "5")):
            return True
        data = b""
        for line in lines:  # type: ignore[attr-defined]
            if line == b".\r\n":
                break
            data += line
        else:
            return False  # the client left before the end of the mail
        if not self._do("end", connection):
            return False
        if str(self.steps.get("end", "250")).startswith("250"):
            mail = email.message_from_bytes(data, policy=email.policy.default)
            assert isinstance(mail, EmailMessage)
            self.kept.append(mail)
        return True

    def _do(self, step: str, connection: socket.socket) -> bool:
        """Do what is planned at a step; return whether the conversation goes on."""
        planned = self.steps.get(step, REPLIES.get(step, "500 What?"))
        if isinstance(planned, str):
            connection.sendall(planned.encode() + b"\r\n")
            return True
        planned(self, connection)
        return False
