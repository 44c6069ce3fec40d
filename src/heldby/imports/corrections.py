"""Edited rows of heldby's own exports as judgements of the person who imports them."""

from __future__ import annotations

from typing import NamedTuple

from heldby.base.canonical_json import canonical
from heldby.errors import Unreadable
from heldby.imports.cells import Cells
from heldby.imports.own_rows import OwnRow, changed_columns, correction_of
from heldby.judgements.judgement import NO_OUTCOME
from heldby.store import Dossier

WHY = "edited in an exported table: "


class Outcome(NamedTuple):
    """What happened to an edited row, and the conflict that kept its change from being recorded, if any."""

    corrected: bool = False
    unchanged: bool = False
    conflict: str | None = None


class Corrections:
    """Records the changes in edited rows, unless a judgement stands against them."""

    def __init__(self, dossier: Dossier) -> None:
        self._dossier = dossier
        self._outcomes = dossier.outcomes()

    def apply(self, own: OwnRow, cells: Cells) -> Outcome:
        """Record the change of a row as a correction. A row without a change, or with one that is recorded already, changes nothing.

        Raises:
            Unreadable, ValueError: a value is impossible, or the column cannot be corrected.
        """
        outcome = self._outcomes.get((own.kind, own.record.id), NO_OUTCOME)
        different = changed_columns(own, cells)
        changed = [column for column in different if column in own.fields]
        # After a judgement, columns that follow from a corrected one differ from those of an older export.
        fixed = [] if outcome.people else [column for column in different if column not in own.fields]
        if fixed:
            raise Unreadable(f"{', '.join(fixed)} cannot be changed, because reports or heldby's own work give it")
        if not changed:
            return Outcome(unchanged=True)
        correction = correction_of(own, cells, changed)
        if outcome.correction is not None and canonical(outcome.correction) == canonical(correction):
            return Outcome(unchanged=True)
        if outcome.people and not (outcome.people == (self._dossier.who,) and outcome.verdict in ("accept", "correct")):
            verdict = "people disagree about it" if outcome.disputed else f"it has the judgement “{outcome.verdict}”"
            people = " and ".join(outcome.people)
            return Outcome(
                conflict=f"{', '.join(changed)} changed, but {verdict} by {people}; {own.kind} {own.record.id} is left as it is:"
                " to change it, undo that judgement first (heldby review undo)"
            )
        self._dossier.judge(own.kind, own.record.id, "correct", WHY + ", ".join(changed), correction)
        return Outcome(corrected=True)
