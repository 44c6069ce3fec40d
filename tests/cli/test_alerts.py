"""Tests of `heldby watch --rules`: alerts survive a kill, and what is marked sensitive does not leave the machine."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from alerts.hostile_smtp import HostileSmtp
from alerts.hostile_webhook import HostileWebhook, Request, answer
from cli_runner import HELDBY, heldby
from heldby import pipeline
from heldby.store import Dossier
from sitrep_record import RAWA, add, capture, open_record

RULES = '[[rule]]\nname = "Rawa watch"\nwhen = "change of holder"\nsince = 2017-11-01\n'


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with open_record(tmp_path_factory.mktemp("alerts") / "dossier") as opened:
        return opened.folder


@pytest.fixture
def dossier(original: Path, tmp_path: Path) -> Path:
    shutil.copytree(original, tmp_path / "dossier")
    return tmp_path / "dossier"


def written(dossier: Path, *channels: str, rules: str = RULES) -> Path:
    file = dossier.parent / "rules.toml"
    file.write_text(rules + "".join(f"[[send]]\n{one}\n" for one in channels), "utf-8")
    return file


def email_channel(port: int) -> str:
    where = f'server = "127.0.0.1"\nport = {port}\nsecurity = "none"'
    return f'to = "email"\n{where}\nsender = "a@example.org"\nrecipients = ["b@example.org"]'


def watch(dossier: Path, file: Path) -> int:
    """Check the rules in this process; return the exit code."""
    return heldby("watch", "--rules", file, "--once", "--dossier", dossier).exit_code


def start(dossier: Path, file: Path) -> subprocess.Popen[bytes]:
    """Check the rules in a process of its own."""
    return subprocess.Popen([*HELDBY, "watch", "--rules", str(file), "--once", "--dossier", str(dossier)])


@pytest.mark.parametrize("moment", ["before the confirmation", "after the confirmation"])
def test_alerts_are_confirmed_once_across_a_kill(moment: str, dossier: Path) -> None:
    running: list[subprocess.Popen[bytes]] = []

    def kill_at_the_second(request: Request, server: HostileWebhook) -> None:
        if len(server.requests) == 2:
            if moment == "after the confirmation":
                server.confirm(request)
            running[0].kill()
            running[0].wait()
        else:
            server.confirm(request)

    with HostileWebhook(kill_at_the_second) as server:
        file = written(dossier, f'to = "webhook"\nurl = "{server.url}"')
        running.append(start(dossier, file))
        assert running[0].wait(120) == -9
        assert watch(dossier, file) == 0 and watch(dossier, file) == 0
    keys = [one.headers["idempotency-key"] for one in server.requests]
    assert len(set(keys)) == len(set(server.confirmed)) == 3
    # Only the alert whose confirmation the killed process may not have recorded comes again, with its key.
    assert len(keys) in (3, 4) and keys.count(keys[0]) == 1 and all(keys.count(key) == 1 for key in keys if key != keys[1])


def test_feed_and_mail_survive_a_kill(dossier: Path) -> None:
    with HostileSmtp({"end": kill_later(running := [])}) as server:
        mail = email_channel(server.port)
        file = written(dossier, 'to = "feed"\nfile = "alerts.atom"', mail)
        running.append(start(dossier, file))
        assert running[0].wait(120) == -9
        before = (dossier.parent / "alerts.atom").read_bytes()
        server.steps = {}
        assert watch(dossier, file) == 0
    assert len(server.kept) == len({one["Message-ID"] for one in server.kept}) == 3
    assert (dossier.parent / "alerts.atom").read_bytes() == before and before.count(b"<entry>") == 3


def kill_later(running: list[subprocess.Popen[bytes]]) -> Callable[..., None]:
    """Return a step that kills the client instead of confirming its mail."""

    def step(server: HostileSmtp, connection: object) -> None:
        running[0].kill()
        running[0].wait()

    return step


SECRETS = ("Rawa", "Haddad", "Agency A", "a.example", "Rawa watch")


def test_what_is_sensitive_is_in_no_byte_that_leaves_the_machine(dossier: Path) -> None:
    (dossier / "sensitive.toml").write_text('places = ["Rawa"]\nsources = ["Agency A"]\nwords = ["Colonel Haddad", "Haddad"]\n')
    rules = RULES + (
        '[[rule]]\nwhen = "toll"\nabove = 10\nsince = 2017-11-01\n'
        '[[rule]]\nwhen = "silent source"\nsource = "Agency A"\ndays = 1\nsince = 2017-11-01\n'
        '[[rule]]\nwhen = "silent source"\nsource = "Colonel Haddad"\ndays = 1\nsince = 2017-11-01\n'
    )
    with HostileWebhook() as server, HostileSmtp() as smtp:
        mail = email_channel(smtp.port)
        channels = ('to = "terminal"', f'to = "webhook"\nurl = "{server.url}"', mail, 'to = "feed"\nfile = "alerts.atom"')
        result = heldby("watch", "--rules", written(dossier, *channels, rules=rules), "--once", "--dossier", dossier)
    assert result.exit_code == 0 and all(secret in result.stdout for secret in SECRETS)
    outside = [one.body for one in server.requests] + [str(one.headers).encode() for one in server.requests]
    outside += [one.get_content().encode() + str(one).encode() + str(one["Subject"]).encode() for one in smtp.kept]
    outside.append((dossier.parent / "alerts.atom").read_bytes())
    for secret in SECRETS:
        assert not any(secret.lower().encode() in data.lower() for data in outside), f"{secret} left the machine"
    assert all(b"Abu Kamal" in b"".join(part) for part in (outside[:4], outside[-1:])) and len(smtp.kept) >= 2


def test_delay_holds_back_alerts_for_others_only(dossier: Path) -> None:
    with HostileWebhook() as server:
        rules = "[release]\ndelay = 36500\n" + RULES
        file = written(dossier, 'to = "terminal"', f'to = "webhook"\nurl = "{server.url}"', rules=rules)
        result = heldby("watch", "--rules", file, "--once", "--dossier", dossier)
    assert result.exit_code == 0 and result.stdout.count("Control of") == 3 and not server.requests


def test_failures_are_named_and_end_with_an_error(dossier: Path) -> None:
    with HostileWebhook(lambda request, server: request.reply(answer("500 Down"))) as server:
        file = written(dossier, f'to = "webhook"\nurl = "{server.url}"')
        result = heldby("watch", "--rules", file, "--once", "--dossier", dossier)
    assert result.exit_code == 1
    assert "not delivered to webhook 127.0.0.1: Control of al-Qaim" in result.output and "(the server answered 500)" in result.output
    assert "3 alerts left for the next check" in result.output and "the next check tries again" in result.output


def test_older_matches_and_unknown_names_are_reported(dossier: Path) -> None:
    rules = '[[rule]]\nwhen = "change of holder"\n[[rule]]\nwhen = "contested"\nplace = "Atlantis"\n'
    result = heldby("watch", "--rules", written(dossier, rules=rules), "--once", "--dossier", dossier)
    assert result.exit_code == 0 and result.stdout == ""
    assert "3 matches from before the first check of a rule not sent" in result.output
    assert "rule “contested”: the record has no place “Atlantis” yet" in result.output


def test_watch_without_feeds_and_rules_and_without_a_dossier_is_an_error(tmp_path: Path) -> None:
    assert "name at least one URL" in heldby("watch", "--dossier", tmp_path / "new").output
    file = tmp_path / "rules.toml"
    file.write_text(RULES)
    assert heldby("watch", "--rules", file, "--once", "--dossier", tmp_path / "new").exit_code == 1 and not (tmp_path / "new").exists()


def test_only_one_process_sends_at_a_time(dossier: Path) -> None:
    from filelock import FileLock

    with FileLock(dossier / "alerts.lock"):
        result = heldby("watch", "--rules", written(dossier), "--once", "--dossier", dossier)
    assert result.exit_code == 0 and "another process is sending alerts" in result.output and result.stdout == ""


def test_running_watch_sends_what_another_process_adds(dossier: Path) -> None:
    code = (
        "import functools, sys, time; from heldby.cli.app import main; import heldby.intake.feeds.watch as w\n"
        "w.poll_repeatedly = functools.partial(w.poll_repeatedly, sleep=lambda s: time.sleep(0.1))\n"
        "sys.argv = ['heldby', *sys.argv[1:]]; main()"
    )
    with HostileWebhook() as server:
        file = written(dossier, f'to = "webhook"\nurl = "{server.url}"')
        process = subprocess.Popen([sys.executable, "-c", code, "watch", "--rules", str(file), "--dossier", str(dossier)])
        try:
            wait_for(lambda: len(server.confirmed) == 3)
            with Dossier.open(dossier) as opened:
                lost = "IS took Rawa from Iraqi forces."
                add(opened, lost, "2017-11-24", [capture(lost, "IS", "Iraqi forces", "Rawa", "2017-11-24")], source="Agency A")
                pipeline.conclude(opened)
            wait_for(lambda: len(server.confirmed) == 4)
        finally:
            process.kill()
            process.wait()
    assert len(set(server.confirmed)) == 4 and RAWA


def wait_for(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 120
    while not condition():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.05)
