from __future__ import annotations

import datetime as dt

import pytest

from dossier_samples import KAMAL
from heldby.errors import AmbiguousPlace, UnknownPlace
from heldby.store import Dossier
from heldby.views import format_since, holds


def test_newest_holder_has_its_first_day_probability_and_citation(record: Dossier) -> None:
    [found] = holds(record, record.conclusions(), "Abu Kamal")
    assert (found.holder, found.since, found.p, found.families) == ("Syrian army", dt.date(2017, 11, 9), 0.93, 1)
    assert [(one.quote, one.outlet) for one in found.sentences] == [(KAMAL.split(".")[0] + ".", "Agency C")]


def test_holder_on_a_day_is_the_one_of_that_day(record: Dossier) -> None:
    snapshot = record.conclusions()
    assert [holds(record, snapshot, "Rawa", dt.date(2017, 11, day))[0].holder for day in (16, 17)] == ["Islamic State", "Iraqi forces"]


@pytest.mark.parametrize("name", ["Albu Kamal", "abu-kamal", "pl-abu-kamal", "Abu Kemal"])
def test_place_is_found_by_id_spelling_or_similarity(record: Dossier, name: str) -> None:
    assert [found.place for found in holds(record, record.conclusions(), name)] == ["Abu Kamal"]


def test_unknown_place_names_the_most_similar(record: Dossier) -> None:
    with pytest.raises(UnknownPlace, match="al-Qaim"):
        holds(record, record.conclusions(), "Qamishli")


def test_unknown_place_is_not_answered_with_names_unlike_it(record: Dossier) -> None:
    with pytest.raises(UnknownPlace, match="no name in it is close"):
        holds(record, record.conclusions(), "Yamoussoukro")


def test_place_with_claims_but_no_holder_is_said_to_have_claims(record: Dossier) -> None:
    snapshot = record.conclusions()
    others = [one for one in snapshot.controls if one.place != "Rawa"]
    with pytest.raises(UnknownPlace, match="it has claims about the place, but they do not settle who holds it"):
        holds(record, snapshot._replace(controls=others), "rawa")


def test_ambiguous_place_lists_the_ids_to_choose_from(record: Dossier) -> None:
    snapshot = record.conclusions()
    twin = snapshot.controls[0].model_copy(update={"id": "pl-other", "within": "Homs, Syria"})
    with pytest.raises(AmbiguousPlace, match=r"Anbar, Iraq \(id pl-rawa\).*Homs, Syria \(id pl-other\)"):
        holds(record, snapshot._replace(controls=[*snapshot.controls, twin]), "Rawa")
    assert len(holds(record, snapshot._replace(controls=[*snapshot.controls, twin]), "pl-other")) == 1


def test_day_before_the_record_is_unknown(record: Dossier) -> None:
    snapshot = record.conclusions()
    late = snapshot.controls[0].model_copy(update={"intervals": snapshot.controls[0].intervals[1:]})
    [found] = holds(record, snapshot._replace(controls=[late]), "Rawa", dt.date(2016, 1, 1))
    assert (found.status, found.holder, found.p, found.sentences) == ("unknown", None, None, ())


def test_since_reaches_back_over_intervals_of_the_same_holder(record: Dossier) -> None:
    snapshot = record.conclusions()
    held = snapshot.controls[0].intervals[1]
    besieged = held.model_copy(update={"first": dt.date(2017, 12, 1), "status": "besieged"})
    longer = snapshot.controls[0].model_copy(update={"intervals": (held.model_copy(update={"last": dt.date(2017, 11, 30)}), besieged)})
    [found] = holds(record, snapshot._replace(controls=[longer]), "Rawa")
    assert (found.status, found.since) == ("besieged", dt.date(2017, 11, 17))


def test_citations_about_the_place_come_before_those_about_its_area(record: Dossier) -> None:
    snapshot = record.conclusions()
    rawa, qaim = snapshot.controls[0], snapshot.controls[1]
    both = rawa.intervals[1].model_copy(update={"claims": (*rawa.intervals[1].claims, *snapshot.controls[2].intervals[1].claims)})
    early = qaim.model_copy(update={"intervals": (both.model_copy(update={"claims": (*both.claims, *qaim.intervals[1].claims)}),)})
    [found] = holds(record, snapshot._replace(controls=[early]), "al-Qaim")
    assert [one.outlet for one in found.sentences] == ["Agency B", "Agency A", "Agency C"]
    assert found.families == 3


def test_since_does_not_reach_into_inferred_intervals(record: Dossier) -> None:
    snapshot = record.conclusions()
    held = snapshot.controls[0].intervals[1].model_copy(update={"onset": "by"})
    hindsight = held.model_copy(update={"first": dt.date(2013, 12, 31), "last": dt.date(2017, 11, 16), "inferred": True, "onset": None})
    surer = held.model_copy(update={"first": dt.date(2017, 12, 1), "p": 0.99, "onset": None})
    longer = snapshot.controls[0].model_copy(
        update={"intervals": (hindsight, held.model_copy(update={"last": dt.date(2017, 11, 30)}), surer)}
    )
    newest, early = (holds(record, snapshot._replace(controls=[longer]), "Rawa", on)[0] for on in (None, dt.date(2015, 1, 1)))
    assert (newest.since, newest.onset, newest.inferred) == (dt.date(2017, 11, 17), "by", False)
    assert (early.since, early.onset, early.inferred) == (dt.date(2013, 12, 31), None, True)


def test_since_is_written_with_by_if_only_that_is_reported() -> None:
    day = dt.date(2017, 11, 9)
    assert [format_since(day, onset) for onset in ("told", "by", None)] == ["2017-11-09", "by 2017-11-09", "2017-11-09"]
    assert format_since(None, None) == ""
