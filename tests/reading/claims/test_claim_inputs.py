"""What the claim network reads about a report."""

from __future__ import annotations

import numpy as np

from heldby.model import Report
from heldby.reading.attribution.speech_scope import SpeechScope
from heldby.reading.claims.claim_inputs import TIME, ClaimInputs, Vocabulary, claim_inputs, possible_triggers
from heldby.reading.claims.network_features import PAIR_SIZES, ROW_SIZES, network_numbers
from shared_reader import reader

TEXT = (
    "BEIRUT (Field News) - Rebels captured 12 soldiers in Hama on Monday, a spokesman told Reuters. The army denied that it had left the "
    "town.\n\nIt said the rebels fled."
)


def inputs_of(text: str) -> tuple[ClaimInputs, list[str]]:
    analyser = reader().analyser
    analysed = analyser.analyse(Report(id="x", sha256="", text=text))
    vocabulary = Vocabulary.of(["<nsubj", ">nsubj", ">obj"], ["in", "on"])
    scope = SpeechScope(analysed.parsed, analyser.lexicon)
    triggers = possible_triggers(analysed)
    return claim_inputs(analysed, analyser.lexicon, vocabulary, scope, triggers), [analysed.parsed.lower[i] for i in triggers]


def test_no_trigger_lies_in_the_dateline() -> None:
    _, words = inputs_of(TEXT)
    assert "beirut" not in words
    assert "captured" in words


def test_rules_point_to_the_speaker_and_the_time() -> None:
    inputs, words = inputs_of(TEXT)
    captured = words.index("captured")
    assert inputs.speaker[captured] >= 0
    assert inputs.speaks[inputs.speaker[captured]] == 1
    assert inputs.cls[inputs.when[captured]] == TIME


def test_every_number_is_within_the_sizes_of_the_network() -> None:
    inputs, words = inputs_of(TEXT)
    numbers = network_numbers(inputs, [(n, n % 47) for n in range(len(words))])
    assert (numbers["rows"] >= 0).all() and (numbers["rows"] < np.array(ROW_SIZES)).all()
    assert (numbers["pairs"] >= 0).all() and (numbers["pairs"] < np.array(PAIR_SIZES)).all()
    assert numbers["pairs"].shape == (len(words), len(inputs.word), len(PAIR_SIZES))


def test_part_of_the_rows_has_the_same_numbers_as_in_the_whole() -> None:
    inputs, words = inputs_of(TEXT)
    chosen = [(n, 0) for n in range(len(words))]
    rows = np.arange(1, len(inputs.word), 2)
    whole, part = network_numbers(inputs, chosen), network_numbers(inputs, chosen, rows)
    assert (whole["pairs"][:, rows] == part["pairs"]).all()
    assert (whole["rows"][rows] == part["rows"]).all()


def test_paths_stay_within_a_sentence() -> None:
    inputs, words = inputs_of(TEXT)
    for t in range(len(words)):
        near, _ = inputs.paths[t]
        assert (inputs.row_sentence[near] == inputs.sentence[t]).all()
