"""The actor of strikes that a report enumerates."""

from __future__ import annotations

import pytest

from shared_reader import claims_of

LIST = """On 3 March, {force} carried out nine strikes against {enemy} positions in Iraq.

- Near Hit, three strikes destroyed two bunkers.

- Near Rawa, two strikes engaged a {enemy} convoy and destroyed a truck.

- Near Anah, four strikes destroyed a bridge.
"""


@pytest.mark.parametrize(("force", "enemy"), [("French jets", "ISIL"), ("Russian warplanes", "YPG"), ("Turkish forces", "PKK")])
def test_enumerated_strikes_get_the_actor_named_above_the_list(force: str, enemy: str) -> None:
    claims = claims_of(LIST.format(force=force, enemy=enemy))
    items = [claim for claim in claims if claim.type == "destroy"]
    assert len({claim.start for claim in items}) >= 3
    assert all([ref.text for ref in claim.actor] == [force] for claim in items)


def test_enumerated_strikes_get_no_actor_if_two_are_named() -> None:
    text = LIST.format(force="French jets", enemy="ISIL").replace("\n\n-", " Russian warplanes carried out ten strikes.\n\n-", 1)
    items = [claim for claim in claims_of(text) if claim.type == "destroy"]
    assert len(items) >= 3
    assert not any({"French jets"} == {ref.text for ref in claim.actor} for claim in items)
