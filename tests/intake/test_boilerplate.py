"""Tests of marking boilerplate, and of never marking sentences of the body."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heldby.intake import mark_boilerplate
from intake_helpers import BODY

TITLE = "Army enters Tell Amar after two days of clashes"


def marked(text: str, title: str | None = None) -> list[tuple[str, str]]:
    """Return the marked passages as (kind, text)."""
    return [(passage.kind, text[passage.start : passage.end]) for passage in mark_boilerplate(text, title)]


def test_every_line_with_the_title_is_marked() -> None:
    text = f"{TITLE}\n\n\n# {TITLE}\n\n{BODY}\n"
    assert marked(text, TITLE) == [("title", TITLE), ("title", f"# {TITLE}")]


def test_title_before_the_first_sentence_is_marked() -> None:
    assert marked(f"{TITLE}. {BODY}", TITLE) == [("title", f"{TITLE}.")]
    assert marked(f"Fri 3 Nov 2017 {TITLE}. {BODY}", TITLE) == [("title", f"{TITLE}.")]


def test_title_is_not_marked_if_there_is_no_other_text() -> None:
    assert marked(TITLE, TITLE) == []
    assert marked(f"{TITLE}\n© 2017 Valley Post", TITLE) == [("copyright", "© 2017 Valley Post")]


def test_title_inside_a_sentence_is_not_marked() -> None:
    assert marked(f"Our headline, {TITLE}. {BODY}", TITLE) == []
    assert marked(f"{TITLE} that left nine dead. {BODY}", TITLE) == []
    assert marked(f"The army took Tell Amar. {BODY}", "The army took Tell Amar.") == []


@pytest.mark.parametrize(
    "line",
    [
        "(c) 2015 Valley Post. All rights reserved",
        "© 2015 Valley Post",
        "Copyright © 2017, Valley Post, Ltd.",
        "All rights reserved.",
        "Valley Post © 2017",
        "(Written for the heldby example; no outlet published this.)",
        "[This report was written as an example.]",
    ],
)
def test_copyright_and_notice_lines_are_marked(line: str) -> None:
    assert marked(f"{BODY}\n\n{line}") == [("copyright", line)]


@pytest.mark.parametrize(
    "line",
    [
        "Read more: Two villages change hands",
        "READ MORE >",
        "Related articles",
        "Subscribe to our newsletter",
        "Sign up for our daily briefing!",
        "Share this article on Facebook",
        "Tweet",
        "Follow us on Twitter",
        "Advertisement",
        "Home > World > Middle East",
        "Photo: A. Writer/Valley Post",
        "File photo by A. Writer",
        "(Valley Post/A. Writer via AFP)",
        "Image credit: A. Writer",
        "Published: 3 November 2017",
        "Skip to content",
        "12 comments",
        "Last updated on Nov 3, 2017 10:15 GMT",
        "Click here to read the full story.",
        "5 min read",
        "Also read: the war so far",
    ],
)
def test_navigation_lines_are_marked(line: str) -> None:
    assert marked(f"{BODY}\n{line}\n{BODY[:50]}") == [("navigation", line)]


@pytest.mark.parametrize(
    "line",
    [
        "Subscribers to the truce accused each other of breaking it.",
        "Share of the land held by the group fell to 5 percent in November.",
        "Images by satellite show that the army took Tell Amar. It said so on Tuesday.",
        "Photo by photo, the ministry listed the vehicles that it said were destroyed. Rebels denied it.",
        "Related to the fighting, three schools closed in Tell Amar.",
        "Read more than one way, the statement says that the army left.",
        "Print shops in Tell Amar reopened after the army took the town.",
        "Home to 20,000 people, Tell Amar fell to the army on Tuesday.",
        "Copyright law was not on the minds of the 300 fighters who took the town.",
        "The army wrote (for example) that it had taken Tell Amar.",
        "Sign of the retreat: the army left its post at Tell Amar.",
        "The army took Tell Amar.",
        "Turkey/Syria: army takes Tell Amar",
        "Rebels advance on Tell Amar | 3 dead",
        "Videos showed fighters in the centre of Tell Amar.",
        "Register of the dead grows to 40 as army shells Tell Amar",
        "Contact with the garrison at Tell Amar was lost on Tuesday",
        "Follow-up strikes hit Tell Amar on Tuesday.",
        "Updated: army takes Tell Amar",
        "Photo by photo, the ministry listed the vehicles that were destroyed.",
        "Images courtesy of the army showed fighters in Tell Amar.",
        "Photo: Fighters enter Tell Amar",
        "Sign up to fight, the governor told the young men of Tell Amar",
        "(c) The army left Tell Amar in 2017 under the third point of the deal.",
        "Copyright of the footage that shows the fall of Tell Amar in 2017 is disputed by both sides.",
        "Published: the names of 40 people killed in Tell Amar on 3 November 2017",
        "Next: the army is expected to move on Tell Amar.",
    ],
)
def test_sentences_of_the_body_are_never_marked(line: str) -> None:
    assert marked(f"{BODY}\n\n{line}\n\n{BODY[:60]}") == []


def test_repeated_paragraphs_are_marked() -> None:
    first, second = BODY.split("\n\n")
    wrapped = second.replace("across the river, ", "across the\nriver, ")
    assert marked(f"{BODY}\n\n{first}\n\n{wrapped}") == [("repeat", first), ("repeat", wrapped)]
    assert marked("They fled.\n\nThey fled.\n\nThey fled.") == []


@given(st.text(alphabet=st.sampled_from("©ab \n.:|>(Read more Photo by 2017"), max_size=300), st.one_of(st.none(), st.text(max_size=20)))
def test_passages_are_stripped_and_do_not_overlap(text: str, title: str | None) -> None:
    end = 0
    for passage in mark_boilerplate(text, title):
        assert end <= passage.start < passage.end <= len(text)
        assert text[passage.start : passage.end].strip() == text[passage.start : passage.end]
        end = passage.end
