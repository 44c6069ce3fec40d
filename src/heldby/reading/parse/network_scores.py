"""The network's scores for possible claims, as features for the classifiers. Log odds and log probabilities are rounded down to whole
numbers, so that feature tables stay readable.

If the language model gives no such scores, these features are missing, and the classifiers use only the others.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from heldby.reading.parse.model.encoded_text import ENCODED_KEY

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from heldby.reading.parse.model.encoded_text import Encoded

MIN_STEP, MAX_STEP = -6, 4
"""Log odds outside this range are clipped to it."""
LIKELY_ODDS = -1.0
"""Lowest log odds at which the network itself proposes a claim as a candidate."""
ROLES = ("actor", "target", "place")


def odds_step(odds: float) -> int:
    """Return log odds rounded down to a whole number and clipped to the range from `MIN_STEP` to `MAX_STEP`."""
    return max(MIN_STEP, min(MAX_STEP, math.floor(odds)))


class NetworkScores:
    """The network's scores of one text."""

    def __init__(self, doc: Doc) -> None:
        self._encoded: Encoded | None = doc.user_data.get(ENCODED_KEY)
        labels = self._encoded.labels if self._encoded else {"claims": [], "roles": [], "statuses": []}
        self._claim = {name: n for n, name in enumerate(labels["claims"])}
        self._claims: list[str] = labels["claims"]
        self._roles: list[str] = labels["roles"]
        self._statuses: list[str] = labels["statuses"]

    def trigger_features(self, label: str, token: int) -> list[str]:
        """Return the features of a token as the trigger of a claim with this label."""
        row = self._row(token)
        if self._encoded is None or row is None or label not in self._claim:
            return []
        scores = self._encoded.claims[row]
        odds = float(scores[self._claim[label]])
        kind, at = label.partition("/")[0], odds_step(odds)
        out = [f"e={at}", f"{kind}|e={at}", f"{label}|e={at}"]
        out.extend(f"e>{n}" for n in range(MIN_STEP, at))
        if odds >= float(scores.max()):
            out += [f"e.top={at}", f"{label}|e.top"]
        return out

    def likely_triggers(self) -> list[tuple[str, int]]:
        """Return (label, token) for each claim that the network itself proposes. It proposes no figures."""
        if self._encoded is None:
            return []
        out = []
        for token, row in self._encoded.row.items():
            scores = self._encoded.claims[row]
            if scores.max() > LIKELY_ODDS:
                out += [(self._claims[k], token) for k in (scores > LIKELY_ODDS).nonzero()[0] if not self._claims[k].startswith("figure/")]
        return out

    def role_features(self, label: str, token: int, heads: Sequence[int]) -> list[list[str]]:
        """Return for each token in `heads` its features as a filler of the roles of a claim with this label and the trigger `token`."""
        row, rows = self._row(token), [self._row(head) for head in heads]
        if self._encoded is None or row is None or label not in self._claim or not heads:
            return [[] for _ in heads]
        import numpy as np

        e = self._encoded
        filler_rows = [r if r is not None else row for r in rows]
        log_probabilities = e.output_layers.roles(e.words[row], self._claim[label], np.array([e.fillers[r] for r in filler_rows]))
        odds = log_probabilities[:, 1:] - log_probabilities[:, :1]
        steps = (
            np.clip(np.floor(np.stack([odds, 2 + log_probabilities[:, 1:]])), MIN_STEP, MAX_STEP).astype(int).transpose(2, 1, 0).tolist()
        )
        tenths = np.minimum(np.exp(log_probabilities[:, 1:]) * 10, 9).astype(int).T.tolist()
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

    def status_features(self, label: str, token: int) -> list[str]:
        """Return the features for the status of a claim with this label and the trigger `token`."""
        row = self._row(token)
        if self._encoded is None or row is None or label not in self._claim:
            return []
        log_probabilities = self._encoded.output_layers.statuses(self._encoded.words[row], self._claim[label])
        out = [f"e.{name}={odds_step(float(chance))}" for name, chance in zip(self._statuses, log_probabilities, strict=True)]
        return [*out, f"e.said={self._statuses[int(log_probabilities.argmax())]}"]

    def _row(self, token: int) -> int | None:
        """Return the row of a token in the network's output, or None if it has none."""
        return self._encoded.row.get(token) if self._encoded else None
