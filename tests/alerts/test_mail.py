"""Tests of mails: after a server failed at any step, every mail arrives once. A server of another library receives mails over TLS."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
import ipaddress
import socket
import ssl
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from alerts.conftest import Check
from alerts.hostile_smtp import HostileSmtp, Step, cut, dripping, endless, silent
from heldby.alerts.channels import Mailbox, mail
from heldby.alerts.channels.mail import Security

IMPATIENT, PATIENT = 0.5, 30.0
"""Longest time for a mail, in seconds, with a server that fails and with one that is well."""

FAILURES: dict[str, Mapping[str, Step]] = {
    "refuses connections": {"greeting": "554 No"},
    "is busy at the greeting": {"greeting": "421 Busy"},
    "closes at the greeting": {"greeting": cut},
    "never greets": {"greeting": silent},
    "greets byte by byte": {"greeting": dripping},
    "greets without end": {"greeting": endless},
    "greets in HTTP": {"greeting": "HTTP/1.1 400 Bad Request"},
    "refuses EHLO and HELO": {"EHLO": "502 No", "HELO": "502 No"},
    "closes at EHLO": {"EHLO": cut},
    "never answers EHLO": {"EHLO": silent},
    "lists extensions without end": {"EHLO": endless},
    "refuses the sender": {"MAIL": "550 Not you"},
    "is busy at the sender": {"MAIL": "451 Later"},
    "closes at the sender": {"MAIL": cut},
    "refuses the recipient": {"RCPT": "550 No such user"},
    "puts the recipient on a grey list": {"RCPT": "450 Greylisted"},
    "closes at the recipient": {"RCPT": cut},
    "refuses DATA": {"DATA": "554 No"},
    "closes at DATA": {"DATA": cut},
    "answers DATA with noise": {"DATA": "\x00\xff?"},
    "refuses the mail": {"end": "552 Too large"},
    "is busy after the mail": {"end": "451 Disk full"},
    "closes after the mail": {"end": cut},
    "never answers after the mail": {"end": silent},
}


def mailbox(port: int, seconds: float = PATIENT, security: Security = "none") -> Mailbox:
    return Mailbox("desk@example.org", "heldby@example.org", "127.0.0.1", port, security, seconds=seconds)


@pytest.mark.parametrize("steps", FAILURES.values(), ids=FAILURES)
def test_server_that_fails_at_a_step_gets_every_mail_once_when_it_is_well_again(steps: Mapping[str, Step], check: Check) -> None:
    with HostileSmtp(steps) as server:
        bad = check([mailbox(server.port, IMPATIENT)])
        assert bad.sent == 0 and bad.waiting == 3 and bad.failures and not server.kept
        server.steps = {}
        good, again = check([mailbox(server.port)]), check([mailbox(server.port)])
    assert (good.sent, good.waiting, again.sent) == (3, 0, 0)
    assert len(server.kept) == len({one["Message-ID"] for one in server.kept}) == 3


@pytest.mark.parametrize("step", ["550 Never again", cut, silent])
def test_failure_after_the_mail_was_accepted_is_none(step: Step, check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail, "QUIT_SECONDS", 0.1)
    with HostileSmtp({"QUIT": step}) as server:
        assert check([mailbox(server.port)]).sent == 3 and check([mailbox(server.port)]).sent == 0
    assert len(server.kept) == 3


def test_each_recipient_gets_every_alert_once(check: Check) -> None:
    with HostileSmtp() as server:
        where = ("heldby@example.org", "127.0.0.1", server.port, "none")
        boxes = [Mailbox(f"{name}@example.org", *where, seconds=PATIENT) for name in ("a", "b")]
        assert check(boxes).sent == 6 and check(boxes).sent == 0
    assert sorted(one["To"] for one in server.kept) == ["a@example.org"] * 3 + ["b@example.org"] * 3


def test_mail_carries_its_sentences_and_no_header_can_be_added(check: Check) -> None:
    with HostileSmtp() as server:
        check([mailbox(server.port)])
    rawa = next(one for one in server.kept if "Rawa" in one["Subject"])
    assert rawa["Subject"].startswith("Control of Rawa passed from Islamic State to Iraqi forces on 17 November 2017")
    text = rawa.get_content()
    assert "“Iraqi forces took Rawa from IS on Friday.” Agency A, 17 November 2017, https://a.example/rawa" in text
    assert rawa["Auto-Submitted"] == "auto-generated" and rawa["Message-ID"].endswith("@example.org>") and "Bcc" not in rawa


def test_mail_is_never_sent_without_encryption_if_the_server_offers_none(check: Check) -> None:
    with HostileSmtp() as server:
        done = check([mailbox(server.port, security="starttls")])
    assert done.sent == 0 and not server.kept and "STARTTLS" in done.failures[0].reason


class Kept:
    """A handler of aiosmtpd that keeps the mails it gets."""

    def __init__(self) -> None:
        self.mails: list[email.message.Message] = []

    async def handle_DATA(self, server: object, session: object, envelope: Any) -> str:
        self.mails.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        return "250 Kept"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with a key and a self-signed certificate for 127.0.0.1."""
    key, now = ec.generate_private_key(ec.SECP256R1()), dt.datetime.now(dt.UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
        .not_valid_before(now - dt.timedelta(days=1)).not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    file = tmp_path_factory.mktemp("tls") / "server.pem"
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    file.write_bytes(pem + made.public_bytes(serialization.Encoding.PEM))
    return file


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    return port


@pytest.fixture(params=["starttls", "tls"])
def real_server(request: pytest.FixtureRequest, certificate: Path) -> Iterator[tuple[Security, Controller, Kept]]:
    """A server of aiosmtpd that wants encryption and the password "right"."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    kept = Kept()
    starttls = request.param == "starttls"
    options: dict[str, Any] = {"tls_context": context, "require_starttls": True} if starttls else {"ssl_context": context}

    def login(server: object, session: object, envelope: object, mechanism: str, data: Any) -> AuthResult:
        return AuthResult(success=data.password == b"right", handled=False)

    controller = Controller(
        kept, hostname="127.0.0.1", port=free_port(), authenticator=login, auth_required=True, auth_require_tls=starttls, **options
    )
    controller.start()
    yield request.param, controller, kept
    controller.stop()


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")  # aiosmtpd does not see that the whole connection is TLS
def test_mails_go_through_an_encrypted_server_with_a_login(
    real_server: tuple[Security, Controller, Kept], certificate: Path, check: Check
) -> None:
    security, controller, kept = real_server
    trusted = ssl.create_default_context(cafile=str(certificate))
    common: dict[str, Any] = {"recipient": "desk@example.org", "sender": "heldby@example.org", "server": "127.0.0.1"}
    common["port"] = controller.port
    untrusted = check([Mailbox(**common, security=security, login=("me", "right"), seconds=PATIENT)])
    assert untrusted.sent == 0 and "certificate verify failed" in untrusted.failures[0].reason
    wrong = check([Mailbox(**common, security=security, login=("me", "wrong"), seconds=PATIENT, tls=trusted)])
    assert wrong.sent == 0 and "535" in wrong.failures[0].reason and not kept.mails
    assert check([Mailbox(**common, security=security, login=("me", "right"), seconds=PATIENT, tls=trusted)]).sent == 3
    assert len(kept.mails) == 3
