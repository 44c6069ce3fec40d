"""The main job, end to end: taking reports in, believing their claims as people left them, concluding from those, and answering."""

from heldby.pipeline.derive import Remembered, bring_up, check_conclusions, conclude, infer, is_concluded, remembered
from heldby.pipeline.ingest import BATCH, Tally, Watcher, take_in, take_items
from heldby.pipeline.judged_claims import judge_families
from heldby.pipeline.run import copy_for_readers, reread, run
from heldby.pipeline.snapshot import argue, common, filled, picture, records, shelved, shelved_of

__all__ = [
    "BATCH", "Remembered", "Tally", "Watcher", "argue", "bring_up", "check_conclusions", "common", "conclude", "copy_for_readers",
    "filled", "infer", "is_concluded", "judge_families", "picture", "records", "remembered", "reread", "run", "shelved", "shelved_of",
    "take_in", "take_items",
]  # fmt: skip
