"""Alerts by e-mail: one mail for each alert and recipient, through an SMTP server (RFC 5321).

The Message-ID is made from the id of the alert, so that a mail program shows a mail that had to be sent twice only once.
"""

from __future__ import annotations

import smtplib
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from email.utils import formatdate
from typing import Literal

from heldby.alerts.alert import Alert
from heldby.alerts.channels.endpoint import NotDelivered, endpoint_id
from heldby.alerts.text import NOTICE, evidence_lines
from heldby.presentation.wording import line

SECONDS = 60.0
"""Longest time for one mail."""
QUIT_SECONDS = 2.0
"""Longest time to wait for the end of a connection after the mail was accepted."""
PORTS = {"starttls": 587, "tls": 465, "none": 25}
SUBJECT_LENGTH = 150
MAX_REASON = 300
ONE_MAIL = (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError, smtplib.SMTPSenderRefused)
"""Errors that can be about one mail. If their code begins with 4, the server asks to wait."""

Security = Literal["starttls", "tls", "none"]


class Mailbox:
    """Sends alerts to one recipient."""

    leaves_machine = True

    def __init__(
        self, recipient: str, sender: str, server: str, port: int | None = None, security: Security = "starttls",
        login: tuple[str, str] | None = None, *, seconds: float = SECONDS, tls: ssl.SSLContext | None = None,
    ) -> None:  # fmt: skip
        self.id, self.name = endpoint_id("email", recipient), f"mail to {recipient}"
        self._recipient, self._sender, self._server = recipient, sender, server
        self._port, self._security, self._login, self._seconds = port or PORTS[security], security, login, seconds
        self._tls = tls or ssl.create_default_context()

    def send(self, alert: Alert) -> None:
        """Send an alert. It is confirmed when the server has accepted the whole mail."""
        message = self._message(alert)
        try:
            with self._connection() as server:
                server.send_message(message)
        except ONE_MAIL as error:
            raise NotDelivered(_reason(error), stop=_code(error) < 500) from error
        except (smtplib.SMTPException, OSError, ValueError) as error:
            raise NotDelivered(_reason(error), stop=True) from error

    @contextmanager
    def _connection(self) -> Iterator[smtplib.SMTP]:
        """Yield a connection that is encrypted and logged in as configured. It is cut off after the longest time for one mail."""
        direct = self._security == "tls"
        server = smtplib.SMTP_SSL(timeout=self._seconds, context=self._tls) if direct else smtplib.SMTP(timeout=self._seconds)
        # smtplib sets `_host` only if the constructor connects; TLS checks the certificate against it.
        server._host = self._server  # type: ignore[attr-defined]
        timer = threading.Timer(self._seconds, lambda: _cut_off(server))
        timer.daemon = True
        timer.start()
        try:
            code, answer = server.connect(self._server, self._port)
            if code != 220:
                raise smtplib.SMTPConnectError(code, answer)
            server.ehlo_or_helo_if_needed()
            if self._security == "starttls":
                server.starttls(context=self._tls)
            if self._login:
                server.login(*self._login)
            yield server
            with suppress(smtplib.SMTPException, OSError):  # the mail is accepted already, so a failure here is none
                if server.sock is not None:
                    server.sock.settimeout(QUIT_SECONDS)
                server.quit()
        finally:
            timer.cancel()
            server.close()

    def _message(self, alert: Alert) -> EmailMessage:
        message = EmailMessage()
        message["From"], message["To"], message["Date"] = self._sender, self._recipient, formatdate(localtime=True)
        message["Subject"] = line(alert.text, SUBJECT_LENGTH)
        message["Message-ID"] = f"<{alert.id}@{self._sender.rpartition('@')[2]}>"
        message["Auto-Submitted"] = "auto-generated"
        lines = [alert.text, "", *(part for one in evidence_lines(alert) for part in (one, "")), NOTICE]
        message.set_content("\n".join(lines) + "\n", charset="utf-8")
        return message


def _cut_off(server: smtplib.SMTP) -> None:
    """Close a connection from another thread, so that a wait for a slow server ends."""
    if server.sock is not None:
        with suppress(OSError):
            server.sock.shutdown(socket.SHUT_RDWR)


def _code(error: smtplib.SMTPException) -> int:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return next((int(code) for code, _ in error.recipients.values()), 0)
    return int(getattr(error, "smtp_code", 0))


def _reason(error: Exception) -> str:
    """Return an error as one line. Answers of servers are untrusted."""
    code: int | str = ""
    answer: bytes | str = str(error) or type(error).__name__
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, answer = next(iter(error.recipients.values()))
    elif isinstance(error, smtplib.SMTPResponseException):
        code, answer = error.smtp_code, error.smtp_error
    if code == -1:
        return "the server sent an answer that is not SMTP"
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    return line(f"{code} {text}", MAX_REASON)
