"""Who had left had left the place that the text is about."""

import datetime as dt

from shared_reader import claims_of

PUBLISHED = dt.date(2024, 7, 24)


def _left(text: str) -> list[list[str]]:
    return [[place.name or "" for place in claim.place] for claim in claims_of(text, "withdraw", published=PUBLISHED)]


def test_those_who_left_left_the_town_that_others_entered() -> None:
    text = "Army troops entered Sake on Thursday, the general command said. Residents confirmed that M23 fighters had left towards Goma."
    assert _left(text) == [["Sake"]]


def test_place_of_another_paragraph_is_not_taken() -> None:
    text = "Army troops entered Sake on Thursday, the general command said.\n\nM23 fighters had left towards Goma, a driver said."
    assert all(places != ["Sake"] for places in _left(text))
