"""Tests of timestamps, with a real authority on this machine: OpenSSL behind a web server."""

from __future__ import annotations

import shutil
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import sqlalchemy as sa
from typer.testing import CliRunner, Result

from dossier_samples import add_capture, fill
from heldby.cli.app import build
from heldby.errors import NoTimestamp
from heldby.store import Dossier
from heldby.store.custody.timestamping import check_timestamps, read_roots, request_timestamp

CONFIG = """
[ tsa ]
serial = serial
crypto_device = builtin
signer_cert = tsa.pem
signer_key = tsa.key
signer_digest = sha256
default_policy = 1.2.3.4
digests = sha256, sha512
ess_cert_id_chain = no
ess_cert_id_alg = sha256
"""


class Authority(ThreadingHTTPServer):
    """A timestamping authority with its own root certificate; `how` sets its misbehaviour."""

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.folder = folder
        self.how = "well"
        self.first_reply = b""
        (folder / "tsa.cnf").write_text(
            CONFIG + CONFIG.replace("tsa ]", "strict ]").replace("digests = sha256, sha512", "digests = sha512")
        )
        (folder / "serial").write_text("01")
        (folder / "ext.cnf").write_text("extendedKeyUsage = critical, timeStamping\nkeyUsage = critical, digitalSignature\n")
        self.openssl("req -x509 -newkey rsa:2048 -nodes -keyout root.key -out root.pem -days 30 -subj /CN=Root")
        self.openssl("req -newkey rsa:2048 -nodes -keyout tsa.key -out tsa.csr -subj /CN=Authority")
        self.openssl("x509 -req -in tsa.csr -CA root.pem -CAkey root.key -CAcreateserial -out tsa.pem -days 30 -extfile ext.cnf")

    @property
    def section(self) -> str:
        """The section of its configuration in use: a strict authority accepts no SHA-256."""
        return "strict" if self.how == "refusing" else "tsa"

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/"

    def openssl(self, command: str) -> None:
        subprocess.run(["openssl", *command.split()], check=True, capture_output=True, cwd=self.folder)


class Answer(BaseHTTPRequestHandler):
    server: Authority

    def do_POST(self) -> None:
        query = self.rfile.read(int(self.headers["Content-Length"]))
        (self.server.folder / "query").write_bytes(query)
        self.server.openssl(f"ts -reply -config tsa.cnf -section {self.server.section} -queryfile query -out reply")
        reply = (self.server.folder / "reply").read_bytes()
        self.server.first_reply = self.server.first_reply or reply
        self.send_response(500 if self.server.how == "broken" else 200)
        self.end_headers()
        self.wfile.write({"nonsense": b"<html>no</html>", "replayed": self.server.first_reply}.get(self.server.how, reply))

    def log_message(self, *_: object) -> None:
        """Log nothing."""


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Authority]:
    if not shutil.which("openssl"):
        pytest.skip("needs openssl for a timestamping authority")
    server = Authority(tmp_path_factory.mktemp("authority"))
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def timestamped(tmp_path: Path, authority: Authority) -> Iterator[Dossier]:
    authority.how = "well"
    with Dossier.open(tmp_path / "dossier", create=True, who="tester") as dossier:
        fill(dossier)
        request_timestamp(dossier, authority.url, read_roots(authority.folder / "root.pem"))
        yield dossier


def test_root_certificate_proves_a_timestamp(timestamped: Dossier, authority: Authority) -> None:
    add_capture(timestamped, "Iraqi forces took Rawa from IS later.", "Rawa", "2017-12-01")
    [one] = check_timestamps(timestamped, read_roots(authority.folder / "root.pem"))
    assert (one.row, one.proved, one.problem) == (3, True, None)
    assert one.at is not None
    [unproved] = check_timestamps(timestamped)
    assert (unproved.proved, unproved.problem) == (False, None)


def test_root_of_another_authority_does_not_prove_a_timestamp(timestamped: Dossier, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = Authority(tmp_path / "other")
    other.server_close()
    [one] = check_timestamps(timestamped, read_roots(other.folder / "root.pem"))
    assert not one.proved and one.problem is not None and "signature" in one.problem


def test_timestamp_of_a_rewritten_chain_is_not_valid(timestamped: Dossier, authority: Authority) -> None:
    with timestamped.database.writing() as connection:
        connection.execute(sa.text("UPDATE ledger SET hash = 'forged' WHERE seq = 3"))
    [one] = check_timestamps(timestamped, read_roots(authority.folder / "root.pem"))
    assert not one.proved and one.problem is not None and "not about the hash" in one.problem


@pytest.mark.parametrize("how", ["broken", "nonsense", "replayed", "refusing"])
def test_misbehaving_authority_leaves_nothing_in_the_ledger(timestamped: Dossier, authority: Authority, how: str) -> None:
    add_capture(timestamped, "Iraqi forces took Rawa from IS later.", "Rawa", "2017-12-01")
    authority.how = how
    with pytest.raises(NoTimestamp):
        request_timestamp(timestamped, authority.url)
    assert len(list(check_timestamps(timestamped))) == 1


def test_unreachable_authority_and_invalid_root_file_raise_errors(timestamped: Dossier, tmp_path: Path) -> None:
    with pytest.raises(NoTimestamp, match="gave no timestamp"):
        request_timestamp(timestamped, "http://127.0.0.1:1/")
    (tmp_path / "no.pem").write_text("nothing")
    with pytest.raises(NoTimestamp, match="no certificates"):
        read_roots(tmp_path / "no.pem")


def test_commands_request_and_check_timestamps(timestamped: Dossier, authority: Authority) -> None:
    def heldby(*arguments: object) -> Result:
        return CliRunner().invoke(build(), [*map(str, arguments), "--dossier", str(timestamped.folder)])

    root = authority.folder / "root.pem"
    made = heldby("timestamp", authority.url, "--tsa-root", root)
    assert made.exit_code == 0 and "ledger entry 4 existed at" in made.stderr and len(made.stdout.strip()) == 64
    proved = heldby("verify", "--tsa-root", root, "--head", made.stdout.strip())
    assert proved.exit_code == 0 and proved.stderr.count("(signature checked)") == 2
    assert heldby("verify").stderr.count("signature not checked: that needs --tsa-root") == 2
    wrong = heldby("verify", "--tsa-root", authority.folder / "tsa.key")
    assert wrong.exit_code == 1 and "no certificates" in str(wrong.exception) + wrong.stderr
