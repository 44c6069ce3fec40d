"""Tests of exports of Nexis and Factiva, made to the layout of real ones. The texts were written for these tests."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from intake_helpers import read_bytes

NEXIS_UNI = """\
Page 1 of 3

Army enters Tell Amar after two days of clashes
The Valley Post
November 3, 2017 Friday
First Edition

Copyright 2017 The Valley Post Ltd. All Rights Reserved
Section: WORLD; Pg. 12
Length: 210 words
Byline: Anna Reed, in Baghdad
Highlight: Residents flee

Body

Government forces entered the hill town of Tell Amar on Friday after two days of clashes, residents said.

The fighters withdrew to the villages across the river.

Classification

Language: ENGLISH
Publication-Type: Newspaper
Subject: ARMED FORCES (90%); REBELLIONS (77%)
Geographic: BAGHDAD, IRAQ (79%)
Load-Date: November 4, 2017

End of Document

Page 2 of 3

Fighters leave the mill
Agence Valley -- English
November 4, 2017 Saturday 7:15 AM GMT

Copyright 2017 Agence Valley All Rights Reserved
Length: 120 words
Dateline: RIVER POST, Nov 4 2017
Body

Fighters left the mill on Saturday, an officer said.

Load-Date: November 4, 2017

End of Document
"""
NEXIS = """\
                               1 of 2 DOCUMENTS


                               The Valley Post

                            November 3, 2017 Friday
                              Late Edition - Final

Army Enters Tell Amar

BYLINE: By ANNA REED

SECTION: Section A; Column 0; Foreign Desk; Pg. 1

LENGTH: 523 words

DATELINE: BAGHDAD

Government forces entered the hill town of Tell Amar on Friday after two days
of clashes, residents said.

The fighters withdrew to the villages across the river.

URL: http://www.valleypost.example

LOAD-DATE: November 4, 2017

LANGUAGE: ENGLISH

GRAPHIC: PHOTO: A tank

PUBLICATION-TYPE: Newspaper


                 Copyright 2017 The Valley Post Company


                               2 of 2 DOCUMENTS


                       BBC Monitoring Valley - Political
                   Supplied by BBC Worldwide Monitoring

                            November 5, 2017 Sunday

Valley: Fighters leave mill

LENGTH: 99 words


Text of report by private River TV on 4 November

Fighters left the mill on Saturday, an officer said.

LOAD-DATE: November 5, 2017

LANGUAGE: ENGLISH

                     Copyright 2017 British Broadcasting Corporation
                              All Rights Reserved
"""
FACTIVA_CODES = """\
HD
Army enters Tell Amar
BY
By Anna Reed
WC
210 words
PD
3 November 2017
ET
03:15 PM
SN
Agence Valley
SC
AFPR
LA
English
CY
Copyright 2017 Agence Valley All Rights Reserved

LP
Government forces entered the hill town of Tell Amar on Friday after two days of clashes, residents said.

TD
The fighters withdrew to the villages across the river.

RF
Not available for re-dissemination.

CO
valpst : Valley Post Inc
IN
i211 : Oil
NS
gcat : Political/General News | gvio : Military Action
RE
iraq : Iraq | asiaz : Asia
IPD
Clashes
PUB
Agence Valley
AN
Document AFPR000020171103edb300abc

HD
Fighters leave the mill
WC
99 words
PD
4 November 2017
SN
Reuters News
SC
LBA
LA
English
LP
RIVER POST, Nov 4 (Reuters) - Fighters left the mill on Saturday, an officer said.
TD
Two were killed.
AN
Document LBA0000020171104edb4000xy

Search Summary
Text	Tell Amar
Date	In the last 2 years
Source	All Sources
Timestamp	10 November 2017 4:15 PM
"""
FACTIVA = """\
World
Army enters Tell Amar
By Anna Reed
210 words
3 November 2017
03:15 PM
Agence Valley
AFPR
English
Copyright 2017 Agence Valley All Rights Reserved

Government forces entered the hill town of Tell Amar on Friday after two days of clashes, residents said.

The fighters withdrew to the villages across the river.

Agence Valley

Document AFPR000020171103edb300abc

Fighters leave the mill
99 words
4 November 2017
Reuters News
LBA
English
(c) 2017 Reuters Limited

RIVER POST, Nov 4 (Reuters) - Fighters left the mill on Saturday, an officer said.

Document LBA0000020171104edb4000xy

Search Summary
Text Tell Amar
Date In the last 2 years
(c) 2017 Factiva, Inc. All rights reserved.
"""

FIRST = (
    "Government forces entered the hill town of Tell Amar on Friday after two days of clashes, residents said.\n\n"
    "The fighters withdrew to the villages across the river."
)
EXPECTED = {
    "nexis uni": (NEXIS_UNI, [
        ("Army enters Tell Amar after two days of clashes", "2017-11-03", "The Valley Post", FIRST),
        ("Fighters leave the mill", "2017-11-04", "Agence Valley -- English", "Fighters left the mill on Saturday, an officer said."),
    ]),
    "nexis": (NEXIS, [
        ("Army Enters Tell Amar", "2017-11-03", "The Valley Post", FIRST),
        ("Valley: Fighters leave mill", "2017-11-05", "BBC Monitoring Valley - Political",
         "Text of report by private River TV on 4 November Fighters left the mill on Saturday, an officer said."),
    ]),
    "factiva with codes": (FACTIVA_CODES, [
        ("Army enters Tell Amar", "2017-11-03", "Agence Valley", FIRST),
        ("Fighters leave the mill", "2017-11-04", "Reuters News",
         "RIVER POST, Nov 4 (Reuters) - Fighters left the mill on Saturday, an officer said. Two were killed."),
    ]),
    "factiva": (FACTIVA, [
        ("Army enters Tell Amar", "2017-11-03", "Agence Valley", f"{FIRST} Agence Valley"),
        ("Fighters leave the mill", "2017-11-04", "Reuters News",
         "RIVER POST, Nov 4 (Reuters) - Fighters left the mill on Saturday, an officer said."),
    ]),
}  # fmt: skip


def read_part(report: object) -> str:
    """Return the words of a report that heldby reads."""
    text, unread = report.text, report.boilerplate  # type: ignore[attr-defined]
    return " ".join("".join(char for at, char in enumerate(text) if not any(one.start <= at < one.end for one in unread)).split())


@pytest.mark.parametrize("kind", EXPECTED)
@pytest.mark.parametrize("breaks", ["\n", "\r\n"])
def test_each_document_keeps_its_title_date_and_outlet(tmp_path: Path, kind: str, breaks: str) -> None:
    text, expected = EXPECTED[kind]
    accepted, refused = read_bytes(tmp_path, "a.txt", text.replace("\n", breaks))
    found = [(one.report.title, str(one.report.published), one.report.source, read_part(one.report)) for one in accepted]
    assert found == [(*fields, " ".join(body.split())) for *fields, body in expected]
    assert {one.report.language for one in accepted} == {"en"} and refused == []
    assert accepted[0].notes[0] == "the file holds several documents, each a report: 2"


def test_address_and_number_of_a_document(tmp_path: Path) -> None:
    assert read_bytes(tmp_path, "a.txt", NEXIS)[0][0].report.url == "http://www.valleypost.example"
    accepted, _ = read_bytes(tmp_path, "b.txt", FACTIVA)
    assert [one.report.id for one in accepted] == ["factiva:AFPR000020171103edb300abc", "factiva:LBA0000020171104edb4000xy"]


def test_what_is_not_a_document_is_named(tmp_path: Path) -> None:
    summary = "the summary of the search at the end of the export is left out"
    assert summary in read_bytes(tmp_path, "a.txt", FACTIVA)[0][0].notes
    cover = "User Name: A\nDocuments (2)\n1. Army enters Tell Amar\nSearch Terms: Tell Amar\n| About LexisNexis | Privacy Policy |\n\n"
    accepted, _ = read_bytes(tmp_path, "b.txt", cover + NEXIS_UNI)
    assert len(accepted) == 2 and "the cover page of the export is left out" in accepted[0].notes
    assert accepted[0].report.title == "Army enters Tell Amar after two days of clashes"


def test_word_that_looks_like_a_code_stays_in_the_text(tmp_path: Path) -> None:
    text = FACTIVA_CODES.replace("Two were killed.", "IN BAGHDAD an officer spoke.\nCO of the brigade was killed.\nRE: the bridge.")
    assert read_part(read_bytes(tmp_path, "a.txt", text)[0][1].report).endswith(
        "IN BAGHDAD an officer spoke. CO of the brigade was killed. RE: the bridge."
    )


def test_export_in_a_word_document(tmp_path: Path) -> None:
    import docx

    document = docx.Document()
    for line in NEXIS_UNI.split("\n"):
        document.add_paragraph(line)
    written = io.BytesIO()
    document.save(written)
    accepted, _ = read_bytes(tmp_path, "a.docx", written.getvalue())
    assert [(one.report.title, str(one.report.published)) for one in accepted] == [
        ("Army enters Tell Amar after two days of clashes", "2017-11-03"),
        ("Fighters leave the mill", "2017-11-04"),
    ]


def test_broken_exports_lose_nothing(tmp_path: Path) -> None:
    accepted, _ = read_bytes(tmp_path, "a.txt", NEXIS_UNI[: NEXIS_UNI.rindex("Load-Date")])
    assert [one.report.title for one in accepted][1] == "Fighters leave the mill"
    undated = FACTIVA.replace("3 November 2017", "Friday")
    accepted, _ = read_bytes(tmp_path, "b.txt", undated)
    assert [str(one.report.published) for one in accepted] == ["None", "2017-11-04"] and FIRST[:60] in accepted[0].report.text


@pytest.mark.parametrize(
    "text",
    [
        "HD\n" * 20_000 + "Document AFPR000020171103edb300abc",
        "End of Document\n" * 20_000 + "x",
        "Title\n" + "3 November 2017\n" * 20_000 + "End of Document",
        "Title\nPost\n3 November 2017\n\nBody\n\nArmy took Rawa.\n\n" + "Language: ENGLISH\n" * 20_000 + "End of Document",
        "1 of 1 DOCUMENTS\n\n" + "LENGTH: 9 words\n" * 20_000,
    ],
    ids=["codes", "ends", "dates", "fields", "heads"],
)
def test_hostile_exports_are_read_or_refused(tmp_path: Path, text: str) -> None:
    accepted, refused = read_bytes(tmp_path, "a.txt", text)
    assert accepted or refused
