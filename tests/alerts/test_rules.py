"""Tests of rule files: what they may contain, and that mistakes are named."""

from __future__ import annotations

from pathlib import Path

import pytest

from heldby.alerts import read_rules
from heldby.alerts.channels import open_endpoints
from heldby.errors import BadConfigFile

WHOLE = """
[release]
delay = 7
coarsen = 10

[[rule]]
name = "Anbar"
when = "change of holder"
area = "Anbar"
since = 2017-11-01

[[rule]]
when = "contested"
place = "al-Qaim"
above = 0.7

[[rule]]
when = "silent source"
source = "The Desk"
days = 3

[[rule]]
when = "toll"
above = 50

[[send]]
to = "terminal"

[[send]]
to = "webhook"
url = "https://desk.example/alerts"
token_env = "DESK_TOKEN"

[[send]]
to = "email"
server = "smtp.example.org"
user = "me"
password_env = "SMTP_PASSWORD"
sender = "heldby@example.org"
recipients = ["a@example.org", "b@example.org", "a@example.org"]

[[send]]
to = "feed"
file = "alerts.atom"
"""
MAIL = '[[send]]\nto = "email"\nserver = "s"\nsender = "a@b"\nrecipients = ["x@y"]\n'
RULE = '[[rule]]\nwhen = "toll"\nabove = 5\n'


def written(folder: Path, text: str) -> Path:
    file = folder / "rules.toml"
    file.write_text(text, "utf-8")
    return file


def test_whole_file_is_read_and_a_feed_lies_beside_it(tmp_path: Path) -> None:
    rules = read_rules(written(tmp_path, WHOLE))
    assert [one.label for one in rules.rule] == ["Anbar", "contested", "silent source", "toll"]
    assert (rules.policy.delay, rules.policy.coarsen) == (7, 10.0)
    endpoints = open_endpoints(rules, {"DESK_TOKEN": "t", "SMTP_PASSWORD": "p"})
    assert [one.name for one in endpoints] == [
        "terminal", "webhook desk.example", "mail to a@example.org", "mail to b@example.org", "feed alerts.atom",
    ]  # fmt: skip
    assert [one.leaves_machine for one in endpoints] == [False, True, True, True, True]
    assert not any("example" in one.id for one in endpoints)  # the ledger keeps ids, and no addresses


def test_without_a_channel_alerts_are_printed(tmp_path: Path) -> None:
    assert [one.name for one in open_endpoints(read_rules(written(tmp_path, RULE)), {})] == ["terminal"]


def test_the_name_of_a_rule_does_not_make_it_another_rule(tmp_path: Path) -> None:
    first = read_rules(written(tmp_path, RULE)).rule[0]
    named = read_rules(written(tmp_path, RULE + 'name = "x"\nsince = 2017-01-01\n')).rule[0]
    other = read_rules(written(tmp_path, RULE.replace("5", "6"))).rule[0]
    assert first.key == named.key != other.key


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "rule: Field required"),
        ("[[rule]\n", "cannot be read"),
        ('[[rule]]\nwhen = "rain"\n', "rule 1: Input tag 'rain'"),
        (RULE + '[[rule]]\nwhen = "toll"\n', "rule 2, above: Field required"),
        (RULE + "treshold = 3\n", "rule 1, treshold: Extra inputs are not permitted"),
        ('[[rule]]\nwhen = "contested"\nabove = 1.5\n', "rule 1, above: Input should be less than 1"),
        ('[[rule]]\nwhen = "silent source"\nsource = "x"\ndays = 0\n', "rule 1, days: Input should be greater than or equal to 1"),
        (RULE + '[[send]]\nto = "pigeon"\n', "send 1: Input tag 'pigeon'"),
        (RULE + '[[send]]\nto = "webhook"\nurl = "file:///etc/passwd"\n', "send 1, url: String should match"),
        (
            RULE + MAIL.replace("a@b", r"a@b\nBcc: c@d"),
            "send 1, sender: String should match",
        ),
        (RULE + MAIL.replace('"x@y"', ""), "send 1, recipients"),
        (
            RULE + MAIL + 'user = "u"\n',
            "send 1: user and password_env belong together",
        ),
        (
            RULE + MAIL + 'user = "u"\npassword_env = "P"\nsecurity = "none"\n',
            "send 1: a password is not sent without encryption",
        ),
    ],
)
def test_mistake_is_named_with_its_place(text: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(BadConfigFile) as error:
        read_rules(written(tmp_path, text))
    assert message in str(error.value) and "rules.toml" in str(error.value)


def test_missing_file_missing_password_and_channel_twice_are_errors(tmp_path: Path) -> None:
    with pytest.raises(BadConfigFile, match="No such file"):
        read_rules(tmp_path / "none.toml")
    with pytest.raises(BadConfigFile, match="DESK_TOKEN, which is not set"):
        open_endpoints(read_rules(written(tmp_path, WHOLE)), {})
    twice = RULE + '[[send]]\nto = "terminal"\n' * 2
    with pytest.raises(BadConfigFile, match="terminal twice"):
        open_endpoints(read_rules(written(tmp_path, twice)), {})
