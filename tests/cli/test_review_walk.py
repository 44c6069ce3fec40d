"""The interactive review."""

from __future__ import annotations

from cli_runner import heldby
from heldby.store import Dossier


def test_review_records_judgements_until_quit(record: Dossier) -> None:
    result = heldby("review", "--dossier", record.folder, stdin="a\nseen on film\ns\nq\n")
    assert result.exit_code == 0, result.stderr
    assert [(one.verdict, one.why) for one in record.judgements()] == [("accept", "seen on film")]


def test_review_shows_context_and_earlier_judgements_and_asks_again_after_a_mistake(record: Dossier, claim: str) -> None:
    Dossier(record.folder, record.database, "anna").judge("claim", claim, "reject", "another Rawa")
    Dossier(record.folder, record.database, "boris").judge("claim", claim, "accept", "the same Rawa")
    mistakes = "c\nstatus=perhaps\n\nc\nnonsense\n\n"
    result = heldby("review", "--dossier", record.folder, stdin=mistakes + 'c\nstatus=attempted held_as="last"\nonly tried\nq\n')
    shown = " ".join(result.stdout.split())
    assert result.exit_code == 0, result.stderr
    assert "Agency A · 2017-11-17" in shown and "»Iraqi forces took Rawa from IS.« The town fell within hours." in shown
    assert "earlier judgement of anna: reject another Rawa" in shown and "earlier judgement of boris: accept the same Rawa" in shown
    assert result.stderr.count("not possible:") == 2 and "1 claim judged" in result.stderr
    assert record.judgements()[-1].correction == {"status": "attempted", "held_as": "last"}
