"""Tests of what is sent when: new matches once, older ones not, and nothing twice if a report moves a day."""

from __future__ import annotations

import datetime as dt
import logging
from pathlib import Path
from xml.etree import ElementTree

import feedparser
import pytest

from alerts.conftest import CHANGES, TODAY, Check
from alerts.hostile_webhook import HostileWebhook
from heldby import pipeline
from heldby.alerts import Alert
from heldby.alerts.alert import Match
from heldby.alerts.channels import FeedFile, Webhook
from heldby.alerts.channels.feed import MAX_ENTRIES, Entry
from heldby.alerts.sent_log import SentLog
from heldby.errors import UnwritableDossier
from heldby.store import Dossier
from heldby.store.ledger import ledger
from sitrep_record import add, capture

NEW = "IS took Rawa from Iraqi forces."


class Kept:
    """An endpoint that keeps the alerts it gets."""

    def __init__(self, id: str = "kept", *, leaves_machine: bool = True) -> None:
        self.id = self.name = id
        self.leaves_machine = leaves_machine
        self.alerts: list[Alert] = []

    def send(self, alert: Alert) -> None:
        self.alerts.append(alert)


def lose_rawa(record: Dossier, day: str = "2017-11-22") -> None:
    add(record, f"{NEW} It was {day}.", day, [capture(NEW, "IS", "Iraqi forces", "Rawa", day)], source="Agency A")
    pipeline.conclude(record)


def test_what_was_true_before_the_first_check_is_not_sent_but_what_is_new_is(record: Dossier, check: Check) -> None:
    kept, rule = Kept(), {"when": "change of holder"}
    first = check([kept], [rule])
    assert (first.sent, first.older, check([kept], [rule]).sent, kept.alerts) == (0, 3, 0, [])
    lose_rawa(record)
    assert check([kept], [rule]).sent == 1 and check([kept], [rule]).sent == 0
    assert kept.alerts[0].text.startswith("Control of Rawa passed from Iraqi forces to Islamic State")
    assert kept.alerts[0].sentences[0].quote == NEW


def test_new_rule_does_not_swallow_what_an_older_rule_has_to_send(record: Dossier, check: Check) -> None:
    kept = Kept()
    check([kept], [{"when": "change of holder", "area": "Anbar"}])
    lose_rawa(record)
    both = [{"when": "change of holder", "area": "Anbar"}, {"when": "change of holder", "place": "Rawa"}]
    assert check([kept], both).sent == 1 and check([kept], list(reversed(both))).sent == 0


def test_two_rules_that_match_one_change_send_one_alert(check: Check) -> None:
    kept = Kept()
    assert check([kept], [CHANGES, {**CHANGES, "area": "Anbar"}, {**CHANGES, "place": "Rawa"}]).sent == 3


def test_new_channel_gets_what_its_rules_ask_for(check: Check) -> None:
    first, second = Kept("first"), Kept("second")
    assert check([first]).sent == 3 and check([first, second]).sent == 3 and len(second.alerts) == 3
    assert [one.id for one in first.alerts] == [one.id for one in second.alerts]


def test_name_of_a_rule_stays_on_the_machine(check: Check) -> None:
    own, public = Kept("own", leaves_machine=False), Kept("public")
    check([own, public], [{**CHANGES, "name": "Secret Rawa"}])
    assert {one.rule for one in own.alerts} == {"Secret Rawa"} and {one.rule for one in public.alerts} == {None}


@pytest.mark.parametrize(("days", "same"), [(0, True), (7, True), (-7, True), (8, False)])
def test_change_with_a_moved_day_is_the_same_change(days: int, same: bool, record: Dossier) -> None:
    match = Match("change of holder", "change rawa IS > army", dt.date(2017, 11, 17), 7, "text")
    SentLog(record, "kept").record_sent(match, "2017-11-18T00:00:00+00:00")
    moved = match._replace(on=match.on + dt.timedelta(days))
    assert SentLog(record, "kept").is_known(moved) is same and match.is_same(moved) is same
    assert not SentLog(record, "other").is_known(moved)


def test_log_survives_a_rebuild_and_names_nothing(record: Dossier, check: Check) -> None:
    check([Kept()])
    with record.database.reading() as connection:
        entries = [str(one.payload) for one in ledger.entries(connection, actions=("alert",))]
    assert len(entries) == 7 and not any(name in " ".join(entries) for name in ("Rawa", "Qaim", "Agency", "Islamic"))
    assert pipeline.is_concluded(record)  # an alert changes no conclusion
    assert check([Kept()]).sent == 0


def test_alert_is_not_sent_if_it_cannot_be_recorded(record: Dossier, check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> int:
        raise UnwritableDossier("the disk is full")

    kept, rule = Kept(), {"when": "change of holder"}
    check([kept], [rule])
    lose_rawa(record)
    monkeypatch.setattr(record, "log_action", fail)
    with pytest.raises(UnwritableDossier):
        check([kept], [rule])
    assert kept.alerts == []


def test_feed_has_each_alert_once_and_reads_as_atom(record: Dossier, check: Check, tmp_path: Path) -> None:
    feed = FeedFile(tmp_path / "alerts.atom", "Alerts & news", "https://a.example/alerts.atom")
    assert check([feed]).sent == 3
    first = (tmp_path / "alerts.atom").read_bytes()
    parsed = feedparser.parse(first)
    assert not parsed.bozo and parsed.version == "atom10" and parsed.feed.title == "Alerts & news"
    assert [one.title[:16] for one in parsed.entries] == ["Control of Rawa ", "Control of Abu K", "Control of al-Qa"]
    assert "“Iraqi forces took Rawa from IS on Friday.” Agency A" in parsed.entries[0].content[0].value
    assert parsed.entries[0].links[0].href == "https://a.example/rawa" and all("T" in one.updated for one in parsed.entries)
    assert check([feed]).sent == 0 and (tmp_path / "alerts.atom").read_bytes() == first
    (tmp_path / "alerts.atom").unlink()  # a lost file is written again
    check([feed])
    assert (tmp_path / "alerts.atom").read_bytes() == first
    lose_rawa(record)
    assert check([feed]).sent == 1
    ids = [one.id for one in feedparser.parse((tmp_path / "alerts.atom").read_bytes()).entries]
    assert len(ids) == len(set(ids)) == 4 and set(ids) > {one.id for one in parsed.entries}


def test_feed_that_cannot_be_written_keeps_its_alerts_for_the_next_check(check: Check, tmp_path: Path) -> None:
    bad = check([FeedFile(tmp_path / "missing" / "alerts.atom", "Alerts")])
    assert (bad.sent, bad.waiting) == (0, 3) and "No such file" in bad.failures[0].reason
    (tmp_path / "missing").mkdir()
    assert check([FeedFile(tmp_path / "missing" / "alerts.atom", "Alerts")]).sent == 3


def test_feed_has_the_newest_alerts_and_hostile_text_is_text(tmp_path: Path) -> None:
    alert = Alert(id="x", kind="toll", rule=None, text="</title><script>", on=TODAY, p=None, sentences=(), more=0)
    times = [f"2017-11-01T00:{index // 60:02}:{index % 60:02}Z" for index in range(300)]
    many = [Entry(alert.model_copy(update={"id": f"{index:04}"}), at) for index, at in enumerate(times)]
    FeedFile(tmp_path / "f.atom", "Alerts").publish(many)
    root = ElementTree.parse(tmp_path / "f.atom").getroot()
    entries = root.findall("{http://www.w3.org/2005/Atom}entry")
    assert len(entries) == MAX_ENTRIES and entries[0][0].text == "urn:uuid:0299" and entries[0][1].text == "</title><script>"


def test_erased_report_leaves_the_feed(record: Dossier, check: Check, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.ERROR)
    feed = FeedFile(tmp_path / "alerts.atom", "Alerts")
    check([feed])
    for report in [one.id for one in record.reports() if "al-Qaim" in one.text]:
        record.erase(report, "safety")
    pipeline.conclude(record)
    check([feed])
    assert "al-Qaim" not in (tmp_path / "alerts.atom").read_text("utf-8")


def test_webhook_gets_again_only_what_it_did_not_confirm(record: Dossier, check: Check) -> None:
    with HostileWebhook() as server:
        hook = Webhook(server.url)
        check([hook])
        lose_rawa(record)
        assert check([hook]).sent == 1
    assert len(server.confirmed) == len(set(server.confirmed)) == 4
