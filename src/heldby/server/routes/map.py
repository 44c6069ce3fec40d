"""Routes of the map: the scene, and control histories as known on a day."""

from __future__ import annotations

import datetime as dt
import gzip

from fastapi import APIRouter, Request, Response

from heldby.base.gc_pause import gc_paused
from heldby.server.dependencies import WAIT_S, Current, ETag, State
from heldby.server.map_scene import NameIndex, build_scene, encode_history
from heldby.server.responses import error_responses, json_response, precompressed_response, to_json
from heldby.server.schemas.map import AsKnown, MapScene
from heldby.server.snapshots import Snapshot
from heldby.server.state import ServerState

router = APIRouter(tags=["map"])


@router.get("/scene", summary="Get the map", response_model=MapScene, responses=error_responses(304))
def scene(request: Request, state: State, snapshot: Current, etag: ETag) -> Response:
    """Return all data of the map: places with their control history, sides, and the number of claims about each day."""
    plain, gzipped = scene_bytes(state, snapshot)
    return precompressed_response(request, plain, gzipped, media="application/json", headers={"ETag": etag})


def scene_bytes(state: ServerState, snapshot: Snapshot) -> tuple[bytes, bytes]:
    """Return the scene as JSON, plain and gzipped. It is built once for a snapshot, as building it takes longer than sending it."""

    def compute() -> tuple[bytes, bytes]:
        with gc_paused():
            plain = to_json(build_scene(state, snapshot), exclude_none=True).encode()
        return plain, gzip.compress(plain, 5)

    return state.cached("scene", snapshot, compute)


@router.get("/known/{day}", name="known", summary="Get control as known on a day", response_model=AsKnown, responses=error_responses(304))
def as_known_on(day: dt.date, state: State, snapshot: Current, etag: ETag) -> Response:
    """Return the control histories of all places as known on a day, from reports published on or before that day.

    While `ready` is false, they are still being computed. Repeat the request after a few seconds.
    """
    then = state.snapshots.as_known_on(day, wait=WAIT_S)
    last_day = snapshot.last_known_day(day)
    if then is None:
        return json_response(AsKnown(ready=False, day=day, cut=last_day))
    holders, sides = NameIndex(), NameIndex()
    spans = {control.id: encode_history(control, holders, sides) for control in then.conclusions.controls}
    known = AsKnown(ready=True, day=day, cut=last_day, holders=holders.names(), sides=sides.names(), spans=spans)
    return json_response(known, etag=etag)
