"""Tests of reading Markdown."""

from __future__ import annotations

from pathlib import Path

import pytest

from intake_helpers import BODY, only


def test_front_matter_gives_the_fields_and_is_boilerplate(tmp_path: Path) -> None:
    front = '---\ntitle: "Army enters Tell Amar"\ndate: 2017-11-03\noutlet: Valley Post\nurl: https://valley.example/1\nid: vp-1\n---\n'
    report = only(tmp_path, "a.md", front + BODY).report
    assert (report.id, report.title, report.source, report.url) == (
        "vp-1",
        "Army enters Tell Amar",
        "Valley Post",
        "https://valley.example/1",
    )
    assert (str(report.published), report.published_how) == ("2017-11-03", "text")
    assert report.text == front + BODY
    assert report.boilerplate[0].end == len(front)


@pytest.mark.parametrize(
    "front",
    [
        '+++\ntitle = "Army enters Tell Amar"\ndate = 2017-11-03T10:00:00Z\nnote = """The army\ntook it."""\n[extra]\na = true\n+++\n',
        "---\r\ntitle: Army enters Tell Amar\r\ndate: 2017-11-03\r\ntags:\r\n  - war\r\nsummary: >\r\n  The army took it.\r\n---\r\n",
        "---\ntitle: Army enters Tell Amar\ndate: 2017-11-03\nfoto (großes): a.jpg\nsummary: The army\ntook it.\n---\n",
        "\n---\ntitle: 'Army enters Tell Amar'\ndate: 2017-11-03\n# a comment\nlinks: [a, b]\n...\n",
    ],
)
@pytest.mark.parametrize("name", ["a.md", "a.txt"])
def test_front_matter_is_never_read_as_text(tmp_path: Path, name: str, front: str) -> None:
    report = only(tmp_path, name, front + BODY).report
    assert (report.title, str(report.published), report.published_how) == ("Army enters Tell Amar", "2017-11-03", "text")
    assert (report.boilerplate[0].start, report.boilerplate[0].end) == (0, len(front))


def test_text_between_rules_is_text(tmp_path: Path) -> None:
    report = only(tmp_path, "a.md", f"---\n{BODY}\n---\nThe end.\n").report
    assert not report.boilerplate
