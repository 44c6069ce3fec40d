"""Tests of reading mails."""

from __future__ import annotations

import datetime as dt
from email.message import EmailMessage
from pathlib import Path

from intake_helpers import BODY, only, read_bytes, reason, word

THIRD = dt.date(2017, 11, 3)


def mail(subject: str = "Army enters Tell Amar") -> EmailMessage:
    """Return a mail from an outlet, without a body."""
    message = EmailMessage()
    message["From"] = "Valley Post <desk@news.valley.example>"
    message["Date"] = "Fri, 03 Nov 2017 23:30:00 +0300"
    message["Subject"] = subject
    return message


def test_mail_gives_body_sender_and_date(tmp_path: Path) -> None:
    message = mail("Armée à Tell Amar")
    message.set_content(BODY)
    report = only(tmp_path, "a.eml", message.as_bytes()).report
    assert report.text == BODY
    assert (report.title, report.source) == ("Armée à Tell Amar", "news.valley.example")
    assert (report.published, report.published_how, report.published_doubt) == (THIRD, "meta", None)


def test_date_of_a_forwarded_mail_is_doubtful(tmp_path: Path) -> None:
    message = mail("Fwd: Army enters Tell Amar")
    message.set_content(BODY)
    assert "passes something on" in (only(tmp_path, "a.eml", message.as_bytes()).report.published_doubt or "")


def test_html_body_and_attachments_are_read(tmp_path: Path) -> None:
    message = mail()
    message.set_content(f"<html><body><script>bad()</script><p>{BODY.replace(chr(10) * 2, '<p>')}</p></body></html>", subtype="html")
    message.add_attachment(b"The army left Tell Amar again.", maintype="text", subtype="plain", filename="second.txt")
    message.add_attachment(word(), maintype="application", subtype="octet-stream", filename="third.docx")
    message.add_attachment(b"\x89PNG\r\n\x1a\n", maintype="image", subtype="png", filename="logo.png")
    accepted, refused = read_bytes(tmp_path, "a.eml", message.as_bytes())
    first_line = BODY.split("\n")[0]
    assert [one.report.text.split("\n")[0] for one in accepted] == [first_line, "The army left Tell Amar again.", first_line]
    assert not refused
    assert accepted[1].report.path == f"{tmp_path}/a.eml attachment second.txt"
    assert "bad()" not in accepted[0].report.text


def test_mail_without_a_header_or_text_is_refused(tmp_path: Path) -> None:
    assert reason(tmp_path, "a.eml", b"\n\nno header") == "it is not a mail: it has no header"
    assert reason(tmp_path, "b.eml", mail().as_bytes()) == "the mail has no text"


def test_every_text_part_and_attached_mail_is_read_and_the_rest_is_named(tmp_path: Path) -> None:
    old = mail("Old note")
    old.replace_header("Date", "Thu, 09 Mar 2017 10:00:00 +0000")
    old.set_content("The fighters took the mill.")
    message = mail()
    message.set_content("The army entered Tell Amar.")
    message.make_mixed()
    second = EmailMessage()
    second.set_content("<p>It also took the mill.</p>", subtype="html")
    message.attach(second)
    message.add_attachment(old)
    message.add_attachment(b"\x89PNG\r\n\x1a\n", maintype="image", subtype="png", filename="map.png")
    (own, attached), refused = read_bytes(tmp_path, "a.eml", message.as_bytes())
    assert not refused
    assert own.report.text == "The army entered Tell Amar.\n\nIt also took the mill."
    assert own.notes == ("an attachment is not read: map.png (image/png)",)
    assert (attached.report.text, str(attached.report.published)) == ("The fighters took the mill.", "2017-03-09")


def test_alternatives_of_one_text_are_read_once(tmp_path: Path) -> None:
    message = mail()
    message.set_content("The army entered Tell Amar.")
    message.add_alternative("<p>The army entered Tell Amar.</p>", subtype="html")
    assert only(tmp_path, "a.eml", message.as_bytes()).report.text == "The army entered Tell Amar."
