"""The quotes of claims."""

import pytest

from shared_reader import claims_of


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        (
            "The rebels killed six soldiers and wounded 15 near the bridge on Monday.",
            {6: "The rebels killed six soldiers", 15: "wounded 15 near the bridge on Monday."},
        ),
        (
            "Forty civilians and seven policemen were killed during the raid.",
            {40: "Forty civilians and seven policemen were killed during the raid.", 7: "seven policemen were killed during the raid."},
        ),
        (
            "The army destroyed three tanks, two bridges and five trucks.",
            {3: "The army destroyed three tanks", 2: "two bridges", 5: "five trucks."},
        ),
    ],
)
def test_each_number_of_a_list_is_quoted_with_its_own_words(text: str, quotes: dict[int, str]) -> None:
    claims = claims_of(text)
    found = {int(c.value.low): c.quote for c in claims if c.value and c.value.low}
    assert found == quotes
    assert all(text[c.start : c.end] == c.quote for c in claims)
