"""What the network thinks of possible claims, as features beside all others: steps of log odds, so that the deciders' tables stay readable.

Where another language model is used that has no such opinion, there are no hints, and the deciders go by the rest.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from heldby.reading.parse.model.encoder import KEPT

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from heldby.reading.parse.model.encoder import Encoded

LEAST, MOST = -6, 4
"""Log odds beyond these are as good as these."""
LIKELY = -1.0
"""Log odds from which the network's own idea of a claim is worth a proposal."""
ROLES = ("actor", "target", "place")


def step(odds: float) -> int:
    """Log odds in steps of one."""
    return max(LEAST, min(MOST, math.floor(odds)))


class Hints:
    """The network's scores of one text."""

    def __init__(self, doc: Doc) -> None:
        self._encoded: Encoded | None = doc.user_data.get(KEPT)
        labels = self._encoded.labels if self._encoded else {"claims": [], "roles": [], "statuses": []}
        self._claim = {name: n for n, name in enumerate(labels["claims"])}
        self._claims: list[str] = labels["claims"]
        self._roles: list[str] = labels["roles"]
        self._statuses: list[str] = labels["statuses"]

    def trigger(self, label: str, token: int) -> list[str]:
        """Features of a token as the trigger of a type of claim."""
        row = self._row(token)
        if self._encoded is None or row is None or label not in self._claim:
            return []
        scores = self._encoded.claims[row]
        odds = float(scores[self._claim[label]])
        kind, at = label.partition("/")[0], step(odds)
        out = [f"e={at}", f"{kind}|e={at}", f"{label}|e={at}"]
        out.extend(f"e>{n}" for n in range(LEAST, at))
        if odds >= float(scores.max()):
            out += [f"e.top={at}", f"{label}|e.top"]
        return out

    def likely(self) -> list[tuple[str, int]]:
        """(type, token) of the events, relations and controls that the network itself would propose."""
        if self._encoded is None:
            return []
        out = []
        for token, row in self._encoded.row.items():
            scores = self._encoded.claims[row]
            if scores.max() > LIKELY:
                out += [(self._claims[k], token) for k in (scores > LIKELY).nonzero()[0] if not self._claims[k].startswith("figure/")]
        return out

    def roles(self, label: str, token: int, heads: Sequence[int]) -> list[list[str]]:
        """Features of words as what fills the roles of a claim that a token tells, in the order of `heads`."""
        row, rows = self._row(token), [self._row(head) for head in heads]
        if self._encoded is None or row is None or label not in self._claim or not heads:
            return [[] for _ in heads]
        import numpy as np

        e = self._encoded
        known = [r if r is not None else row for r in rows]
        chances = e.heads.roles(e.words[row], self._claim[label], np.array([e.fillers[r] for r in known]))
        odds = chances[:, 1:] - chances[:, :1]
        steps = np.clip(np.floor(np.stack([odds, 2 + chances[:, 1:]])), LEAST, MOST).astype(int).transpose(2, 1, 0).tolist()
        tenths = np.minimum(np.exp(chances[:, 1:]) * 10, 9).astype(int).T.tolist()
        best = odds.argmax(axis=1).tolist()
        out: list[list[str]] = []
        for k, (values, shares) in enumerate(zip(steps, tenths, strict=True)):
            features = []
            for (at, own), tenth, role, first in zip(values, shares, self._roles, best, strict=True):
                features += [f"e.{role}={at}", f"{label}|e.{role}={at}", f"e.p.{role}={own}", f"e.pn.{role}={own}:{at}"]
                features.append(f"e.t.{role}={tenth}")
                if first == k:
                    features += [f"e.best={role}:{at}", f"{label}|e.best={role}"]
            out.append(features)
        return out

    def status(self, label: str, token: int) -> list[str]:
        """Features of how a claim is put."""
        row = self._row(token)
        if self._encoded is None or row is None or label not in self._claim:
            return []
        chances = self._encoded.heads.statuses(self._encoded.words[row], self._claim[label])
        out = [f"e.{name}={step(float(chance))}" for name, chance in zip(self._statuses, chances, strict=True)]
        return [*out, f"e.said={self._statuses[int(chances.argmax())]}"]

    def _row(self, token: int) -> int | None:
        return self._encoded.row.get(token) if self._encoded else None
