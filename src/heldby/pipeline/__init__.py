"""The pipeline: ingest reports, apply judgements, derive conclusions, and answer from them."""

from heldby.pipeline.batch_reader import BATCH
from heldby.pipeline.derive import (
    DerivationCache,
    check_conclusions,
    conclude,
    derive_conclusions,
    is_concluded,
    load_cache,
    refresh_conclusions,
)
from heldby.pipeline.explain import explain_control, load_explain_context
from heldby.pipeline.impute import impute_control
from heldby.pipeline.increment import refresh_state
from heldby.pipeline.ingest import IngestCounts, IngestListener, ingest_items, ingest_paths
from heldby.pipeline.judged_claims import apply_family_judgements
from heldby.pipeline.run import reread, run, write_redacted_copy
from heldby.pipeline.snapshot import packed_snapshot, packed_snapshot_on, take_place_snapshot, take_snapshot
from heldby.pipeline.source_reliability import rate_sources

__all__ = [
    "BATCH", "DerivationCache", "IngestCounts", "IngestListener", "apply_family_judgements", "check_conclusions", "conclude",
    "derive_conclusions", "explain_control", "impute_control", "ingest_items", "ingest_paths", "is_concluded", "load_cache",
    "load_explain_context", "packed_snapshot", "packed_snapshot_on", "rate_sources", "refresh_conclusions", "refresh_state", "reread",
    "run", "take_place_snapshot", "take_snapshot", "write_redacted_copy",
]  # fmt: skip
