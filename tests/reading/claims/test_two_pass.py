"""The decision which candidates are claims."""

from shared_reader import claims_of


def test_relation_without_actor_and_target_is_no_claim() -> None:
    text = "In Syria and Iraq, allies and their allies fought, members of a group among them. Allied with whom, nobody said."
    assert all(c.actor or c.target for c in claims_of(text, "allied_with", "part_of", "backs", "leads", "fights"))
