"""The status of claims."""

from shared_reader import claims_of

NOT_YET = {"planned", "expected", "attempted", "hypothetical"}


def test_demanded_or_intended_act_has_not_happened() -> None:
    for text in (
        "Officials called for the rebels to leave Aleppo.",
        "The commander said his troops would be leaving Aleppo.",
        "The commander is committed to withdrawing his troops from Aleppo.",
    ):
        assert {claim.status for claim in claims_of(text, "withdraw")} <= NOT_YET


def test_purpose_of_an_operation_has_not_happened() -> None:
    for text in (
        "BAGHDAD - Iraq began an offensive on Sunday to drive Islamic State out of Tal Afar, the group's last stronghold in the north.",
        "The army launched an operation to retake Tal Afar from Islamic State.",
    ):
        assert {claim.status for claim in claims_of(text, "capture")} <= NOT_YET


def test_attempt_has_the_status_attempted() -> None:
    text = "Islamic State fighters were trying to block the advance of Iraqi forces towards Rawa."
    assert {c.status for c in claims_of(text) if c.type == "repel"} == {"attempted"}


def test_denied_capture_has_the_status_denied() -> None:
    claims = claims_of("A military source denied on Monday that Daesh had recaptured Albu Kamal.")
    assert {c.status for c in claims if c.type == "capture"} == {"denied"}


def test_counted_troops_of_the_present_are_still_there() -> None:
    (now,) = claims_of("Around 1,000 Israeli troops patrol a zone in south Lebanon.", "strength")
    (then,) = claims_of("Around 1,000 Israeli troops patrolled a zone in south Lebanon.", "strength")
    assert (now.status, then.status) == ("ongoing", "happened")


def test_rejected_accusation_was_made() -> None:
    text = "Dismissing Chad's accusation, the ministry said no Sudanese troops had crossed the border."
    assert {c.status for c in claims_of(text, "accuse")} == {"happened"}


def test_at_no_stage_denies() -> None:
    assert {c.status for c in claims_of("At no time did the rebels hold Bunia.", "holds")} == {"denied"}
