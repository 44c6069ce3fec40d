"""The quantities of a report."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heldby.reading.mentions.quantities import Quantity, find_quantities
from heldby.reading.parse.model.load import load_model


def quantities(text: str) -> list[Quantity]:
    return find_quantities(load_model()(text))


def read(text: str) -> list[tuple[float | None, float | None, str | None, bool]]:
    return [(q.value.low, q.value.high, q.value.unit, q.value.approx) for q in quantities(text)]


@pytest.mark.parametrize(
    ("text", "low", "high", "unit", "approx"),
    [
        ("The shelling killed 1,500 fighters.", 1500, 1500, "fighters", False),
        ("The shelling killed two dozen soldiers.", 24, 24, "soldiers", False),
        ("The shelling killed dozens of soldiers.", 24, None, "soldiers", True),
        ("Tens of people died.", 10, None, "people", True),
        ("Scores of people died.", 40, None, "people", True),
        ("Hundreds of families left.", 100, None, "families", True),
        ("Tens of thousands of people left.", 10_000, None, "people", True),
        ("Several hundred rebels remain.", 200, None, "rebels", True),
        ("At least 12 civilians died.", 12, None, "civilians", False),
        ("No fewer than forty-two soldiers died.", 42, None, "soldiers", False),
        ("Up to 30 rebels remain.", None, 30, "rebels", False),
        ("About 300 rebels remain.", 300, 300, "rebels", True),
        ("Between 12 and 30 rebels remain.", 12, 30, "rebels", False),
        ("Some 12-30 rebels remain.", 12, 30, "rebels", True),
        ("They lost 12 to 15 tanks.", 12, 15, "tanks", False),
        ("They lost six or seven tanks.", 6, 7, "tanks", False),
        ("They need 1.5 million tents.", 1_500_000, 1_500_000, "tents", False),
        ("They need 3 to 5 million tents.", 3_000_000, 5_000_000, "tents", False),
        ("They asked for $400 million.", 400_000_000, 400_000_000, "$", False),
        ("They hold more than 95% of the land.", 95, None, "%", False),
        ("They hold 30 per cent of the land.", 30, 30, "%", False),
        ("They hold half of the city.", 50, 50, "%", False),
        ("They hold a third of the city.", 33, 33, "%", False),
        ("They hold three-quarters of the city.", 75, 75, "%", False),
        ("They took half a dozen villages.", 6, 6, "villages", False),
        ("One hundred and twenty people died.", 120, 120, "people", False),
        ("They took over two villages.", 2, 2, "villages", False),
        ("Nearly 200 000 people left.", 200_000, 200_000, "people", True),
        ("30 or more villages fell.", 30, None, "villages", False),
        ("Shells hit eight grain store roofs.", 8, 8, "grain store roofs", False),
        ("They paid 5 million dollars.", 5_000_000, 5_000_000, "$", False),
        ("They stand within 5 or 6 kilometers of it.", 5, 6, "kilometers", False),
        ("They hold between a third and a half of the city.", 33, 50, "%", False),
        ("Five villages northeast of the town fell.", 5, 5, "villages", False),
        ("The raid left 18 shot dead.", 18, 18, "people", False),
        ("14 of the dead were opposition fighters.", 14, 14, "fighters", False),
        ("At least 40 of those killed were confirmed as civilians.", 40, None, "civilians", False),
        ("The militia killed 70 members of the Banu Zayd tribe.", 70, 70, "members of the Banu Zayd tribe", False),
    ],
)
def test_number_has_bounds_and_unit(text: str, low: float | None, high: float | None, unit: str, approx: bool) -> None:
    assert read(text) == [(low, high, unit, approx)]


@pytest.mark.parametrize(
    ("text", "low", "high", "unit", "approx"),
    [
        ("They killed 2 300 fighters.", 2300, 2300, "fighters", False),
        ("They killed 2\u2009300 fighters.", 2300, 2300, "fighters", False),
        ("They killed 2\u202f300 fighters.", 2300, 2300, "fighters", False),
        ("They killed 2.300 fighters.", 2300, 2300, "fighters", False),
        ("They killed 1.450.000 fighters.", 1_450_000, 1_450_000, "fighters", False),
        ("It is 2.300 km away.", 2.3, 2.3, "km", False),
        ("About 3,40,000 people left.", 340_000, 340_000, "people", True),
        ("At least 2.5 lakh people left.", 250_000, None, "people", False),
        ("Some 2 crore people left.", 20_000_000, 20_000_000, "people", True),
        ("Three and a half million people left.", 3_500_000, 3_500_000, "people", False),
        ("Three-and-a-half million people left.", 3_500_000, 3_500_000, "people", False),
        ("They killed 2'300 fighters.", 2300, 2300, "fighters", False),
        ("They killed 2-3,000 fighters.", 2000, 3000, "fighters", False),
        ("They paid 1,5 million dollars.", 1_500_000, 1_500_000, "$", False),
        ("One in five soldiers fled.", 20, 20, "%", False),
        ("They sent a force 2,000 strong.", 2000, 2000, "force", False),
        ("Police killed three suspects today in Basra.", 3, 3, "suspects", False),
        ("The strike killed 30 Sudanese and foreign doctors.", 30, 30, "doctors", False),
        ("Soldiers numbering about 3,000 crossed the border.", 3000, 3000, "soldiers", True),
        ("A million and a half people left.", 1_500_000, 1_500_000, "people", False),
        ("Half a million people left.", 500_000, 500_000, "people", False),
        ("More than a quarter of a million people left.", 250_000, None, "people", False),
        ("They took a half-dozen villages.", 6, 6, "villages", False),
        ("Two million three hundred and five thousand people left.", 2_305_000, 2_305_000, "people", False),
        ("Over a 1000 people left.", 1000, None, "people", False),
        ("They won control over 400 villages.", 400, 400, "villages", False),
        ("Between 900 and slightly over 1,000 rebels remain.", 900, 1000, "rebels", False),
        ("The force is not expected to exceed 20 soldiers.", None, 20, "soldiers", False),
        ("They paid $3B.", 3_000_000_000, 3_000_000_000, "$", False),
        ("Twin bombings hit the town.", 2, 2, "bombings", False),
        ("The number of soldiers killed rose to 42.", 42, 42, "soldiers", False),
        ("Losses reached 1,200.", 1200, 1200, "losses", False),
        ("Thousands took to the streets.", 1000, None, "people", True),
        ("Residents of the village, some 400, left.", 400, 400, "residents", True),
        ("The wall is 5m high.", 5, 5, "m", False),
        ("They fired within 100 yards of it.", 100, 100, "yards", False),
        ("ﬁve soldiers died.", 5, 5, "soldiers", False),
    ],
)
def test_marks_sizes_and_totals(text: str, low: float | None, high: float | None, unit: str, approx: bool) -> None:
    assert read(text) == [(low, high, unit, approx)]


def test_old_and_new_number_of_a_change_are_no_range() -> None:
    assert [low for low, _, _, _ in read("The number of dead rose from 31 to 37.")] == [31, 37]
    assert read("They lost from 12 to 18 tanks.") == [(12, 18, "tanks", False)]


def test_number_of_a_date_is_not_joined_with_the_number_after_it() -> None:
    assert read("On May 5 200 soldiers left the town.") == [(200, 200, "soldiers", False)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The blast killed a guard.", [(1, "guard")]),
        ("A 70-year-old woman was wounded.", [(1, "woman")]),
        ("The raid killed a nurse and two soldiers.", [(1, "nurse"), (2, "soldiers")]),
        ("The raid killed nine people, including a child and an Austrian.", [(9, "people"), (1, "child"), (1, "austrian")]),
        ("The raid killed one man and wounded another.", [(1, "man"), (1, "people")]),
        ("Omar Sattar, a commander, was killed in the raid.", [(1, "commander")]),
        ("No one was hurt.", [(0, "people")]),
        ("Nobody was killed in the raid.", [(0, "people")]),
        ("There were no casualties.", [(0, "casualties")]),
        ("There were no reports of civilian casualties.", [(0, "casualties")]),
        ("No soldiers were wounded.", [(0, "soldiers")]),
        ("Not a single soldier was wounded.", [(0, "soldier")]),
        ("A bomber killed two soldiers.", [(2, "soldiers")]),
        ("The army captured a town.", []),
        ("A guard saw the raid.", []),
        ("The raid did not kill a guard.", []),
        ("They have no weapons.", []),
    ],
)
def test_persons_may_be_counted_without_a_number(text: str, found: list[tuple[int, str]]) -> None:
    assert [(low, unit) for low, _, unit, _ in read(text)] == found


def test_bare_number_of_wounded_counts_persons_before_it() -> None:
    assert read("The blast killed six soldiers and wounded 15.") == [(6, 6, "soldiers", False), (15, 15, "soldiers", False)]


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("Raids killed 16 civilians including at least one child and wounded 22.", ["civilians", "child", "civilians"]),
        ("The shelling killed nine children and 14 others.", ["children", "people"]),
        ("Mortars killed five and injured at least ten Janda citizens.", ["citizens", "citizens"]),
        ("The raid killed 42 soldiers. A car bomb killed seven.", ["soldiers", "people"]),
        ("Nine soldiers were killed. Two others were wounded.", ["soldiers", "soldiers"]),
    ],
)
def test_bare_number_takes_unit_of_its_sentence(text: str, units: list[str]) -> None:
    assert [unit for _, _, unit, _ in read(text)] == units


def test_noun_gives_category() -> None:
    found = {q.value.unit: q.value.category for q in quantities("The raid killed 3 children, 4 rebels, 5 soldiers and 6 people.")}
    assert found == {"children": "children", "rebels": "combatants", "soldiers": "security forces", "people": None}


@pytest.mark.parametrize(
    "text",
    [
        "The 17th Division took the second town.",
        "They took Route 6 under Resolution 2254.",
        "They lost a T-72 and a MiG-29.",
        "It began at 7:15 on 5 May 2016.",
        "The siege began in 2014.",
        "A 122mm rocket hit the house.",
        "A 2,000 pound bomb hit the house.",
        "The two were killed.",
        "A 55-year-old man spoke.",
        "She is 18 years old.",
        "They met a boy of twelve.",
        "Sami Haddad, 36, spoke to reporters.",
    ],
)
def test_numbers_in_names_are_not_quantities(text: str) -> None:
    assert read(text) == []


def test_span_includes_bounding_words() -> None:
    text = "The army says no fewer than 40 rebels died."
    (found,) = quantities(text)
    assert text[found.start : found.end] == "no fewer than 40"


@given(st.text(max_size=300))
@settings(max_examples=60, deadline=None)
def test_any_text_is_read_without_error(text: str) -> None:
    _check(text)


WORDS = (
    "at least over up to between and 12 30 1,500 - to of dozens hundreds thousands million half a third quarters two forty six % percent $ "
    "about some no more than fewer people killed wounded were or so + plus 99999999999999999999 1.5 000 per cent . the one dead "
    "lakh crore 1,20,000 1.200 200 300 twin from rose number of toll a nobody another including guard , casualties without years old m $ b"
)


@given(st.lists(st.sampled_from(WORDS.split()), max_size=14))
@settings(max_examples=200, deadline=None)
def test_any_number_words_keep_bounds_in_order(words: list[str]) -> None:
    _check(" ".join(words))


def _check(text: str) -> None:
    found = quantities(text)
    for a, b in itertools.pairwise(found):
        assert a.start <= b.start
    for quantity in found:
        assert 0 <= quantity.start < quantity.end <= len(text)
        low, high = quantity.value.low, quantity.value.high
        assert low is None or high is None or low <= high
        assert low is not None or high is not None
