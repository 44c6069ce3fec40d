"""What an entry of a chronology tells happened on the day of the entry."""

import datetime as dt

from shared_reader import claims_of

CHRONICLE = """2014-04-25: Pro-Russian rebels seized a bus near Sloviansk. The army shelled the town, and claimed to have
destroyed a checkpoint. Ukrainian troops who had entered Lyman on April 20 left it.

2014-05-02: The army attacked Sloviansk. Rebels shot down two helicopters.

Rebels hold Donetsk. Russia plans to withdraw its troops from the border."""


def _days(type: str) -> list[dt.date | None]:
    return [claim.when.first if claim.when else None for claim in claims_of(CHRONICLE, type)]


def test_sentences_of_an_entry_are_dated_by_its_day() -> None:
    assert _days("shelling") == [dt.date(2014, 4, 25)]
    assert _days("destroy") == [dt.date(2014, 4, 25), dt.date(2014, 5, 2)]


def test_times_of_the_sentence_itself_come_first_and_plans_have_no_day() -> None:
    assert dt.date(2014, 4, 25) not in _days("advance")
    assert not any(_days("withdraw")[1:])


def test_text_after_the_entries_has_no_day() -> None:
    assert all(not claim.when for claim in claims_of(CHRONICLE, "holds"))
