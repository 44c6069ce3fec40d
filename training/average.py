"""Average networks that were trained one from the other: the mean reads better than each of them (Wortsman et al. 2022).

usage: python -m training.average OUT.pt NETWORK.pt...
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import torch
from torch import Tensor


def average(states: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the mean of the weights of networks of one size. What is no weight is that of the first."""
    first = states[0]
    return {
        name: torch.stack([state[name] for state in states]).mean(0) if isinstance(value, Tensor) and value.is_floating_point() else value
        for name, value in first.items()
    }


def main() -> None:
    """Read networks, and save their mean."""
    if len(sys.argv) < 4:
        raise SystemExit(__doc__)
    out, *paths = map(Path, sys.argv[1:])
    networks = [torch.load(path, weights_only=False) for path in paths]
    shapes = [{name: getattr(value, "shape", None) for name, value in network["state"].items()} for network in networks]
    if any(one != shapes[0] for one in shapes):
        raise SystemExit("the networks have different sizes")
    torch.save(networks[-1] | {"state": average([network["state"] for network in networks])}, out)


if __name__ == "__main__":
    main()
