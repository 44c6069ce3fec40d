"""Who says so, as a reader would note it."""

from functools import cache

import pytest

from heldby.model import Claim, Report
from heldby.reading import Reader


@cache
def reader() -> Reader:
    return Reader()


def claims(text: str) -> tuple[Claim, ...]:
    return reader().read(Report(id="r", sha256="", text=text)).claims


def sources(text: str) -> set[tuple[str, str] | None]:
    """Text and kind of the sources of a text's captures and airstrikes."""
    told = [c for c in claims(text) if c.type in ("capture", "airstrike")]
    assert told
    return {(c.source.text, c.source.kind) if c.source else None for c in told}


@pytest.mark.parametrize(
    ("text", "text_of", "kind"),
    [
        ("Rebels captured the town of Hama on Monday, the army said.", "army", "named"),
        ("According to the Defence Ministry, rebels captured the town of Hama.", "Defence Ministry", "named"),
        ("Ann Lee, the mayor of Hama, said that rebels captured the town.", "Ann Lee", "named"),
        ("The mayor of Hama, Ann Lee, said that rebels captured the town.", "Ann Lee", "named"),
        ("The Foreign Secretary, John Brown, said: Rebels captured the town of Hama.", "John Brown", "named"),
        ("Rebels captured the town of Hama, a security source told Reuters.", "security source", "anonymous"),
        ("Rebels captured the town of Hama on Monday activists said.", "activists", "named"),
        ("Rebels captured the town of Hama: war monitor.", "war monitor", "named"),
        ("Defence Ministry: Rebels captured the town of Hama.", "Defence Ministry", "named"),
        ("It said rebels captured the town of Hama.", "It", "lost"),
        ("The army accused Turkey of an airstrike on the village.", "army", "named"),
        ("The army attributed Monday's airstrike on the village to Turkey.", "army", "named"),
        ("Rebels captured the town of Hama on Monday, stated Minister Ann Lee, and shelled its airport.", "Ann Lee", "named"),
        ("The war goes on.  Reuters reported that rebels captured the town of Hama.", "Reuters", "outlet"),
    ],
)
def test_a_sentence_names_its_source(text: str, text_of: str, kind: str) -> None:
    assert sources(text) == {(text_of, kind)}


@pytest.mark.parametrize(
    "text",
    [
        "Rebels captured the town of Hama on Monday.",
        "Rebels captured the town of Hama. The army said nothing.",
        "As we have made clear, rebels captured the town of Hama.",
        "Rebels captured the town of Hama.  Reuters reported that the army was silent.",
        "Rebels captured the town of Hama, in another attack ascribed to Turkey.",
    ],
)
def test_what_nobody_is_said_to_say_is_the_reports_own(text: str) -> None:
    assert sources(text) == {None}


def test_a_block_of_words_runs_over_paragraphs_until_another_speaks() -> None:
    text = (
        "Minister Ann Lee said:\n\nI welcome the news. Rebels captured the town of Hama.\n\nRebels captured the town of Idlib too.\n\n"
        "John Brown said troops captured the town of Daraa."
    )
    told = {c.place[0].text: c.source for c in claims(text) if c.type == "capture" and c.place}
    assert {place: source and source.text.split()[-1] for place, source in told.items()} == {
        "Hama": "Lee", "Idlib": "Lee", "Daraa": "Brown",
    }  # fmt: skip


def test_a_quotation_runs_on_to_who_spoke_it() -> None:
    text = '"We lost many men. Rebels captured the town of Hama," the general said. Rebels captured the town of Idlib.'
    told = {c.place[0].text: c.source for c in claims(text) if c.type == "capture" and c.place}
    assert told["Hama"] is not None
    assert told["Hama"].text == "general"
    assert told["Hama"].direct
    assert told["Idlib"] is None


def test_a_description_takes_the_name_it_bears_elsewhere() -> None:
    text = (
        "Rebels captured the town of Hama, a monitor said. The Syrian Observatory for Human Rights said they captured the village of Mork. "
        "Defence Secretary Ann Lee said jets bombed the base. Jets bombed the bridge too, the secretary said."
    )
    named = {c.source.text for c in claims(text) if c.source}
    assert named == {"Syrian Observatory for Human Rights", "Ann Lee"}


def test_a_denial_is_a_rejection_and_the_denied_thing() -> None:
    found = {(c.type, c.status): c.source for c in claims("The ministry denied that rebels had captured the town of Hama.")}
    assert {("reject", "happened"), ("capture", "denied")} <= set(found)
    assert found["reject", "happened"] is None
    assert found["capture", "denied"] is not None


def test_an_attack_is_its_claimers_word_alone() -> None:
    told = claims("A car bombing claimed by Islamic State killed 12 people in Baghdad. The army captured the town of Hama.")
    assert {c.source.text if c.source else None for c in told if c.type == "bombing"} == {"Islamic State"}
    assert {c.source for c in told if c.type == "capture"} == {None}
