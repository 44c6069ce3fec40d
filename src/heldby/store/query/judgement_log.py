"""All judgements of a dossier at one moment, and their outcomes for a given set of events."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from heldby.judgements.carry_over import carry_over_events
from heldby.judgements.judgement import Judgement, Outcomes, resolve_judgements
from heldby.model import Event
from heldby.store import settings
from heldby.store.db.schema import claims
from heldby.store.record.judgement_rows import load_judgements


class JudgementLog(NamedTuple):
    """Every judgement in order, including undone ones.

    Attributes:
        entries: the judgements. Those of events are not yet carried over to current events.
        current: the ids of those claims of judged events that are in the newest reading of their report.
        second_approval: whether a judgement needs the approval of a second person.
    """

    entries: Sequence[Judgement]
    current: frozenset[str]
    second_approval: bool

    @property
    def event_claims(self) -> set[str]:
        """The ids of the claims of all judged events."""
        return {claim for one in self.entries if one.kind == "event" for claim in one.claims}

    @property
    def judges_events(self) -> bool:
        """Whether a judgement of an event is in force."""
        return any(one.kind == "event" and not one.undone for one in self.entries)

    def over(self, events: Iterable[Event]) -> list[Judgement]:
        """Return the judgements, with those of events carried over to `events`."""
        return carry_over_events(self.entries, events, self.current)

    def outcomes(self, events: Iterable[Event] = ()) -> Outcomes:
        """Return the outcome of the judgements of each subject, with judgements of events carried over to `events`."""
        return resolve_judgements(self.over(events), second_approval=self.second_approval)


def load_judgement_log(connection: Connection) -> JudgementLog:
    """Read all judgements of a dossier."""
    log = JudgementLog(load_judgements(connection), frozenset(), settings.get(connection, "second-approval") == "yes")
    query = sa.select(claims.c.id).where(claims.c.current, claims.c.id.in_(log.event_claims))
    return log._replace(current=frozenset(connection.execute(query).scalars()))
