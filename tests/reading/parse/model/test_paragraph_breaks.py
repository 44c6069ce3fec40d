"""Sentence ends at line breaks and blank lines."""

from heldby.reading.parse.model.load import load_model


def test_long_lines_end_sentences_and_wrapped_lines_do_not() -> None:
    page = "Islamic State loses its last town in Iraq\n" + "Iraqi soldiers drove the group out of Rawa on Friday. " * 3
    assert next(iter(load_model()(page).sents)).text.strip() == "Islamic State loses its last town in Iraq"
    wrapped = "Iraqi soldiers drove the group out of\nRawa on Friday, taking from it the last\ntown that it held in Iraq."
    assert len(list(load_model()(wrapped).sents)) == 1
