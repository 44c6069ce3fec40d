"""Tests of reading mailboxes."""

from __future__ import annotations

import mailbox
from pathlib import Path

import pytest

from intake_helpers import read_bytes, reason

from .test_mail import mail


def written_mailbox(folder: Path) -> bytes:
    """Return a mailbox of two mails, written by Python's mailbox module."""
    box = mailbox.mbox(folder / "made")
    for day, text in ((3, "The army entered Tell Amar.\n\nFrom there it moved on.\n"), (4, "The army left Tell Amar.\n")):
        message = mail(f"Note {day}")
        message.replace_header("Date", f"0{day} Nov 2017 10:00:00 +0000")
        message.set_content(text)
        box.add(message)
    box.close()
    return (folder / "made").read_bytes()


@pytest.mark.parametrize("name", ["a.mbox", "a", "a.txt"])
def test_each_mail_of_a_mailbox_is_a_report_with_its_date(tmp_path: Path, name: str) -> None:
    accepted, refused = read_bytes(tmp_path, name, written_mailbox(tmp_path))
    assert not refused
    assert [(one.report.text, str(one.report.published), one.report.title) for one in accepted] == [
        ("The army entered Tell Amar.\n\nFrom there it moved on.", "2017-11-03", "Note 3"),
        ("The army left Tell Amar.", "2017-11-04", "Note 4"),
    ]
    assert accepted[1].report.path == f"{tmp_path}/{name} mail 2"


def test_file_without_mails_is_refused(tmp_path: Path) -> None:
    assert reason(tmp_path, "a.mbox", "Nothing here.\n").startswith("it is not a mailbox")
