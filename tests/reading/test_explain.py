"""Explanations belong to their claim and agree with the decision."""

from heldby.model import Report
from heldby.reading.explain import Explanation, explain
from shared_reader import reader

REPORT = Report(
    id="r",
    sha256="",
    text=(
        "The US-backed rebels captured the town of Rabia from Islamic State on Monday, a security source told Reuters. "
        "The ministry denied that its troops had withdrawn from Hama. At least 12 soldiers were killed in the clashes."
    ),
)


def explanation_of(type: str) -> Explanation:
    claim = next(c for c in reader().read(REPORT).claims if c.type == type)
    found = explain(reader(), REPORT, claim.id)
    assert found is not None
    return found


def test_every_claim_of_a_report_is_explained() -> None:
    claims = reader().read(REPORT).claims
    assert len(claims) > 3
    for claim in claims:
        found = explain(reader(), REPORT, claim.id)
        assert found is not None
        assert found.claim == claim
        assert f"{claim.kind}/{claim.type}" in {one.type for one in found.types}
        shown = {role.text for role in found.roles if role.fills}
        assert {ref.text for ref in (*claim.actor, *claim.target)} <= shown | {ref.text for ref in claim.place}


def test_path_leads_from_the_trigger_to_each_role() -> None:
    found = explanation_of("capture")
    assert found.trigger == "captured"
    paths = {role.text: role.path for role in found.roles if role.fills}
    assert paths["Rabia"][0] == "captured"
    assert paths["Rabia"][-1].endswith("Rabia")


def test_speaker_and_time_name_the_rules_that_support_them() -> None:
    found = explanation_of("capture")
    rules = {role.role: role.rule for role in found.roles if role.fills}
    assert rules["source"] == "it speaks here"
    assert rules["when"] == "it dates this clause"
    assert found.source_by is not None
    assert "told" in found.source_by


def test_phrase_that_fills_a_role_is_more_probable_than_those_that_almost_do() -> None:
    found = explanation_of("capture")
    for role in ("actor", "target", "place"):
        fills = [r.probability for r in found.roles if r.role == role and r.fills]
        near = [r.probability for r in found.roles if r.role == role and not r.fills]
        assert min(fills, default=1.0) > max(near, default=0.0)


def test_denied_claim_names_the_rule_and_the_probabilities_of_its_status() -> None:
    denied = next(c for c in reader().read(REPORT).claims if c.status == "denied")
    found = explain(reader(), REPORT, denied.id)
    assert found is not None
    assert found.status_rule == "denied"
    assert sum(one.probability for one in found.statuses) <= 1.001


def test_claim_that_is_not_made_has_no_explanation() -> None:
    assert explain(reader(), REPORT, "0" * 16) is None
