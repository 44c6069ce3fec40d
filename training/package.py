"""Assemble the shipped model from its trained parts.

usage: python training/package.py PARSE_MODEL OUT_DIR

Adds the rule lemmatizer with its tables (spacy-lookups-data, MIT) to the trained tagger, morphologizer and parser, and writes the
folder that `heldby.reference.language.load` reads.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import spacy
import tokenizer  # noqa: F401  (registers the callback that the trained config names)

UNUSED = {"lexeme_norm"}


def main() -> None:
    parse, out = Path(sys.argv[1]), Path(sys.argv[2])
    nlp = spacy.load(parse)
    lemmatizer = nlp.add_pipe("lemmatizer", config={"mode": "rule", "overwrite": True})
    lemmatizer.initialize()
    nlp.meta.update(
        name="heldby",
        version="1.0",
        author="heldby",
        license="CC BY-SA 4.0",
        description="Tagger, morphologizer, parser and lemmatizer for English news of conflict.",
        sources=[
            {"name": "UD English EWT", "url": "github.com/UniversalDependencies/UD_English-EWT", "license": "CC BY-SA 4.0"},
            {"name": "GUM", "url": "github.com/amir-zeldes/gum", "license": "annotations CC BY 4.0"},
            {"name": "spacy-lookups-data", "license": "MIT"},
        ],
    )
    nlp.config["initialize"]["before_init"] = None
    if out.exists():
        shutil.rmtree(out)
    nlp.to_disk(out, exclude=["vectors"])


if __name__ == "__main__":
    main()
