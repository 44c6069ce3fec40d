"""The claims in the public format."""

from shared_reader import claims_of


def test_actors_keep_text_order() -> None:
    text = "Iraqi troops, border guards and Popular Mobilization fighters captured Akashat on Saturday."
    (capture,) = claims_of(text, "capture")
    assert [ref.text for ref in capture.actor] == ["Iraqi troops", "border guards", "Popular Mobilization fighters"]
