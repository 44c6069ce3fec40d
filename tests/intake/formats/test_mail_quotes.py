"""Tests of mails that quote or pass on other mails: each text keeps its own author and date."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from heldby.intake.formats.mail_quotes import split_quotes
from intake_helpers import BODY, only, read_bytes

from .test_mail import mail

NINTH = dt.date(2017, 3, 9)
OLD = "The fighters took the mill near Tell Amar yesterday."


@pytest.mark.parametrize(
    "introduction",
    [
        "On Thu, 9 Mar 2017 at 09:00, Field Desk <field@post.example> wrote:",
        "On Mar 9, 2017, at 9:00 AM, Field Desk <field@post.example> wrote:",
        "On Thursday, 9 March 2017 at 09:00, Field Desk\n<field@post.example> wrote:",
        "On 2017-03-09 09:00, field@post.example wrote:",
        "Le 9 mars 2017, Field Desk <field@post.example> a écrit :",
    ],
)
@pytest.mark.parametrize("marked", [True, False])
def test_answered_mail_is_a_report_of_its_own(introduction: str, marked: bool) -> None:
    split = split_quotes(f"We are checking this.\n\n{introduction}\n" + ("> " + OLD if marked else OLD))
    assert split.own == "We are checking this."
    assert [one.text for one in split.quoted] == [OLD]
    assert split.quoted[0].day == (None if "mars" in introduction else NINTH)


@pytest.mark.parametrize(
    "start",
    [
        "---------- Forwarded message ---------\nFrom: Field Desk <field@post.example>\nDate: Thu, 9 Mar 2017 at 09:00\nSubject: Mill",
        "-----Original Message-----\nFrom: Field Desk <field@post.example>\nSent: Thursday, March 9, 2017 9:00 AM\nSubject: Mill",
        "Begin forwarded message:\n\nFrom: Field Desk <field@post.example>\nSubject: Mill\nDate: 9 March 2017 at 09:00:00 GMT",
        "________________________________\nFrom: Field Desk <field@post.example>\nSent: 09 March 2017 09:00\nSubject: Mill",
        "*From:* Field Desk <field@post.example>\n*Sent:* Thursday, March 9, 2017 9:00 AM\n*Subject:* Mill",
    ],
)
def test_mail_that_is_passed_on_keeps_its_date_and_sender(tmp_path: Path, start: str) -> None:
    message = mail("Fwd: Mill")
    message.set_content(f"See below.\n\n{start}\n\n{OLD}\n")
    (own, passed_on), refused = read_bytes(tmp_path, "a.eml", message.as_bytes())
    assert not refused
    assert (own.report.text, str(own.report.published), own.report.published_doubt) == ("See below.", "2017-11-03", None)
    assert own.notes == ("mails that it quotes are reports of their own: 1",)
    report = passed_on.report
    assert (report.text, report.published, report.source, report.title) == (OLD, NINTH, "post.example", "Mill")
    assert (report.path or "").endswith("a.eml quoted mail 1")
    assert own.report.id != report.id


def test_mail_without_own_text_gives_only_what_it_passes_on(tmp_path: Path) -> None:
    message = mail("Fwd: Mill")
    message.set_content(f"---------- Forwarded message ---------\nFrom: a@b.example\nDate: Thu, 9 Mar 2017 09:00\n\n{OLD}\n")
    report = only(tmp_path, "a.eml", message.as_bytes()).report
    assert (report.text, report.published) == (OLD, NINTH)


def test_answers_between_quoted_lines_are_kept_and_quotes_without_an_author_are_named(tmp_path: Path) -> None:
    message = mail("Re: Mill")
    message.set_content(
        f"> {OLD}\n> It is near the river.\n\nThat is wrong. The army holds the mill.\n\n> And the bridge?\n\nThe bridge too.\n"
    )
    accepted = only(tmp_path, "a.eml", message.as_bytes())
    assert OLD not in accepted.report.text
    assert "The army holds the mill." in accepted.report.text and "The bridge too." in accepted.report.text
    assert accepted.notes == ("quoted lines that the sender did not write are left out: 3",)


def test_quotations_in_quotations_are_separated() -> None:
    inner = "> On 1 March 2017, C <c@d.example> wrote:\n>> The army left."
    split = split_quotes(f"New.\n\nOn 9 March 2017, A <a@b.example> wrote:\n> Older.\n>\n{inner}")
    assert [(one.text, str(one.day)) for one in split.quoted] == [("Older.", "2017-03-09"), ("The army left.", "2017-03-01")]


def test_plain_text_is_not_taken_for_a_quotation() -> None:
    for text in (
        BODY,
        f"On Tuesday the minister wrote: no comment.\n\n{BODY}",
        f"On 3 May the mayor wrote:\n{BODY}",
        f"From: the desk\n\n{BODY}",
        f"{BODY}\n--\nDesk",
    ):
        assert split_quotes(text).own == text
        assert not split_quotes(text).quoted


def test_answer_below_a_quotation_in_html_is_the_senders(tmp_path: Path) -> None:
    message = mail("Re: Mill")
    message.set_content(
        "<p>See my answer below.</p><div>On Thu, 9 Mar 2017 at 09:00, Desk &lt;field@post.example&gt; wrote:</div>"
        f"<blockquote type='cite'><p>{OLD}</p><blockquote type='cite'><p>Who holds it?</p></blockquote></blockquote>"
        "<p>The army holds it now.</p>",
        subtype="html",
    )
    (own, quoted), _ = read_bytes(tmp_path, "a.eml", message.as_bytes())
    assert own.report.text == "See my answer below.\nThe army holds it now."
    assert (quoted.report.text, quoted.report.published) == (OLD, NINTH)
    assert "quoted lines that the sender did not write are left out: 1" in own.notes


def test_header_in_a_table_or_in_quoted_lines_is_read() -> None:
    table = f"Note.\n-------- Forwarded Message --------\nSubject:\nMill\nDate:\nThu, 9 Mar 2017 09:00\nFrom:\nDesk <a@b.example>\n{OLD}"
    marked = f"Note.\n\n> From: Desk <a@b.example>\n> Date: Thu, 9 Mar 2017 09:00\n> Subject: Mill\n>\n> {OLD}"
    for text in (table, marked):
        split = split_quotes(text)
        assert split.own == "Note."
        assert [(one.text, one.day, one.subject) for one in split.quoted] == [(OLD, NINTH, "Mill")]
