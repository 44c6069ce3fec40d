"""The parties of actors that the actor file does not list, from counts of what reports say about them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from heldby.model import Claim
from heldby.store.state.working_state import WorkingState, decode, encode

if TYPE_CHECKING:
    from heldby.reference.reported_parties import ReportedParties

VOTES = ("names", "links", "within", "fights")
"""The kinds of votes: the fields of `PartyVotes`."""
PARTIES = ("named", "told", "within")
"""The kinds of results: the fields of `ReportedParties`."""


def add_votes(state: WorkingState, claims: Iterable[Claim]) -> bool:
    """Store what the claims of reports say about unlisted actors; return whether they say anything."""
    from heldby.reference.reported_parties import count_votes

    by_report: dict[str, list[Claim]] = {}
    for claim in claims:
        by_report.setdefault(claim.report, []).append(claim)
    votes = [
        (encode(report), kind, encode(name), encode(key), n)
        for report, own in by_report.items()
        for kind, names in vars(count_votes(own)).items()
        for name, count in names.items()
        for key, n in count.items()
    ]
    state.change_all("INSERT INTO voted VALUES (?, ?, ?, ?, ?)", votes)
    change = "INSERT INTO votes VALUES (?, ?, ?, ?) ON CONFLICT (kind, name, key) DO UPDATE SET n = n + excluded.n"
    state.change_all(change, (vote[1:] for vote in votes))
    return bool(votes)


def remove_votes(state: WorkingState, report: str) -> bool:
    """Remove what a report said about unlisted actors; return whether it said anything."""
    votes = state.rows("SELECT n, kind, name, key FROM voted WHERE report = ?", encode(report))
    state.change_all("UPDATE votes SET n = n - ? WHERE kind = ? AND name = ? AND key = ?", votes)
    state.change_all("DELETE FROM votes WHERE kind = ? AND name = ? AND key = ? AND n = 0", (vote[1:] for vote in votes))
    state.change("DELETE FROM voted WHERE report = ?", encode(report))
    return bool(votes)


def decide(state: WorkingState) -> set[str]:
    """Decide the party of every unlisted actor again; return the folded names of those whose party has changed.

    The time grows with the number of names and not with that of claims.
    """
    from heldby.reference.actors import load_actors
    from heldby.reference.reported_parties import PartyVotes, ReportedParties, decide_parties

    votes = PartyVotes()
    for kind, name, key, n in state.rows("SELECT kind, name, key, n FROM votes"):
        getattr(votes, kind)[decode(name)][decode(key)] = n
    before = ReportedParties(*({name: stored[name] for name in stored} for stored in (StoredParties(state, kind) for kind in PARTIES)))
    after = decide_parties(votes, load_actors().side)
    names = {name for one in (before, after) for kind in PARTIES for name in getattr(one, kind)}
    state.change("DELETE FROM parties")
    rows = [(kind, encode(name), encode(party)) for kind in PARTIES for name, party in getattr(after, kind).items()]
    state.change_all("INSERT INTO parties VALUES (?, ?, ?)", rows)
    return {name for name in names if _outcome(before, name) != _outcome(after, name)}


def _outcome(parties: ReportedParties, name: str) -> tuple[object, ...]:
    return name in parties, parties.party(name), parties.leader(name), parties.grounds(name)


def stored_parties(state: WorkingState) -> ReportedParties:
    """Return the decided parties, each of which is read when it is asked for."""
    from heldby.reference.reported_parties import ReportedParties

    return ReportedParties(*(StoredParties(state, kind) for kind in PARTIES))


class StoredParties(Mapping[str, str]):
    """One field of `ReportedParties`, read from the working state."""

    def __init__(self, state: WorkingState, kind: str) -> None:
        self._state = state
        self._kind = kind
        self._known: dict[str, str | None] = {}

    def __getitem__(self, name: str) -> str:
        if name not in self._known:
            rows = self._state.rows("SELECT party FROM parties WHERE kind = ? AND name = ?", self._kind, encode(name))
            self._known[name] = decode(rows[0][0]) if rows else None
        party = self._known[name]
        if party is None:
            raise KeyError(name)
        return party

    def __iter__(self) -> Iterator[str]:
        rows = self._state.rows("SELECT name, party FROM parties WHERE kind = ?", self._kind)
        self._known.update((decode(name), decode(party)) for name, party in rows)
        return iter([decode(name) for name, _ in rows])

    def __len__(self) -> int:
        return int(self._state.rows("SELECT count(*) FROM parties WHERE kind = ?", self._kind)[0][0])

    def __bool__(self) -> bool:
        return bool(self._state.rows("SELECT 1 FROM parties WHERE kind = ? LIMIT 1", self._kind))
