"""Tests of exports of Telegram Desktop, in the form that https://core.telegram.org/import-export documents and version 4 writes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from intake_helpers import only, read_bytes, reason


def message(number: int, text: Any, **more: Any) -> dict[str, Any]:
    return {
        "id": number, "type": "message", "date": "2017-11-04T01:00:00", "date_unixtime": "1509746400", "from": "Valley News",
        "from_id": "channel77", "text": text, "text_entities": [], **more,
    }  # fmt: skip


PARTS = ["The army entered ", {"type": "bold", "text": "Tell Amar"}, ". ", {"type": "link", "text": "https://x.example/1"}]
CHAT = {
    "name": "Valley News", "type": "public_channel", "id": 77,
    "messages": [
        {"id": 1, "type": "service", "date": "2017-11-01T09:00:00", "actor": "Valley News", "action": "create_channel", "text": ""},
        message(2, PARTS),
        message(3, "", photo="photos/photo_1.jpg"),
        message(4, "Fighters left the mill.", forwarded_from="River Post"),
        message(5, "Two killed at the bridge.", edited="2017-11-06T09:00:00", edited_unixtime="1509951600"),
    ],
}  # fmt: skip
HTML = """<!DOCTYPE html><html><head><meta charset="utf-8"/>
<title>Exported Data</title><link href="css/style.css" rel="stylesheet"/></head><body onload="CheckLocation();"><div class="page_wrap">
<div class="page_header"><div class="content"><div class="text bold">
Valley News
</div></div></div><div class="page_body chat_page"><div class="history">
<div class="message service" id="message-1"><div class="body details">3 November 2017</div></div>
<div class="message default clearfix" id="message2"><div class="pull_left userpic_wrap">
<div class="userpic userpic1"><div class="initials">V</div>
</div></div><div class="body"><div class="pull_right date details" title="04.11.2017 01:00:00 UTC+03:00">01:00</div>
<div class="from_name">Valley News</div><div class="text">The army entered <strong>Tell Amar</strong>.<br>Residents fled.</div></div></div>
<div class="message default clearfix joined" id="message3"><div class="body">
<div class="pull_right date details" title="04.11.2017 09:00:00 UTC+03:00">09:00</div>
<div class="media_wrap clearfix"><a class="photo_wrap" href="photos/photo_1.jpg"></a></div></div></div>
<div class="message default clearfix joined" id="message4"><div class="body">
<div class="pull_right date details" title="05.11.2017 09:00:00 UTC+03:00">09:00</div>
<div class="forwarded body"><div class="from_name">River Post<span class="date details" title="02.11.2017 09:00:00"> 02.11.2017</span></div>
<div class="text">Fighters left the mill.</div></div></div></div>
<div class="message default clearfix" id="message5"><div class="body">
<div class="pull_right date details" title="99.99.2017 09:00:00">x</div>
<div class="from_name">Anna</div><div class="text">Two killed at the bridge.</div></div></div>
</div></div></div></body></html>"""


def test_messages_keep_their_days_in_utc_and_their_outlets(tmp_path: Path) -> None:
    accepted, refused = read_bytes(tmp_path, "result.json", json.dumps(CHAT))
    assert [(one.report.id, one.report.text, str(one.report.published), one.report.source) for one in accepted] == [
        ("telegram:77/2", "The army entered Tell Amar. https://x.example/1", "2017-11-03", "Valley News"),
        ("telegram:77/4", "Fighters left the mill.", "2017-11-03", "River Post"),
        ("telegram:77/5", "Two killed at the bridge.", "2017-11-03", "Valley News"),
    ]
    assert accepted[2].report.published_doubt == "the message was edited on 2017-11-06, and its first text is not known"
    assert set(accepted[0].notes) == {
        "notices of the program are left out: 1",
        "messages without text, such as pictures and videos, are left out: 1",
        "messages that were forwarded have the outlet that wrote them: 1",
    }
    assert refused == []


def test_export_of_all_chats(tmp_path: Path) -> None:
    other = {**CHAT, "name": "Silent", "id": 78, "messages": CHAT["messages"][:1]}
    data = {"about": "x", "chats": {"about": "y", "list": [CHAT, other]}, "left_chats": {"list": [{**CHAT, "id": 79}]}}
    accepted, refused = read_bytes(tmp_path, "result.json", json.dumps(data))
    assert len({one.report.id for one in accepted}) == 6
    assert "chat Silent" in refused[0].name and "no message with text" in refused[0].reason


def test_page_of_an_export(tmp_path: Path) -> None:
    accepted, refused = read_bytes(tmp_path, "messages.html", HTML)
    assert [(one.report.text, str(one.report.published), one.report.source) for one in accepted] == [
        ("The army entered Tell Amar.\nResidents fled.", "2017-11-03", "Valley News"),
        ("Fighters left the mill.", "2017-11-05", "River Post"),
        ("Two killed at the bridge.", "None", "Anna"),
    ]
    assert "messages without text, such as pictures and videos, are left out: 1" in accepted[0].notes and refused == []


def test_broken_and_hostile_exports(tmp_path: Path) -> None:
    assert "broken JSON" in reason(tmp_path, "a.json", json.dumps(CHAT)[:-3])
    assert "no message with text" in reason(tmp_path, "b.json", json.dumps({**CHAT, "messages": [7, None, [], message(1, {"a": 1})]}))
    odd = message(1, [{"text": ["x"]}, 7, "Army took Rawa."], date=7, date_unixtime="9" * 40, edited=[], forwarded_from={}, **{"from": [1]})
    assert only(tmp_path, "c.json", json.dumps({**CHAT, "messages": [odd]})).report.published is None
    assert "no message with text" in reason(tmp_path, "d.html", HTML[: HTML.index('<div class="message service')])
    accepted, _ = read_bytes(tmp_path, "e.html", HTML[:1800])
    assert "Tell Amar" in accepted[0].report.text
    nested = HTML.replace("Residents fled.", "<div class='forwarded'>" * 2000 + "Residents fled.")
    assert all("script" not in one.report.text for one in read_bytes(tmp_path, "f.html", nested)[0])
