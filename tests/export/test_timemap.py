"""The export for timemap keeps the rules that timemap checks when it loads data."""

from __future__ import annotations

import io
import json
from typing import Any

from heldby.export import export
from heldby.store import ClaimFilter, Conclusions, Dossier

EVENT_KEYS = {
    "id", "description", "date", "time", "time_precision", "location", "latitude", "longitude", "type", "category", "category_full",
    "associations", "sources", "comments", "time_display", "narrative___stepStyles", "shape", "colour",
}  # fmt: skip
SOURCE_KEYS = {
    "id", "title", "thumbnail", "paths", "type", "affil_s", "url", "description", "parent", "author", "date", "notes",
}  # fmt: skip
ASSOCIATION_KEYS = {"id", "title", "desc", "mode", "colour", "type", "display", "filter_paths"}
"""The keys that the schemas of timemap allow (src/reducers/validate)."""


def timemap(record: Dossier, snapshot: Conclusions | None = None) -> Any:
    out = io.StringIO()
    export("timemap", record, snapshot or record.conclusions(), ClaimFilter(), out)
    return json.loads(out.getvalue())


def test_events_sources_and_associations_have_only_keys_that_timemap_knows(record: Dossier) -> None:
    found = timemap(record)
    for items, keys in (
        (found["events"], EVENT_KEYS), (found["sources"].values(), SOURCE_KEYS), (found["associations"], ASSOCIATION_KEYS),
    ):  # fmt: skip
        assert items and all(set(item) <= keys for item in items)
    for event in found["events"]:
        assert all(isinstance(event[key], str) for key in EVENT_KEYS & set(event) - {"associations", "sources"})
        assert set(event["sources"]) <= set(found["sources"])
        assert set(event["associations"]) <= {one["id"] for one in found["associations"]}


def test_event_has_its_sentence_day_and_point(record: Dossier) -> None:
    rawa = next(event for event in timemap(record)["events"] if event["location"] == "Rawa (point)")
    assert (rawa["date"], rawa["latitude"], rawa["longitude"]) == ("2017-11-17", "34.48", "41.91")
    assert rawa["description"] == "“Iraqi forces took Rawa from IS.” (Agency A)"


def test_undated_events_are_named_and_unplaced_ones_have_no_point(record: Dossier) -> None:
    snapshot = record.conclusions()
    undated = snapshot.events[0].model_copy(update={"when": None})
    unplaced = snapshot.events[1].model_copy(update={"place": ()})
    found = timemap(record, snapshot._replace(events=[undated, unplaced]))
    assert found["left_out"] == [undated.id]
    [event] = found["events"]
    assert (event["latitude"], event["longitude"], event["location"]) == ("", "", "")
