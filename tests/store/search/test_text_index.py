"""Tests of prefix searches in the full-text index."""

from __future__ import annotations

from dossier_samples import add_capture
from heldby.store import Dossier


def test_prefix_finds_all_words_that_start_with_it(dossier: Dossier) -> None:
    for number in range(1000, 1250):
        add_capture(
            dossier, f"Iraqi forces took Rawa from IS, says Qā{number} of the Zālūb{number}.", "Rawa", "2017-12-01", id=f"r{number}"
        )

    def found(text: str) -> int:
        return len(list(dossier.claims(text=text)))

    assert found("Za*") == found("zal*") == found("ZALU*") == found("Zālūb*") == 250, "more words than a prefix is expanded to"
    assert found("zalub11*") == found("Qa11*") == 100 and found("zalub1104*") == found("Qā1104*") == 1
    assert found("zalub11* qa110*") == 10 and found("zalub11* garrison") == found("zalub11041*") == found("zalubs*") == 0
    # A hyphenated term is two words, and the second is the prefix.
    assert found("the-zalub110*") == found("of_the_zalub110*") == 10 and found("of-zalub110*") == 0
