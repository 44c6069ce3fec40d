"""The sources of claims."""

import pytest

from shared_reader import claims_of


def sources(text: str) -> set[tuple[str, str] | None]:
    """Return text and kind of the sources of a text's captures and air strikes."""
    found = claims_of(text, "capture", "airstrike")
    assert found
    return {(c.source.text, c.source.kind) if c.source else None for c in found}


@pytest.mark.parametrize(
    ("text", "text_of", "kind"),
    [
        ("Rebels captured the town of Hama on Monday, the army said.", "army", "named"),
        ("According to the Defence Ministry, rebels captured the town of Hama.", "Defence Ministry", "named"),
        ("Ann Lee, the mayor of Hama, said that rebels captured the town.", "Ann Lee", "named"),
        ("The mayor, Ann Lee, said that rebels captured the town of Hama.", "Ann Lee", "named"),
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
def test_sentence_names_its_source(text: str, text_of: str, kind: str) -> None:
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
def test_claim_without_speaker_has_no_source(text: str) -> None:
    assert sources(text) == {None}


def test_block_of_speech_runs_until_another_speaker() -> None:
    text = (
        "Minister Ann Lee said:\n\nI welcome the news. Rebels captured the town of Hama.\n\nRebels captured the town of Idlib too.\n\n"
        "John Brown said troops captured the town of Daraa."
    )
    by_place = {c.place[0].text: c.source for c in claims_of(text) if c.type == "capture" and c.place}
    assert {place: source and source.text.split()[-1] for place, source in by_place.items()} == {
        "Hama": "Lee", "Idlib": "Lee", "Daraa": "Brown",
    }  # fmt: skip


def test_quotation_takes_the_speaker_named_after_it() -> None:
    text = '"We lost many men. Rebels captured the town of Hama," the general said. Rebels captured the town of Idlib.'
    by_place = {c.place[0].text: c.source for c in claims_of(text) if c.type == "capture" and c.place}
    assert by_place["Hama"] is not None
    assert by_place["Hama"].text == "general"
    assert by_place["Hama"].direct
    assert by_place["Idlib"] is None


def test_description_takes_the_name_used_elsewhere() -> None:
    text = (
        "Rebels captured the town of Hama, a monitor said. The Syrian Observatory for Human Rights said they captured the village of Mork. "
        "Defence Secretary Ann Lee said jets bombed the base. Jets bombed the bridge too, the secretary said."
    )
    named = {c.source.text for c in claims_of(text) if c.source}
    assert named == {"Syrian Observatory for Human Rights", "Ann Lee"}


def test_denial_is_a_rejection_and_a_denied_claim() -> None:
    found = {(c.type, c.status): c.source for c in claims_of("The ministry denied that rebels had captured the town of Hama.")}
    assert {("reject", "happened"), ("capture", "denied")} <= set(found)
    assert found["reject", "happened"] is None
    assert found["capture", "denied"] is not None


def test_claim_of_responsibility_is_the_source_of_the_attack_only() -> None:
    found = claims_of("A car bombing claimed by Islamic State killed 12 people in Baghdad. The army captured the town of Hama.")
    assert {c.source.text if c.source else None for c in found if c.type == "bombing"} == {"Islamic State"}
    assert {c.source for c in found if c.type == "capture"} == {None}
