"""Shortened texts keep every claimed sentence at its offset."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from heldby.model import Claim
from heldby.presentation.page_limits import PageLimits, shorten


def claim(start: int, end: int) -> Claim:
    return Claim(report="r", id=f"{start}-{end}", start=start, end=end, quote="", kind="event", type="clash", confidence=0.5, reader="test")


TEXT = st.text(max_size=400)


@given(TEXT, st.lists(st.tuples(st.integers(0, 399), st.integers(1, 80)), max_size=6), st.integers(0, 50), st.integers(1, 90))
def test_parts_of_a_text_keep_their_offsets_and_every_sentence(text: str, spans: list[tuple[int, int]], margin: int, sentence: int) -> None:
    claims = [claim(start, min(len(text), start + length)) for start, length in spans if start < len(text)]
    stretches = shorten(text, claims, PageLimits(whole=0, margin=margin, sentence=sentence, claims=10))
    assert all(text[one.start : one.start + len(one.text)] == one.text for one in stretches)
    assert all(one.start + len(one.text) < two.start for one, two in pairwise(stretches))
    for one in claims:
        shown = min(one.end, one.start + sentence)
        assert any(s.start <= one.start and shown <= s.start + len(s.text) for s in stretches)


def test_short_text_is_kept_whole() -> None:
    (stretch,) = shorten("Nothing is claimed here.", [], PageLimits(whole=100, margin=1, sentence=1, claims=1))
    assert (stretch.start, stretch.text) == (0, "Nothing is claimed here.")


def test_sentence_of_megabytes_is_cut() -> None:
    text = "x" * 5_000_000
    stretches = shorten(text, [claim(0, len(text))], PageLimits(whole=1000, margin=100, sentence=2000, claims=1))
    assert sum(len(one.text) for one in stretches) == 2000
