"""Tests of writing the rows of tables as lines."""

from __future__ import annotations

from heldby.intake.table_lines import heads_of, lines_of_table, table_lines


def test_rows_name_their_values() -> None:
    rows = [
        ["Town", "Killed", "Civilians wounded", "Cause"],
        ["Tell Amar", "14", "40", "a mine"],
        ["Al-Sur", "", "at least 3", ""],
        [""] * 4,
    ]
    heads = heads_of(rows)
    assert heads is not None
    assert table_lines(rows[1:], heads) == [
        "Tell Amar: 14 killed, 40 civilians wounded; Cause: a mine.",
        "Al-Sur: at least 3 civilians wounded.",
    ]


def test_table_without_heads_is_left_as_it_is() -> None:
    for rows in ([["killed", "12"]], [["killed", "12"], ["wounded", "3"]], [["A sentence stands here.", "b"], ["c", "d"]], [["a"], ["b"]]):
        assert heads_of(rows) is None


def test_names_of_values_may_stand_in_the_first_column() -> None:
    assert lines_of_table([["Killed", "12"], ["Houses destroyed", "3"], ["Cause", "a mine"]]) == [
        "12 killed.",
        "3 houses destroyed.",
        "Cause: a mine.",
    ]
    assert lines_of_table([["", "Tell Amar", "Al-Sur"], ["Killed", "14", "3"], ["Cause", "mines", "shells"]]) == [
        "Tell Amar: 14 killed; Al-Sur: 3 killed.",
        "Cause: Tell Amar: mines; Al-Sur: shells.",
    ]
    for rows in ([["killed", "12"]], [["1", "2"], ["3", "4"]]):
        assert lines_of_table(rows) is None
