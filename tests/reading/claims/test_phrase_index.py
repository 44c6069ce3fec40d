"""The actors that phrases denote."""

from shared_reader import claims_of


def test_troops_of_no_stated_country_belong_to_the_country_of_the_towns_beside_them() -> None:
    text = "Iraqi jets struck al-Qaim, Rawa, Anah and Hit. Across the border, government troops took Mayadin and Abu Kamal."
    assert {ref.id for claim in claims_of(text, "capture") for ref in claim.actor} == {"government-of-syria"}
