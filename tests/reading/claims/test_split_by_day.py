"""Places of one act that each have a day of their own."""

import datetime as dt

from shared_reader import claims_of

MONDAY = dt.date(2022, 3, 14)


def days_of(text: str) -> list[tuple[list[str], dt.date | None]]:
    found = claims_of(text, "capture", published=dt.date(2022, 3, 20))
    return sorted((sorted(p.text for p in claim.place), claim.when and claim.when.first) for claim in found)


def test_each_place_has_its_own_day() -> None:
    found = days_of("The rebels captured Korem on Monday and Alamata on Tuesday.")
    assert found == [(["Alamata"], MONDAY + dt.timedelta(1)), (["Korem"], MONDAY)]


def test_a_place_without_a_day_has_that_of_the_next_in_the_list() -> None:
    found = days_of("The army captured Hama and Homs on Monday, and Idlib on Tuesday.")
    assert found == [(["Hama", "Homs"], MONDAY), (["Idlib"], MONDAY + dt.timedelta(1))]


def test_one_day_for_all_places_is_one_claim() -> None:
    assert days_of("The army captured Hama and Homs on Monday.") == [(["Hama", "Homs"], MONDAY)]


def test_place_of_another_sentence_brings_no_day() -> None:
    text = "Ukrainian soldiers landed on Snake Island on Monday. The Russian garrison left the rock off the Danube on June 30."
    days = {claim.when.first for claim in claims_of(text, "withdraw", published=dt.date(2022, 7, 5)) if claim.when}
    assert days == {dt.date(2022, 6, 30)}
