#!/bin/sh
# Train heldby's English model from scratch: training/train.sh TREEBANKS_DIR (about two hours on one core).
set -eu
cd "$(dirname "$0")/.."
python training/convert.py "$1" training/work
for part in parse anneal; do
  python -m spacy init fill-config --code training/tokenizer.py training/$part.cfg training/work/$part.full.cfg
  OMP_NUM_THREADS=1 python -m spacy train training/work/$part.full.cfg --code training/tokenizer.py --output training/work/$part
done
