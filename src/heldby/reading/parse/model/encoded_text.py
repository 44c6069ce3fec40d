"""The network's output for a text, which the encoder stores in the parsed document."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from heldby.reading.parse.model.onnx_network import ClaimNetwork

    Floats = NDArray[np.float32]

ENCODED_KEY = "heldby_encoded"
"""Key in `Doc.user_data` under which a parsed text keeps its `Encoded`."""


@dataclass(slots=True)
class Encoded:
    """The network's output for a text.

    `words` and `claims` hold one row for each token that is not white space: a word vector, and the scores of the claim types. `row` maps
    the index of a token to its row. `labels` names the columns, and `claim_network` scores the candidates of claims.
    """

    labels: dict[str, list[str]]
    claim_network: ClaimNetwork | None
    row: dict[int, int]
    words: list[Floats] = field(default_factory=list)
    claims: list[Floats] = field(default_factory=list)
