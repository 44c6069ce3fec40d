"""heldby's parser as a spaCy component: it runs windows of words through the network and decodes sentences, trees and claim scores.

Text is read from front to back in windows of at most 480 word pieces. All sentences of a window except the last are settled, which
means that their parse is final. The next window starts with some settled sentences as context, followed by the unsettled sentence. Every
sentence is parsed in a single window, and the same text always gets the same parse.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spacy.language import Language
from spacy.tokens import Doc
from threadpoolctl import ThreadpoolController

from heldby.reading.parse.model.dependency_decoding import (
    UNIQUE_RELATIONS,
    attach_of_phrases,
    attach_participles,
    find_heads,
    keep_one_dependent,
    sentence_bounds,
    start_threshold,
)
from heldby.reading.parse.model.encoded_text import ENCODED_KEY, Encoded
from heldby.reading.parse.model.wordpieces import CLOSE, OPEN, OTHER, WordPieces

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from heldby.reading.parse.model.onnx_network import Network, Scores

    Floats = NDArray[np.float32]

FACTORY = "heldby_encoder"
WINDOW_PIECES, CONTEXT_PIECES = 480, 120
"""Largest number of word pieces in a window, and in the settled sentences that the window repeats as context."""
FILES = ("network.onnx", "heads.npz", "vocab.txt", "labels.json", "claims.onnx")


@dataclass(slots=True)
class _Words:
    """The words of a text as parallel lists, and the indexes (`forced`) at which a sentence must start.

    The lists hold for each word: its token index, its word pieces, its case class, the line breaks before it (two at most), whether it is
    "of", and the score above which it starts a sentence.
    """

    tokens: list[int] = field(default_factory=list)
    pieces: list[list[int]] = field(default_factory=list)
    cases: list[int] = field(default_factory=list)
    gaps: list[int] = field(default_factory=list)
    of: list[bool] = field(default_factory=list)
    thresholds: list[float] = field(default_factory=list)
    forced: set[int] = field(default_factory=set)


class Encoder:
    """The spaCy component. Sets heads, relations, tags, parts of speech and morphology, and stores `Encoded` in `doc.user_data`."""

    def __init__(self, vocab: Any) -> None:
        self.vocab = vocab
        self._folder: Path | None = None
        self._labels: dict[str, list[str]] = {}

    @property
    def labels(self) -> tuple[str, ...]:
        """The dependency relations that the parser distinguishes."""
        return tuple(self._labels.get("deps", ()))

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> Encoder:
        """Load the model files from a folder, and return this encoder.

        Raises:
            OSError: a file is missing.
        """
        from heldby.reading.parse.model.onnx_network import ClaimNetwork, Network, OutputLayers

        self._folder = Path(path)
        self._labels = json.loads((self._folder / "labels.json").read_text("utf-8"))
        self._pieces = WordPieces(self._folder / "vocab.txt")
        self._heads = OutputLayers(self._folder / "heads.npz")
        self._network: Network = Network(self._folder / "network.onnx")
        claims = self._folder / "claims.onnx"
        self._claim_network = ClaimNetwork(claims) if claims.exists() else None  # a pipeline in training may only parse
        self._blas = ThreadpoolController()
        self._intern_labels()
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Copy the model files into a folder. An encoder that has loaded no files writes nothing."""
        if self._folder is not None:
            Path(path).mkdir(parents=True, exist_ok=True)
            for name in (name for name in FILES if (self._folder / name).exists()):
                shutil.copyfile(self._folder / name, Path(path) / name)

    def __call__(self, doc: Doc) -> Doc:
        """Parse a text in place and return it."""
        words = self._words(doc)
        encoded = Encoded(self._labels, self._claim_network, {token: row for row, token in enumerate(words.tokens)})
        self._write_parse(doc, words.tokens, self._parse(words, encoded))
        doc.user_data[ENCODED_KEY] = encoded
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 32) -> Iterator[Doc]:
        """Parse many texts, each on its own."""
        yield from map(self, stream)

    def _words(self, doc: Doc) -> _Words:
        """Return the words of a text with their pieces, case classes and sentence thresholds."""
        out, gap, before = _Words(), 0, ""
        for token in doc:
            text = token.text
            if token.is_space:
                gap = max(gap, min(text.count("\n"), 2))
                continue
            pieces, case = self._pieces.encode(text)
            if token.is_sent_start:
                out.forced.add(len(out.tokens))
            out.tokens.append(token.i)
            out.pieces.append(pieces)
            out.cases.append(case)
            out.gaps.append(gap)
            out.of.append(token.lower_ == "of")
            out.thresholds.append(start_threshold(before, text))
            gap, before = 0, text
        return out

    def _parse(self, words: _Words, encoded: Encoded) -> list[tuple[int, int, int, int]]:
        """Return (head row, relation, tag, morphology) of every word, and append the network's output to `encoded`."""
        rows: list[tuple[int, int, int, int]] = []
        begin = 0
        while len(rows) < len(words.tokens):
            end = self._window_end(words, begin)
            scores = self._run_window(words, begin, end)
            settled = sentence_bounds(
                scores.starts, {i - begin for i in words.forced}, words.thresholds[begin:end], len(rows) - begin, end - begin
            )
            if end < len(words.tokens) and len(settled) > 1:
                settled.pop()
            rows.extend(self._decode_sentences(words, scores, settled, begin))
            first, last = settled[0][0], settled[-1][1]
            encoded.words.extend(scores.words[first:last])
            encoded.claims.extend(scores.claims[first:last])
            begin = self._next_window_start(words, len(rows), begin, settled)
        return rows

    def _window_end(self, words: _Words, begin: int) -> int:
        """Return the end of the window that starts at word `begin`."""
        room, end = WINDOW_PIECES, begin
        while end < len(words.tokens) and room >= len(words.pieces[end]):
            room -= len(words.pieces[end])
            end += 1
        return end

    @staticmethod
    def _next_window_start(words: _Words, done: int, begin: int, settled: list[tuple[int, int]]) -> int:
        """Return the start of the next window. Its context is as many whole settled sentences before word `done` as fit."""
        start, room = done, CONTEXT_PIECES
        for s, e in reversed(settled):
            room -= sum(len(words.pieces[i]) for i in range(begin + s, begin + e))
            if room < 0:
                break
            start = begin + s
        return start

    def _run_window(self, words: _Words, begin: int, end: int) -> Scores:
        """Return the network's scores for the words `begin` to `end`."""
        pieces, cases, gaps, firsts = [self._pieces.ids[OPEN]], [OTHER], [0], []
        for i in range(begin, end):
            cut = words.pieces[i]
            firsts.append(len(pieces))
            pieces += cut
            cases += [words.cases[i]] * len(cut)
            gaps += [words.gaps[i]] + [0] * (len(cut) - 1)
        return self._network.run([*pieces, self._pieces.ids[CLOSE]], [*cases, OTHER], [*gaps, 0], firsts)

    def _decode_sentences(
        self, words: _Words, scores: Scores, sentences: list[tuple[int, int]], begin: int
    ) -> list[tuple[int, int, int, int]]:
        """Return the parse rows of a window's settled sentences, which are consecutive."""
        first, last = sentences[0][0], sentences[-1][1]
        found = [s + h for s, e in sentences for h in find_heads(scores.arcs[s:e, s:e])]
        tags, morphs = scores.tags[first:last].argmax(1).tolist(), scores.morphs[first:last].argmax(1).tolist()
        attach_of_phrases(found, first, words.of[begin + first : begin + last], [tag in self._nouns for tag in tags])
        attach_participles(found, first, [tag == self._preposition for tag in tags], [tag == self._participle for tag in tags])
        with self._blas.limit(limits=1, user_api="blas"):  # synchronising threads costs more than these small products
            relations = self._heads.labels(scores.label_dependents[first:last], scores.label_heads[found])
        relations[:, self._root] = -1e9
        keep_one_dependent(relations, found, first, self._once)
        best = relations.argmax(1)
        return [
            (begin + h, self._dep_codes[self._root if h == first + i else best[i]], self._tag_codes[tags[i]], morphs[i])
            for i, h in enumerate(found)
        ]  # fmt: skip

    def _write_parse(self, doc: Doc, tokens: list[int], rows: list[tuple[int, int, int, int]]) -> None:
        """Write a parse into a text. White space is attached to the word before it, or to the first word."""
        import numpy as np
        from spacy.attrs import DEP, HEAD, MORPH, POS, TAG

        word_of = np.full(len(doc), tokens[0] if tokens else 0, dtype=np.int64)
        word_of[tokens] = tokens
        word_of = np.maximum.accumulate(word_of) if tokens else word_of
        out = np.zeros((len(doc), 5), dtype=np.int64)
        out[:, 0] = word_of - np.arange(len(doc))
        out[:, 1:] = [_signed(code) for code in (*self._space_codes, 0)]
        for token, (head, dep, tag, morph) in zip(tokens, rows, strict=True):
            pos, feats = self._morph_codes[morph]
            out[token] = (tokens[head] - token, _signed(dep), _signed(tag), pos, _signed(feats))
        doc.from_array([HEAD, DEP, TAG, POS, MORPH], out.view(np.uint64))  # type: ignore[arg-type]

    def _intern_labels(self) -> None:
        """Convert the labels to spaCy's codes: string hashes, and part-of-speech numbers."""
        from spacy.parts_of_speech import IDS

        strings = self.vocab.strings
        deps = self._labels["deps"]
        self._root = deps.index("ROOT")
        self._nouns = {n for n, tag in enumerate(self._labels["tags"]) if tag.startswith("NN") or tag == "CD"}
        self._preposition, self._participle = self._labels["tags"].index("IN"), self._labels["tags"].index("VBN")
        self._once = [[deps.index(name) for name in names if name in deps] for names in UNIQUE_RELATIONS]
        self._dep_codes = [strings.add(name) for name in self._labels["deps"]]
        self._tag_codes = [strings.add(name) for name in self._labels["tags"]]
        parts = [name.partition("|") for name in self._labels["morphs"]]
        self._morph_codes = [(IDS[pos], self.vocab.morphology.add(rest)) for pos, _, rest in parts]
        self._space_codes = (strings.add("dep"), strings.add("_SP"), IDS["SPACE"])


def _signed(code: int) -> int:
    """Return a 64-bit hash as the signed number with the same bits."""
    return code - (1 << 64) if code >= 1 << 63 else code


@Language.factory(FACTORY, assigns=["token.head", "token.dep", "token.tag", "token.pos", "token.morph", "token.is_sent_start"])
def create_encoder(nlp: Language, name: str) -> Encoder:
    """Return an empty encoder. Load its model files with `from_disk` before use."""
    return Encoder(nlp.vocab)
