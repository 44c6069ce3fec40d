"""The time of claims."""

import datetime as dt

from shared_reader import claims_of


def test_the_attack_has_the_day_of_the_attack_stated_before() -> None:
    text = (
        "A car bomb killed nine people near a barracks in Kabul on Friday. The Taliban claimed responsibility. Doctors said the attack "
        "wounded forty more."
    )
    (wounded,) = claims_of(text, "wounded", published=dt.date(2019, 1, 21))
    assert wounded.when is not None and wounded.when.first == dt.date(2019, 1, 18)


def test_loss_ends_on_the_publication_date() -> None:
    text, published = "Islamic State has lost Menagh and Hama since June 2015, the army said.", dt.date(2016, 2, 7)
    (lost,) = claims_of(text, "lost", published=published)
    assert lost.when is not None and lost.when.last == published


def test_what_had_been_held_since_a_year_is_dated_to_that_year() -> None:
    text, published = "Anah had been in the hands of the militants since 2014.", dt.date(2017, 9, 22)
    for claim in claims_of(text, "holds", published=published):
        assert claim.when is not None and claim.when.last == dt.date(2014, 12, 31)


def test_what_a_sentence_counts_from_is_dated_back_from_publication() -> None:
    text, published = "The army retook Sinja, five months after the rebels took it.", dt.date(2024, 11, 24)
    taken = [c.when for c in claims_of(text, "capture", published=published) if c.actor and c.actor[0].text == "rebels"]
    assert len(taken) == 1 and taken[0] is not None and taken[0].estimated
    assert taken[0].first is not None and taken[0].last is not None and taken[0].first <= dt.date(2024, 6, 24) <= taken[0].last


def test_length_of_a_war_counts_back_from_publication() -> None:
    text, published = "The three-week offensive has killed 300 people in Goma.", dt.date(2024, 7, 24)
    (killed,) = claims_of(text, "killed", published=published)
    assert killed.when is not None and (killed.when.first, killed.when.last) == (dt.date(2024, 7, 3), published)


def test_clause_with_when_tells_what_happened_on_that_day() -> None:
    text, published = "Fighting went on until 10 May, when the rebels captured Sake.", dt.date(2024, 7, 24)
    (captured,) = claims_of(text, "capture", published=published)
    assert captured.when is not None and captured.when.first == captured.when.last == dt.date(2024, 5, 10)
