"""Turn CoNLL-U treebanks into spaCy training corpora for heldby's English model.

usage: python training/convert.py TREEBANKS_DIR WORK_DIR

Reads `ewt-train`, `ewt-dev`, `ewt-test` and `gum` (`.conllu.gz`) and writes `train.spacy`, `dev.spacy`,
`test.spacy` (parsing) and `names-train.spacy`, `names-dev.spacy` (named entities, from GUM's entity layer).
"""

from __future__ import annotations

import gzip
import hashlib
import random
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import conllu
import spacy
from conllu.models import TokenList
from spacy.tokens import Doc, DocBin, Span

SENTENCES_PER_DOC = 8
HEADLINE_SHARE = 0.04
"""Share of training sentences repeated in title case, so that headlines parse."""
ARTICLE = re.compile(r"^(al|el|ad|ar|as|ash|at|az|an|ul|ed|es)$", re.IGNORECASE)
NAME_LABELS = {"person": "PER", "organization": "ORG", "place": "LOC"}


def read(path: Path) -> Iterator[list[TokenList]]:
    """The documents of a treebank, each a list of sentences."""
    document: list[TokenList] = []
    with gzip.open(path, "rt", encoding="utf8") as lines:
        for sentence in conllu.parse_incr(lines):
            if any(key.startswith("newdoc") for key in sentence.metadata) and document:
                yield document
                document = []
            document.append(sentence)
    if document:
        yield document


def rows(sentence: TokenList) -> list[dict]:
    """Syntactic words with the white space that follows them; parts of one written word stand together."""
    out: list[dict] = []
    inside_until = 0
    for token in sentence:
        if isinstance(token["id"], tuple):
            if token["id"][1] == "-":
                inside_until = token["id"][2]
                whole_space = (token["misc"] or {}).get("SpaceAfter") != "No"
            continue
        space = (token["misc"] or {}).get("SpaceAfter") != "No"
        if token["id"] < inside_until:
            space = False
        elif token["id"] == inside_until:
            space = whole_space
        out.append({**token, "space": space})
    return join_articles(out)


def join_articles(words: list[dict]) -> list[dict]:
    """Make `al` `-` `Qaim` one word, as the shipped tokenizer does."""
    out = [dict(word, group=[word["id"]]) for word in words]
    i = 0
    while i + 2 < len(out):
        first, hyphen, last = out[i : i + 3]
        if (
            ARTICLE.match(first["form"])
            and hyphen["form"] == "-"
            and not first["space"]
            and not hyphen["space"]
            and last["form"][:1].isupper()
        ):
            group = first["group"] + hyphen["group"] + last["group"]
            inner = set(group)
            head = next((w for w in (last, first, hyphen) if w["head"] not in inner), last)
            out[i : i + 3] = [
                {
                    **head,
                    "form": first["form"] + "-" + last["form"],
                    "lemma": first["form"] + "-" + last["form"],
                    "space": last["space"],
                    "upos": "PROPN",
                    "xpos": "NNP",
                    "group": group,
                }
            ]
        i += 1
    return out


def features(word: dict) -> str:
    return "|".join(f"{key}={value}" for key, value in sorted((word["feats"] or {}).items())) if word["feats"] else ""


def document(nlp: spacy.Language, sentences: Iterable[list[dict]], title: bool = False) -> Doc:
    words, spaces, heads, deps, tags, pos, morphs, lemmas, starts = [], [], [], [], [], [], [], [], []
    for sentence in sentences:
        base = len(words)
        index = {old: base + i for i, word in enumerate(sentence) for old in word["group"]}
        for i, word in enumerate(sentence):
            form = word["form"]
            if title and form.islower() and len(form) > 3:
                form = form.capitalize()
            words.append(form)
            spaces.append(word["space"])
            heads.append(index[word["head"]] if word["head"] else base + i)
            deps.append("ROOT" if word["head"] == 0 else word["deprel"])
            tags.append(word["xpos"] or "")
            pos.append(word["upos"])
            morphs.append(features(word))
            lemmas.append(word["lemma"] or form)
            starts.append(i == 0)
    return Doc(
        nlp.vocab, words=words, spaces=spaces, heads=heads, deps=deps, tags=tags, pos=pos, morphs=morphs, lemmas=lemmas, sent_starts=starts
    )


def chunks(items: list, size: int) -> Iterator[list]:
    for i in range(0, len(items), size):
        yield items[i : i + size]


def write(path: Path, docs: Iterable[Doc]) -> None:
    store = DocBin(store_user_data=False)
    count = 0
    for doc in docs:
        store.add(doc)
        count += len(doc)
    store.to_disk(path)
    print(f"{path.name}: {len(store)} documents, {count} tokens", file=sys.stderr)


def parse_docs(nlp: spacy.Language, documents: Iterable[list[TokenList]], headlines: random.Random | None = None) -> Iterator[Doc]:
    for sentences in documents:
        prepared = [rows(sentence) for sentence in sentences]
        for chunk in chunks(prepared, SENTENCES_PER_DOC):
            yield document(nlp, chunk)
        if headlines:
            for sentence in prepared:
                if 5 <= len(sentence) <= 20 and headlines.random() < HEADLINE_SHARE:
                    yield document(nlp, [sentence], title=True)


def entity_spans(sentence: TokenList) -> list[tuple[int, int, str]]:
    """(first word id, last word id, entity type) of GUM's `Entity=` brackets that open and close in this sentence."""
    spans, stack = [], []
    for token in sentence:
        if isinstance(token["id"], tuple):
            continue
        for opened, label, closed in re.findall(r"(\()?([^()]*)(\))?", (token["misc"] or {}).get("Entity") or ""):
            if opened:
                stack.append((token["id"], label.split("-")))
            if closed and stack:
                key = label.split("-")[0]
                at = next((k for k in range(len(stack) - 1, -1, -1) if opened or stack[k][1][0] == key), None)
                if at is not None:
                    start, parts = stack.pop(at)
                    if len(parts) > 1:
                        spans.append((start, token["id"], parts[1]))
    return spans


def names(doc: Doc, sentence: TokenList, words: list[dict]) -> list[Span]:
    """Named entities: the run of proper nouns around an entity's head, widest first, none overlapping."""
    index = {old: i for i, word in enumerate(words) for old in word["group"]}
    found: list[Span] = []
    for start, end, kind in sorted(entity_spans(sentence), key=lambda span: span[0] - span[1]):
        if kind not in NAME_LABELS:
            continue
        first, last = index[start], index[end]
        head = doc[first : last + 1].root.i
        if doc[head].pos_ != "PROPN":
            continue
        joins = {"of", "the", "-", "and", "'s", "for"}

        def named(i: int) -> bool:
            return doc[i].pos_ == "PROPN" or (doc[i].pos_ in ("ADJ", "NOUN", "VERB") and doc[i].text[:1].isupper())

        left, right = head, head
        while left - 1 >= first and (named(left - 1) or (doc[left - 1].lower_ in joins and left - 2 >= first and named(left - 2))):
            left -= 1
        while right + 1 <= last and (named(right + 1) or (doc[right + 1].lower_ in joins and right + 2 <= last and named(right + 2))):
            right += 1
        if all(span.end <= left or right < span.start for span in found):
            found.append(Span(doc, left, right + 1, label=NAME_LABELS[kind]))
    return found


def name_docs(nlp: spacy.Language, documents: Iterable[list[TokenList]]) -> Iterator[Doc]:
    for sentences in documents:
        for sentence in sentences:
            words = rows(sentence)
            doc = document(nlp, [words])
            doc.set_ents(names(doc, sentence, words))
            yield doc


def held_out(sentences: list[TokenList]) -> bool:
    """One GUM document in ten is kept for development, chosen by the hash of its name."""
    meta = sentences[0].metadata
    name = next(value for key, value in meta.items() if key.startswith("newdoc"))
    return hashlib.sha256(str(name).encode()).digest()[0] % 10 == 0


def main() -> None:
    source, work = Path(sys.argv[1]), Path(sys.argv[2])
    work.mkdir(parents=True, exist_ok=True)
    nlp = spacy.blank("en")
    rng = random.Random(1)
    gum = list(read(source / "gum.conllu.gz"))
    gum_train, gum_dev = [d for d in gum if not held_out(d)], [d for d in gum if held_out(d)]
    write(work / "train.spacy", parse_docs(nlp, [*read(source / "ewt-train.conllu.gz"), *gum_train], rng))
    write(work / "dev.spacy", parse_docs(nlp, [*read(source / "ewt-dev.conllu.gz"), *gum_dev]))
    write(work / "test.spacy", parse_docs(nlp, read(source / "ewt-test.conllu.gz")))
    write(work / "names-train.spacy", name_docs(nlp, gum_train))
    write(work / "names-dev.spacy", name_docs(nlp, gum_dev))


if __name__ == "__main__":
    main()
