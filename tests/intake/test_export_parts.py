"""Tests of exports of press archives and chats: each document is a report with its own date, title and outlet."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from intake_helpers import BODY, only, read_bytes

FIRST = "Government forces entered the mill quarter of Tell Amar on Friday, a hospital official said."
SECOND = "Fighters left the bridge at Al-Sur, residents said by telephone."
EXPORTS = {
    "numbered with outlet, date and title": (
        "1 of 2 DOCUMENTS\n\nValley Post\n\nNovember 3, 2017 Friday\n\nArmy enters Tell Amar\n\nBYLINE: A. Writer\n\n"
        f"SECTION: WORLD; Pg. 3\n\nLENGTH: 120 words\n\n{FIRST}\n\nLOAD-DATE: November 9, 2017\n\nLANGUAGE: ENGLISH\n\n\n"
        f"2 of 2 DOCUMENTS\n\nValley Post\n\nNovember 6, 2017 Monday\n\nBridge is free\n\nLENGTH: 80 words\n\n{SECOND}\n"
    ),
    "numbered with labels": (
        "Document 1 of 2\n\nTitle: Army enters Tell Amar\n\nPublication title: Valley Post\n\nPublication date: Nov 3, 2017\n\n"
        f"Full text: {FIRST}\n\nSubject: Armed conflict\n____________________________\n\n"
        f"Document 2 of 2\n\nTitle: Bridge is free\n\nPublication title: Valley Post\n\n"
        f"Publication date: Nov 6, 2017\n\nFull text: {SECOND}\n"
    ),
    "rules": (
        f"Title: Army enters Tell Amar\nSource: Valley Post\nDate: 3 November 2017\n\n{FIRST}\n\n=====================\n"
        f"Title: Bridge is free\nSource: Valley Post\nDate: 6 November 2017\n\n{SECOND}\n=====================\n"
    ),
    "blocks of fields": (
        f"HEADLINE: Army enters Tell Amar\nDATE: 2017-11-03\nSOURCE: Valley Post\n\n{FIRST}\n\n"
        f"HEADLINE: Bridge is free\nDATE: 2017-11-06\nSOURCE: Valley Post\n\n{SECOND}\n"
    ),
    "coded fields": (
        f"HD\nArmy enters Tell Amar\nPD 3 November 2017\nSN Valley Post\nTD\n{FIRST}\nAN Document VALP000020171103edb300001\n\n"
        f"HD\nBridge is free\nWC 80 words\nPD 6 November 2017\nSN Valley Post\nTD\n{SECOND}\nAN Document VALP000020171106edb600002\n"
    ),
    "ends": (
        f"Army enters Tell Amar\nValley Post\nNovember 3, 2017 Friday\n\nCopyright 2017 Valley Post\n\n{FIRST}\n\nEnd of Document\n\n"
        f"Bridge is free\nValley Post\nNovember 6, 2017 Monday\n\n{SECOND}\n\nEnd of Document\n"
    ),
    "archive numbers": (
        f"Army enters Tell Amar\n120 words\n3 November 2017\n\n{FIRST}\n\nDocument VALP000020171103edb300001\n\n"
        f"Bridge is free\n80 words\n6 November 2017\n\n{SECOND}\n\nDocument VALP000020171106edb600002\n"
    ),
}


@pytest.mark.parametrize("kind", EXPORTS)
def test_each_document_of_an_archive_is_a_report(tmp_path: Path, kind: str) -> None:
    accepted, refused = read_bytes(tmp_path, "a.txt", EXPORTS[kind])
    assert not refused
    reports = [one.report for one in accepted]
    assert [str(report.published) for report in reports] == ["2017-11-03", "2017-11-06"]
    assert [report.title for report in reports] == ["Army enters Tell Amar", "Bridge is free"]
    if kind != "archive numbers":
        assert [report.source for report in reports] == ["Valley Post"] * 2
    assert accepted[0].notes == ("the file holds several documents, each a report: 2",)
    assert reports[1].path == f"{tmp_path}/a.txt document 2"
    for report, sentence in zip(reports, (FIRST, SECOND), strict=True):
        read = "".join(char for at, char in enumerate(report.text) if not any(one.start <= at < one.end for one in report.boilerplate))
        assert sentence in read
        assert "2017" not in read and "words" not in read
    for one, sentence in zip(accepted, (FIRST, SECOND), strict=True):
        assert sentence in one.original.decode()


def test_export_in_a_word_document_is_split(tmp_path: Path) -> None:
    import docx

    document = docx.Document()
    for line in EXPORTS["ends"].split("\n"):
        document.add_paragraph(line)
    written = io.BytesIO()
    document.save(written)
    accepted, _ = read_bytes(tmp_path, "a.docx", written.getvalue())
    assert [str(one.report.published) for one in accepted] == ["2017-11-03", "2017-11-06"]


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        f"Page 1 of 2\n\n{BODY}\n\nPage 2 of 2\n\n{BODY[:60]}",
        f"Army enters Tell Amar\n\n{BODY}\n\n--------------------\n\n{BODY[::-1]}",
        f"Title: Army enters Tell Amar\nDate: 3 November 2017\n\n{BODY}",
        f"3 November 2017\n\n{BODY}\n\n4 November 2017\n\nThe army moved on.",
        f"{BODY}\n\nOnly 3 of 40 articles were found.",
    ],
)
def test_one_report_stays_one(tmp_path: Path, text: str) -> None:
    assert only(tmp_path, "a.txt", text).report.text == text


def test_messages_of_a_chat_are_reports(tmp_path: Path) -> None:
    chat = (
        "[13/11/2017, 17:59:02] Messages are encrypted.\n[13/11/2017, 18:00:12] Desk: The army entered Tell Amar.\nIt holds the mill.\n"
        "[05/12/2017, 07:00:00] Field: Fighters left Al-Sur.\n"
    )
    accepted, _ = read_bytes(tmp_path, "a.txt", chat)
    assert [(one.report.text, str(one.report.published), one.report.source) for one in accepted] == [
        ("The army entered Tell Amar.\nIt holds the mill.", "2017-11-13", "Desk"),
        ("Fighters left Al-Sur.", "2017-12-05", "Field"),
    ]
    assert accepted[0].notes == ("lines of the chat that no one wrote are left out: 1",)


def test_chat_with_dates_that_can_mean_two_days_is_undated(tmp_path: Path) -> None:
    chat = "3/11/17, 6:00 pm - Desk: The army entered Tell Amar.\n5/12/17, 7:00 am - Field: Fighters left Al-Sur.\n"
    accepted, _ = read_bytes(tmp_path, "a.txt", chat)
    assert [one.report.published for one in accepted] == [None, None]
    assert "3/11/2017 may be" in (accepted[0].report.published_doubt or "")
