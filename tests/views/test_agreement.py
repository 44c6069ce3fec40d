"""Krippendorff's alpha: published values, and the verdicts that count."""

from __future__ import annotations

from collections import Counter

import pytest

from heldby.store import Dossier
from heldby.views.agreement import agreement, krippendorff_alpha, reviewer_agreement


def test_alpha_of_two_people_is_that_of_krippendorffs_example() -> None:
    """Krippendorff (2011), example B: two observers, binary data, ten units, alpha = 0.095."""
    ones, twos = "0100000000", "1110010010"
    units = [Counter(pair) for pair in zip(ones, twos, strict=True)]
    assert krippendorff_alpha(units) == pytest.approx(0.095, abs=0.0005)


def test_alpha_of_four_people_with_gaps_is_that_of_krippendorffs_example() -> None:
    """Krippendorff (2011), example C: four observers, nominal data, missing values, alpha = 0.743."""
    people = ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")
    units = [Counter(value for value in column if value != ".") for column in zip(*people, strict=True)]
    assert krippendorff_alpha(units) == pytest.approx(0.743, abs=0.0005)


def test_full_agreement_is_1_chance_is_0_and_one_verdict_for_all_is_undefined() -> None:
    assert agreement({"a": {"x": "right", "y": "right"}, "b": {"x": "wrong", "y": "wrong"}}).alpha == 1.0
    same = agreement({"a": {"x": "right", "y": "right"}, "b": {"x": "right"}})
    assert (same.alpha, same.low, same.items, same.same) == (None, None, 1, 1)


def test_interval_holds_the_value_and_narrows_with_more_items() -> None:
    few = {str(n): {"x": "right" if n % 2 else "wrong", "y": "right" if n % 2 or n % 5 == 0 else "wrong"} for n in range(20)}
    many = {f"{m} {n}": labels for m in range(10) for n, labels in few.items()}
    small, large = agreement(few), agreement(many)
    assert small.alpha and small.low is not None and small.high is not None and large.low is not None and large.high is not None
    assert small.low < small.alpha < small.high and large.high - large.low < small.high - small.low


def test_latest_verdict_of_each_person_counts_and_unclear_is_none(record: Dossier) -> None:
    one, two, three = (claim.id for claim in record.claims())

    def audit(who: str, **verdicts: str) -> None:
        record.who = who
        record.log_action("audit", "claims", {"of": "claims", "verdicts": verdicts})

    audit("a", **{one: "wrong", two: "right", three: "right"})
    audit("b", **{one: "right", two: "wrong", three: "unclear"})
    record.who = "a"
    record.judge("claim", one, "accept", "")
    found = reviewer_agreement(record, "claims")
    assert (found.people, found.items, found.same) == (("a", "b"), 2, 1)
    assert reviewer_agreement(record, "events").items == 0
