"""What two parties each claim for themselves is two claims."""

import pytest

from shared_reader import claims_of


@pytest.mark.parametrize(
    "text",
    [
        "Both the army and the rebels claimed control of Kindu on Friday.",
        "The army and the rebels both said they controlled Kindu.",
        "The army and the rebels each said they had captured Kindu.",
    ],
)
def test_each_party_is_the_source_of_its_own_claim(text: str) -> None:
    claims = [c for c in claims_of(text) if c.type in ("holds", "capture")]
    pairs = {(c.actor[0].text, c.source.text if c.source else None) for c in claims}
    assert pairs == {("army", "army"), ("rebels", "rebels")} and all(len(c.actor) == 1 for c in claims)


def test_what_both_say_of_a_third_party_is_one_claim() -> None:
    claims = claims_of("The army and the mayor both said the rebels controlled Kindu.", "holds")
    assert {ref.text for c in claims for ref in c.actor} == {"rebels"}
