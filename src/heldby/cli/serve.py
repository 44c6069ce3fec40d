"""`heldby serve`: the web app and its API."""

from __future__ import annotations

import os
import secrets
import threading
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from heldby.cli import output
from heldby.cli.opening import open_dossier
from heldby.cli.options import DEFAULT_DOSSIER, Coarsen, Database, Delay, DossierDir

if TYPE_CHECKING:
    from heldby.release.redaction import ReleasePolicy
    from heldby.server.state import ServerState
    from heldby.server.settings import ServerSettings
    from heldby.store import Dossier


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("serve")(serve)


def serve(
    host: Annotated[str, typer.Option("--host", help="Address to listen on; beyond this machine, a token is asked for.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Port to listen on; 0 takes a free one.")] = 8000,
    token: Annotated[
        str | None,
        typer.Option("--token", envvar="HELDBY_TOKEN", help="What whoever asks must know; made up where one is needed.", show_envvar=True),
    ] = None,
    allow_host: Annotated[
        list[str] | None, typer.Option("--allow-host", metavar="NAME", help="A further name to answer to, such as a proxy's.")
    ] = None,
    title: Annotated[str, typer.Option("--title", help="What stands above the map.")] = "Who holds what",
    basemap: Annotated[
        str | None, typer.Option("--basemap", metavar="FILE|URL", help="Draw on a PMTiles file, or a style at an address, which is asked.")
    ] = None,
    browse: Annotated[bool, typer.Option("--open/--no-open", help="Open it in the browser.")] = False,
    readers: Annotated[
        bool, typer.Option("--readers/--no-readers", help="Make a second address, whose readers change nothing and see what may be seen.")
    ] = False,
    readers_token: Annotated[
        str | None, typer.Option("--readers-token", envvar="HELDBY_READERS_TOKEN", help="What readers must know; made up unless given.")
    ] = None,
    delay: Delay = 0,
    coarsen: Coarsen = 0.0,
    dossier: DossierDir = DEFAULT_DOSSIER,
    database: Database = None,
) -> None:
    """Open the dossier in a browser: map, timeline, actors, contradictions, sources, reports, review; and its API."""
    from heldby.errors import BadBasemap
    from heldby.release.redaction import ReleasePolicy, read_sensitive
    from heldby.server.routes.basemap import parse_basemap
    from heldby.server.settings import ServerSettings

    try:
        ground = parse_basemap(basemap)
    except BadBasemap as error:
        output.fail(str(error))
    options = ServerSettings(host=host, port=port, token=token, allowed_hosts=tuple(allow_host or ()), title=title, basemap=ground)
    if readers or readers_token or delay or coarsen:
        options = replace(options, readers_token=readers_token or secrets.token_urlsafe(24))
    # With two doors the owner's has a lock as well, or whoever leaves the readers' key at home would see all.
    if (options.shared or options.readers_token) and not token:
        options = replace(options, token=secrets.token_urlsafe(24))
    if options.readers_token and options.readers_token == options.token:
        output.fail("readers need a token of their own")
    with open_dossier(dossier, database) as opened:
        if options.readers_token:
            read_sensitive(opened.folder)  # a file that cannot be read is told now, not to the readers
        conclude(opened)
        listen(opened, options, ReleasePolicy(delay, coarsen), browse)


def conclude(dossier: Dossier) -> None:
    """Draw the conclusions that a run which was ended did not, where the dossier can be written."""
    from heldby import pipeline
    from heldby.errors import UnwritableDossier
    from heldby.server.subprocess_worker import run_in_subprocess

    try:
        if not pipeline.is_concluded(dossier):
            run_in_subprocess(dossier, pipeline.refresh_conclusions)
    except UnwritableDossier:
        output.say("the dossier is read-only: it can be looked at, not judged or added to")


def listen(dossier: Dossier, options: ServerSettings, cut: ReleasePolicy, browse: bool) -> None:
    """Serve until stopped."""
    import socket

    import uvicorn

    from heldby.server.app import create_app
    from heldby.server.audience_router import AudienceRouter
    from heldby.server.public_copy import PublicCopy

    family = socket.AF_INET6 if ":" in options.host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((options.host.strip("[]"), options.port))
    except OSError as error:
        output.fail(f"cannot listen on {options.host} port {options.port}: {error.strerror or error}; try another --port")
    address = address_of(options, listening.getsockname()[1])
    output.say(f"heldby is at {address}  (Ctrl-C stops it)")
    if options.shared:
        output.say("others can reach it: whoever has this address with its token sees and can change the dossier")
    if options.readers_token:
        output.say(f"readers are let in at {address_of(replace(options, token=options.readers_token), listening.getsockname()[1])}")
    if browse:
        typer.launch(address)
    app = create_app(dossier, options)
    threading.Thread(target=prepare, args=(app.state.server,), name="heldby-preparing", daemon=True).start()
    behind = PublicCopy(dossier, options, cut) if options.readers_token else None
    doors = AudienceRouter(app, behind, options) if behind else app
    config = uvicorn.Config(
        doors, log_level=os.environ.get("HELDBY_LOG", "warning"), server_header=False, timeout_graceful_shutdown=2,
        proxy_headers=False,
    )  # fmt: skip
    uvicorn.Server(config).run(sockets=[listening])


def prepare(state: ServerState) -> None:
    """Build the page, the map and the other values of the whole record, so that the first requests need not wait for them.

    Errors are ignored here: the requests that need a value report them.
    """
    from heldby.server.routes.actors import actor_network
    from heldby.server.routes.map import scene_bytes
    from heldby.server.routes.page import build_page
    from heldby.server.routes.review import pending_claims
    from heldby.server.routes.sources import outlet_list

    with suppress(Exception):
        build_page(state.settings)
        snapshot = state.snapshots.current()
        scene_bytes(state, snapshot)
        snapshot.events_by_time()
        for compute in (pending_claims, actor_network, outlet_list):
            compute(state, snapshot)


def address_of(options: ServerSettings, port: int) -> str:
    """Where a person opens it; the token stands behind #, so that no server or log between sees it."""
    host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(options.host, options.host)
    host = f"[{host}]" if ":" in host and not host.startswith("[") else host
    return f"http://{host}:{port}/" + (f"#token={options.token}" if options.token else "")
