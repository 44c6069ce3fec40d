"""Tests of the parts of a page that are easily lost: lists beside the article, tables, and notices that are not part of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from intake_helpers import BODY, PARAGRAPHS, only, page

ITEMS = "<ul><li>The army shelled the mill at Tell Amar.</li><li><b>Fighters</b> left the bridge on Monday.</li></ul>"


@pytest.mark.parametrize(
    "html",
    [
        f"<html><body><main><article>{PARAGRAPHS}</article><section>{ITEMS}</section></main></body></html>",
        f"<html><body><div class='story'>{PARAGRAPHS}</div>{ITEMS}<footer><p>Valley Post</p></footer></body></html>",
        f"<html><body><article>{PARAGRAPHS}{ITEMS}</article></body></html>",
    ],
)
def test_list_items_are_read_once_wherever_they_stand(tmp_path: Path, html: str) -> None:
    text = only(tmp_path, "a.html", html).report.text
    assert text.count("The army shelled the mill at Tell Amar.") == 1
    assert text.count("Fighters left the bridge on Monday.") == 1
    assert text.index("residents and a hospital official") < text.index("shelled the mill") < text.index("left the bridge")


def test_lists_of_other_pages_and_comments_are_no_text_and_comments_are_named(tmp_path: Path) -> None:
    others = "<ul><li><a href='/x'>The army took the airport at Al-Sur.</a></li></ul>"
    comments = "<div class='comments'><ul><li>I think the rebels took all of it already.</li></ul></div>"
    accepted = only(tmp_path, "a.html", f"<html><body><article>{PARAGRAPHS}</article>{others}{comments}</body></html>")
    assert "airport" not in accepted.report.text and "I think" not in accepted.report.text
    assert accepted.notes == (
        "passages of the page outside its article are left out: 1, the first is “I think the rebels took all of it already.”",
    )


def test_rows_of_tables_are_lines_with_the_names_of_the_columns(tmp_path: Path) -> None:
    table = (
        "<table><caption>Losses of the week</caption><thead><tr><th>Village</th><th>Killed</th><th>Injured</th><th>Cause</th></tr>"
        "</thead><tbody>"
        "<tr><td>Upper Mill</td><td>7</td><td>12</td><td><ul><li>mines</li><li>shells</li></ul></td></tr>"
        "<tr><td>Al-Sur</td><td>2</td><td></td><td>a raid</td></tr></tbody></table>"
    )
    accepted = only(tmp_path, "a.html", page(body=table))
    assert (
        "Losses of the week\nUpper Mill: 7 killed, 12 injured; Cause: mines shells.\nAl-Sur: 2 killed; Cause: a raid."
        in accepted.report.text
    )
    assert accepted.notes == ("rows of tables are written as lines with the names of their columns: 2",)


def test_table_that_lays_out_the_page_is_read_as_text(tmp_path: Path) -> None:
    html = f"<html><body><table><tr><td>Valley Post</td><td>News</td></tr><tr><td>{PARAGRAPHS}</td><td></td></tr></table></body></html>"
    assert BODY.split("\n\n")[0] in only(tmp_path, "a.html", html).report.text


def test_cookie_notice_is_left_out_and_named(tmp_path: Path) -> None:
    notice = "<div id='consent-box'><p>" + "We and our partners use cookies to measure what you read. " * 30 + "</p></div>"
    html = f"<html><body>{notice}<div><h1>Army enters Tell Amar</h1><p>The army entered Tell Amar, residents said.</p></div></body></html>"
    accepted = only(tmp_path, "a.html", html)
    assert "cookies" not in accepted.report.text
    assert "The army entered Tell Amar, residents said." in accepted.report.text
    assert "notices about cookies are left out: 1" in accepted.notes
