"""heldby's parser as a spaCy component: windows of words through the network, sentences and trees out of it, claim scores kept beside.

Text is read from front to back in windows of at most 480 pieces. All sentences of a window but the last are settled; the next window begins
with some of those as its context, then the unsettled one. Every sentence is parsed in one window, and the same text gives the same parse.
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

from heldby.reading.parse.model.dependency_decoding import ONCE, bounds, hang_of, hang_participles, heads, least_start, once_each
from heldby.reading.parse.model.wordpieces import CLOSE, OPEN, OTHER, Pieces

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from heldby.reading.parse.model.onnx_network import Heads, Network, Scores

    Floats = NDArray[np.float32]

FACTORY = "heldby_encoder"
KEPT = "heldby_encoded"
"""Where a parsed text keeps its `Encoded`, in `doc.user_data`."""
ROOM, CONTEXT = 480, 120
"""Pieces of a window, and of the settled sentences before it that it may see."""
FILES = ("network.onnx", "heads.npz", "vocab.txt", "labels.json")


@dataclass(slots=True)
class Encoded:
    """What the network thinks of a text's words, a row a token that is no white space (`row`: token -> row)."""

    labels: dict[str, list[str]]
    heads: Heads
    row: dict[int, int]
    words: list[Floats] = field(default_factory=list)
    claims: list[Floats] = field(default_factory=list)
    fillers: list[Floats] = field(default_factory=list)


@dataclass(slots=True)
class _Words:
    """A text's words: token, pieces, case, gap before, whether it is "of", least score to begin a sentence; where sentences must begin."""

    tokens: list[int] = field(default_factory=list)
    pieces: list[list[int]] = field(default_factory=list)
    cases: list[int] = field(default_factory=list)
    gaps: list[int] = field(default_factory=list)
    of: list[bool] = field(default_factory=list)
    least: list[float] = field(default_factory=list)
    forced: set[int] = field(default_factory=set)


class Encoder:
    """The component. Sets heads, relations, tags, parts of speech and morphology; leaves `Encoded` in `doc.user_data`."""

    def __init__(self, vocab: Any) -> None:
        self.vocab = vocab
        self._folder: Path | None = None
        self._labels: dict[str, list[str]] = {}

    @property
    def labels(self) -> tuple[str, ...]:
        """The relations that it tells apart."""
        return tuple(self._labels.get("deps", ()))

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> Encoder:
        """Load the files of a folder. Raises OSError when one is missing."""
        from heldby.reading.parse.model.onnx_network import Heads, Network

        self._folder = Path(path)
        self._labels = json.loads((self._folder / "labels.json").read_text("utf-8"))
        self._pieces = Pieces(self._folder / "vocab.txt")
        self._heads = Heads(self._folder / "heads.npz")
        self._network: Network = Network(self._folder / "network.onnx")
        self._blas = ThreadpoolController()
        self._codes()
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Copy the files into a folder."""
        if self._folder is not None:
            Path(path).mkdir(parents=True, exist_ok=True)
            for name in FILES:
                shutil.copyfile(self._folder / name, Path(path) / name)

    def __call__(self, doc: Doc) -> Doc:
        words = self._words(doc)
        encoded = Encoded(self._labels, self._heads, {token: row for row, token in enumerate(words.tokens)})
        self._fill(doc, words.tokens, self._parse(words, encoded))
        doc.user_data[KEPT] = encoded
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 32) -> Iterator[Doc]:
        """Parse many texts, each by itself."""
        yield from map(self, stream)

    def _words(self, doc: Doc) -> _Words:
        out, gap, before = _Words(), 0, ""
        for token in doc:
            text = token.text
            if token.is_space:
                gap = max(gap, min(text.count("\n"), 2))
                continue
            pieces, case = self._pieces.of(text)
            if token.is_sent_start:
                out.forced.add(len(out.tokens))
            out.tokens.append(token.i)
            out.pieces.append(pieces)
            out.cases.append(case)
            out.gaps.append(gap)
            out.of.append(token.lower_ == "of")
            out.least.append(least_start(before, text))
            gap, before = 0, text
        return out

    def _parse(self, words: _Words, encoded: Encoded) -> list[tuple[int, int, int, int]]:
        """(head row, relation, tag, morphology) of every word, window by window."""
        rows: list[tuple[int, int, int, int]] = []
        begin = 0
        while len(rows) < len(words.tokens):
            end = self._reach(words, begin)
            scores = self._scores(words, begin, end)
            settled = bounds(scores.starts, {i - begin for i in words.forced}, words.least[begin:end], len(rows) - begin, end - begin)
            if end < len(words.tokens) and len(settled) > 1:
                settled.pop()
            rows.extend(self._trees(words, scores, settled, begin))
            first, last = settled[0][0], settled[-1][1]
            encoded.words.extend(scores.words[first:last])
            encoded.claims.extend(scores.claims[first:last])
            encoded.fillers.extend(scores.fillers[first:last])
            begin = self._context(words, len(rows), begin, settled)
        return rows

    def _reach(self, words: _Words, begin: int) -> int:
        """The end of the window that begins at a word."""
        room, end = ROOM, begin
        while end < len(words.tokens) and room >= len(words.pieces[end]):
            room -= len(words.pieces[end])
            end += 1
        return end

    @staticmethod
    def _context(words: _Words, done: int, begin: int, settled: list[tuple[int, int]]) -> int:
        """Where the next window begins: with whole settled sentences, as many as are allowed for context."""
        start, room = done, CONTEXT
        for s, e in reversed(settled):
            room -= sum(len(words.pieces[i]) for i in range(begin + s, begin + e))
            if room < 0:
                break
            start = begin + s
        return start

    def _scores(self, words: _Words, begin: int, end: int) -> Scores:
        pieces, cases, gaps, firsts = [self._pieces.ids[OPEN]], [OTHER], [0], []
        for i in range(begin, end):
            cut = words.pieces[i]
            firsts.append(len(pieces))
            pieces += cut
            cases += [words.cases[i]] * len(cut)
            gaps += [words.gaps[i]] + [0] * (len(cut) - 1)
        return self._network.run([*pieces, self._pieces.ids[CLOSE]], [*cases, OTHER], [*gaps, 0], firsts)

    def _trees(self, words: _Words, scores: Scores, sentences: list[tuple[int, int]], begin: int) -> list[tuple[int, int, int, int]]:
        """The rows of a window's settled sentences, which follow each other."""
        first, last = sentences[0][0], sentences[-1][1]
        found = [s + h for s, e in sentences for h in heads(scores.arcs[s:e, s:e])]
        tags, morphs = scores.tags[first:last].argmax(1).tolist(), scores.morphs[first:last].argmax(1).tolist()
        hang_of(found, first, words.of[begin + first : begin + last], [tag in self._nouns for tag in tags])
        hang_participles(found, first, [tag == self._preposition for tag in tags], [tag == self._participle for tag in tags])
        with self._blas.limit(limits=1, user_api="blas"):  # threads that wait for each other cost more than these small products
            relations = self._heads.labels(scores.label_dependents[first:last], scores.label_heads[found])
        relations[:, self._root] = -1e9
        once_each(relations, found, first, self._once)
        best = relations.argmax(1)
        return [
            (begin + h, self._dep_codes[self._root if h == first + i else best[i]], self._tag_codes[tags[i]], morphs[i])
            for i, h in enumerate(found)
        ]  # fmt: skip

    def _fill(self, doc: Doc, tokens: list[int], rows: list[tuple[int, int, int, int]]) -> None:
        """Write a parse into a text. White space hangs on the word before it, or on the first."""
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

    def _codes(self) -> None:
        """The labels as spaCy counts them: hashes of strings, numbers of parts of speech."""
        from spacy.parts_of_speech import IDS

        strings = self.vocab.strings
        deps = self._labels["deps"]
        self._root = deps.index("ROOT")
        self._nouns = {n for n, tag in enumerate(self._labels["tags"]) if tag.startswith("NN") or tag == "CD"}
        self._preposition, self._participle = self._labels["tags"].index("IN"), self._labels["tags"].index("VBN")
        self._once = [[deps.index(name) for name in names if name in deps] for names in ONCE]
        self._dep_codes = [strings.add(name) for name in self._labels["deps"]]
        self._tag_codes = [strings.add(name) for name in self._labels["tags"]]
        parts = [name.partition("|") for name in self._labels["morphs"]]
        self._morph_codes = [(IDS[pos], self.vocab.morphology.add(rest)) for pos, _, rest in parts]
        self._space_codes = (strings.add("dep"), strings.add("_SP"), IDS["SPACE"])


def _signed(code: int) -> int:
    """A 64-bit hash as the signed number of the same bits."""
    return code - (1 << 64) if code >= 1 << 63 else code


@Language.factory(FACTORY, assigns=["token.head", "token.dep", "token.tag", "token.pos", "token.morph", "token.is_sent_start"])
def make(nlp: Language, name: str) -> Encoder:
    """An empty encoder; its folder fills it."""
    return Encoder(nlp.vocab)
