"""What a larger network says of texts without annotations, and the loss of a smaller network that learns from it (Hinton et al. 2015)."""

from __future__ import annotations

import random
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor

from training.claim_loss import Prepared, candidates, encode, run_grid
from training.example import ROLES
from training.network import Network

MOST = 60
"""Largest number of candidates of a text that are taught."""
SURE = 0.25
"""Least probability of a claim whose roles and status are taught. Of other candidates only that they are no claims."""

_TIME_ROLE = torch.tensor([role == "when" for role in ROLES])


@dataclass(frozen=True)
class Taught:
    """What a teacher says of a text.

    Attributes:
        triggers: [T, labels] probabilities that each possible trigger states a claim of each type.
        chosen: (trigger, label) of each candidate.
        claims: [N] probabilities of the candidates.
        roles: [N, K, roles] probabilities that each row fills each role.
        statuses: [N, statuses] probabilities.
    """

    triggers: NDArray[np.float16]
    chosen: list[tuple[int, int]]
    claims: NDArray[np.float16]
    roles: NDArray[np.float16]
    statuses: NDArray[np.float16]


def taught(network: Network, p: Prepared) -> Taught:
    """Return what a network says of a text."""
    with torch.no_grad():
        words = encode(network, [p], None, random.Random(0))[0][0]
        logits = network.claims.trigger(words[p.at])
        chosen = candidates(p, logits, {}, MOST)
        if not chosen or not len(p.inputs.word):
            nothing = np.zeros((0, 0, 0), np.float16)
            return Taught(_stored(torch.sigmoid(logits)), [], nothing[:, 0, 0], nothing, nothing[:, 0])
        claims, roles, statuses = run_grid(network, p, words, chosen, logits)
        chances = (torch.sigmoid(claims), torch.sigmoid(roles), torch.softmax(statuses, -1))
        return Taught(_stored(torch.sigmoid(logits)), chosen, *(_stored(x) for x in chances))


def _stored(x: Tensor) -> NDArray[np.float16]:
    return np.asarray(x.numpy(), np.float16)


def distillation_loss(network: Network, p: Prepared, words: Tensor, said: Taught) -> Tensor:
    """Return the summed loss of a text against what the teacher says of it. The text counts like one with as many claims."""
    logits = network.claims.trigger(words[p.at])
    each = F.binary_cross_entropy_with_logits(logits, _tensor(said.triggers), reduction="none")
    total = (each * p.possible).sum()
    if not said.chosen:
        return total
    claims, roles, statuses = run_grid(network, p, words, said.chosen, logits)
    sure = _tensor(said.claims)
    total = total + F.binary_cross_entropy_with_logits(claims, sure, reduction="sum")
    weight = torch.where(sure >= SURE, sure, torch.zeros_like(sure))
    filled = F.binary_cross_entropy_with_logits(roles, _tensor(said.roles), reduction="none")
    filled = filled.masked_fill(p.is_time[None, :, None] != _TIME_ROLE[None, None, :], 0.0)  # no phrase is a time, and no time a party
    status = -(_tensor(said.statuses) * torch.log_softmax(statuses, -1)).sum(-1)
    return total + (weight * (filled.sum((1, 2)) + 0.5 * status)).sum()


def claims_in(said: Taught) -> int:
    """Return about how many claims the teacher sees in a text."""
    return int((said.claims >= 0.5).sum())


def _tensor(x: NDArray[np.float16]) -> Tensor:
    return torch.from_numpy(x.astype(np.float32))
