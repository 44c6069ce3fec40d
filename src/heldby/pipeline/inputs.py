"""Everything that one derivation needs from a dossier, read in one transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from heldby.judgements.apply import apply_to_claims
from heldby.judgements.judgement import Outcomes
from heldby.model import Claim, Report
from heldby.store import Dossier
from heldby.store.dossier_config import DossierConfig, load_config
from heldby.store.query.judgement_log import JudgementLog
from heldby.store.query.record_reader import RecordReader

Select = Callable[[RecordReader], Iterable[Claim]]
"""A function that returns, from a reader of the record, the claims that a derivation needs."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """The record as it was in one transaction.

    Attributes:
        position: position of the newest ledger entry that can change conclusions.
        known_on: the day, if the record was read as known on a day; None if all of it was read.
        known: the day from which each report counts as known, by report id.
        published: publication date of each report, by report id; None for an undated report.
        outlets: outlet of each report, by report id; None for a report that names none.
        config: the sides and the reliability of sources that the dossier's settings files give.
        judgements: every judgement.
        outcomes: the outcome of the judgements of each subject; judgements of events are not yet carried over to newly built events.
        claims_as_read: the claims, before judgements.
        claims: the claims after judgements of claims, actors and places.
    """

    position: int
    known_on: dt.date | None
    known: Mapping[str, dt.date]
    published: Mapping[str, dt.date | None]
    outlets: Mapping[str, str | None]
    config: DossierConfig
    judgements: JudgementLog
    outcomes: Outcomes
    claims_as_read: Sequence[Claim]
    claims: Sequence[Claim]
    _reader: RecordReader = field(repr=False)

    def reports(self) -> Iterator[Report]:
        """Yield the reports known on the day one by one, because all texts may not fit in memory. The inputs must be open."""
        for report in self._reader.reports():
            if self.known_on is None or self.known[report.id] <= self.known_on:
                yield report


@contextmanager
def open_inputs(dossier: Dossier, known_on: dt.date | None = None, select: Select | None = None) -> Iterator[Inputs]:
    """Read the inputs of a derivation and keep the transaction open for `Inputs.reports`.

    Args:
        dossier: the dossier.
        known_on: use only reports known by this day.
        select: a function that returns the claims to read; by default, all claims known by the day are read.
    """
    with dossier.in_one_transaction() as reader:
        judgements = reader.judgement_log()
        outcomes = judgements.outcomes()
        as_read = list(select(reader) if select else reader.claims(known_on=known_on))
        yield Inputs(
            position=reader.ledger_position(),
            known_on=known_on,
            known=reader.known_dates(),
            published=reader.publication_dates(),
            outlets=reader.outlets(),
            config=load_config(reader),
            judgements=judgements,
            outcomes=outcomes,
            claims_as_read=as_read,
            claims=list(apply_to_claims(as_read, outcomes)),
            _reader=reader,
        )


def read_inputs(dossier: Dossier, known_on: dt.date | None = None, select: Select | None = None) -> Inputs:
    """Read the inputs of a derivation that does not need the reports' texts."""
    with open_inputs(dossier, known_on, select) as inputs:
        return inputs
