"""Text, Markdown and records: the text is what was given, to the character; the original is kept to the byte."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from intake_helpers import BODY, only, read, read_bytes

from heldby.intake import Refused

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1).filter(lambda text: text.strip())
SAME_FOLDER = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)


@SAME_FOLDER
@given(TEXTS)
def test_text_of_rows_is_exactly_what_was_given(tmp_path: Path, text: str) -> None:
    for ascii_only in (True, False):
        line = json.dumps({"text": text}, ensure_ascii=ascii_only)
        taken = only(tmp_path, "rows.jsonl", line + "\n")
        assert taken.report.text == text
        assert taken.original == line.encode()


@SAME_FOLDER
@given(TEXTS.map(lambda text: "Report. " + text))
def test_text_of_a_file_is_exactly_what_was_given(tmp_path: Path, text: str) -> None:
    for name in ("a.txt", "a.md"):
        taken = only(tmp_path, name, text)
        assert taken.report.text == text
        assert taken.original == text.encode()
        assert taken.report.sha256 == hashlib.sha256(text.encode()).hexdigest()


@SAME_FOLDER
@given(TEXTS, st.one_of(st.none(), st.text(st.characters(exclude_categories=["Cs"]))))
def test_passages_lie_in_the_text_in_order(tmp_path: Path, text: str, title: str | None) -> None:
    report = only(tmp_path, "rows.jsonl", json.dumps({"text": text, "title": title})).report
    end = 0
    for passage in report.boilerplate:
        assert end <= passage.start < passage.end <= len(text)
        end = passage.end


def test_newlines_stay_as_they_are_and_a_mark_is_no_text(tmp_path: Path) -> None:
    text = "Army takes Tell Amar\r\n\r\nThe army took Tell Amar.\rIt said so.\n"
    assert only(tmp_path, "a.txt", b"\xef\xbb\xbf" + text.encode()).report.text == text
    for encoding in ("utf-16", "utf-32", "utf-16-le"):
        assert only(tmp_path, "a.txt", text.encode(encoding)).report.text == text


def test_same_bytes_get_the_same_id_and_a_given_id_stays(tmp_path: Path) -> None:
    first, second = only(tmp_path, "a.txt", BODY).report, only(tmp_path, "b.txt", BODY).report
    assert first.id == second.id == f"sha256:{first.sha256}"
    assert only(tmp_path, "a.jsonl", json.dumps({"id": "x/1 ", "text": BODY})).report.id == "x/1 "
    assert only(tmp_path, "a.jsonl", json.dumps({"id": 1205, "text": BODY})).report.id == "1205"


def test_first_line_that_stands_apart_is_the_title(tmp_path: Path) -> None:
    assert only(tmp_path, "a.txt", f"Army enters Tell Amar\n\n{BODY}").report.title == "Army enters Tell Amar"
    assert only(tmp_path, "a.txt", BODY).report.title is None
    assert only(tmp_path, "a.txt", "Army enters Tell Amar").report.title is None
    assert only(tmp_path, "a.md", f"# Army enters Tell Amar #\n\n{BODY}").report.title == "Army enters Tell Amar"


def test_front_matter_says_what_a_report_is_and_is_not_read(tmp_path: Path) -> None:
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


def test_row_gives_all_its_fields(tmp_path: Path) -> None:
    row = {
        "id": "r1",
        "title": "T",
        "text": BODY,
        "published": "2017-11-03T22:15:00+03:00",
        "source": "Valley Post",
        "url": "https://v.example/a",
    }
    report = only(tmp_path, "rows.jsonl", json.dumps(row)).report
    assert (report.id, report.title, report.source, report.url) == ("r1", "T", "Valley Post", "https://v.example/a")
    assert (str(report.published), report.published_how, report.published_doubt) == ("2017-11-03", "given", None)


def test_broken_row_is_named_by_its_line_and_the_rest_is_read(tmp_path: Path) -> None:
    rows = [
        b'{"text": "One."}',
        b"",
        b'{"text": "Two"',
        b'["three"]',
        b'{"title": "no text"}',
        b'{"text": ""}',
        b'{"text": 4}',
        b'{"text": "Five."}',
    ]
    taken, refused = read_bytes(tmp_path, "file.jsonl", b"\n".join(rows))
    assert [one.report.text for one in taken] == ["One.", "Five."]
    assert [one.name.rpartition("/")[2] for one in refused] == [f"file.jsonl line {n}" for n in (3, 4, 5, 6, 7)]
    assert refused[0].reason.startswith("broken JSON at character")
    assert [one.reason for one in refused[1:]] == [
        "it is not a JSON object",
        "it has no text",
        "its text is empty",
        "its text is not a string",
    ]


def test_first_line_may_be_the_broken_one(tmp_path: Path) -> None:
    taken, refused = read_bytes(tmp_path, "file.jsonl", b'{"text": "One\n{"text": "Two."}\n')
    assert [one.report.text for one in taken] == ["Two."]
    assert refused[0].name.endswith("file.jsonl line 1")


def test_characters_no_database_takes_refuse_the_row_only(tmp_path: Path) -> None:
    rows = rb'{"text": "a\u0000b"}' + b"\n" + rb'{"text": "a\ud800b"}' + b"\n" + rb'{"id": "i\u0000d", "title": "\ud800", "text": "Good."}'
    taken, refused = read_bytes(tmp_path, "file.jsonl", rows)
    assert len(refused) == 2
    assert (taken[0].report.id, taken[0].report.title) == ("id", None)


def test_rows_that_go_on_too_long_are_passed_over(tmp_path: Path) -> None:
    from heldby.intake.limits import Limits

    path = tmp_path / "file.jsonl"
    path.write_bytes(b'{"text": "' + b"a" * 5000 + b'"}\n{"text": "Short."}\n')
    taken, refused = read(path, limits=Limits(row=1000, file=100))
    assert [one.report.text for one in taken] == ["Short."]
    assert refused[0].name.endswith("line 1")


def test_json_is_one_report_a_list_or_an_object_with_a_list(tmp_path: Path) -> None:
    one = {"id": "a", "text": BODY, "title": "T", "published": "2017-11-03", "outlet": "Valley Post"}
    report = only(tmp_path, "one.json", json.dumps(one, indent=1)).report
    assert (report.id, report.source, str(report.published)) == ("a", "Valley Post", "2017-11-03")
    for value in ([one, {"id": "b", "content": "Second."}, 5], {"status": "ok", "articles": [one, {"id": "b", "content": "Second."}, 5]}):
        taken, refused = read_bytes(tmp_path, "many.json", json.dumps(value))
        assert [found.report.id for found in taken] == ["a", "b"]
        assert json.loads(taken[1].original) == {"id": "b", "content": "Second."}
        assert [found.name.rpartition("/")[2] for found in refused] == ["many.json item 3"]


def test_table_rows_keep_their_own_lines(tmp_path: Path) -> None:
    first = '1;"Army; enters";"First line\nsecond ""line""";2017-11-03;Valley Post\r\n'
    data = f"id;Headline;Text;Date;Outlet\r\n{first}2;;Plain.;;\r\n3;a;b;c;d;e;f\r\n"
    taken, refused = read_bytes(tmp_path, "rows.csv", data)
    assert [one.report.text for one in taken] == ['First line\nsecond "line"', "Plain."]
    assert taken[0].original.decode() == first
    assert (taken[0].report.title, str(taken[0].report.published)) == ("Army; enters", "2017-11-03")
    assert (taken[1].report.title, taken[1].report.published, taken[1].report.source) == (None, None, None)
    assert refused == [Refused(str(tmp_path / "rows.csv") + " line 5", "it has 7 fields, and the header names 5: is a text not quoted?")]


def test_tabs_and_long_fields_in_tables(tmp_path: Path) -> None:
    long = "The army took Tell Amar. " * 8000
    assert only(tmp_path, "rows.tsv", f"id\ttext\n9\t{long}\n").report.text == long


def test_table_without_a_text_column_is_refused_with_its_columns(tmp_path: Path) -> None:
    taken, refused = read_bytes(tmp_path, "rows.csv", "id,name\n1,x\n")
    assert not taken
    assert refused[0].reason == "no column is called text; its first line names id, name"


def test_content_decides_where_the_suffix_lies(tmp_path: Path) -> None:
    page = f"<!DOCTYPE html><html><body><p>{BODY}</p></body></html>"
    assert only(tmp_path, "page.txt", page).report.reader.startswith("html")
    assert only(tmp_path, "plain.html", BODY).report.reader == "text"
    assert only(tmp_path, "rows.json", '{"text": "One."}\n').report.text == "One."
    assert [one.report.text for one in read_bytes(tmp_path, "rows.json", '{"text": "One."}\n{"text": "Two."}\n')[0]] == ["One.", "Two."]
    assert only(tmp_path, "pretty.jsonl", '{\n "text": "One."\n}\n').report.text == "One."
    assert only(tmp_path, "odd.suffix", BODY).report.text == BODY


def test_language_is_told_only_where_it_is_sure(tmp_path: Path) -> None:
    french = "Les forces gouvernementales sont entrées mardi dans la ville après deux jours de combats, selon des habitants et un médecin."
    assert only(tmp_path, "a.txt", BODY).report.language == "en"
    assert only(tmp_path, "a.txt", french).report.language == "fr"
    for headline in ("SDF storm Tell Amar; 12 dead", "Raqqa, Deir ez-Zor, Idlib", "1234 - 5678"):
        assert only(tmp_path, "a.txt", headline).report.language is None
    assert only(tmp_path, "a.jsonl", json.dumps({"text": "Kurz.", "language": "de"})).report.language == "de"
