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
