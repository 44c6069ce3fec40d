"""`heldby serve`: run the web app and its API."""

from __future__ import annotations

import os
import secrets
import socket
import threading
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from heldby.cli import output
from heldby.cli.options import DEFAULT_DOSSIER, Coarsen, Database, Delay, DossierDir, open_dossier
from heldby.cli.reader_options import BUILT_IN, ReadAll, ReaderName, ReaderOptions, choose_reader

if TYPE_CHECKING:
    from heldby.reading.readers import ChosenReader
    from heldby.release.policy import ReleasePolicy
    from heldby.server.settings import ServerSettings
    from heldby.server.state import ServerState
    from heldby.store import Dossier


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("serve")(serve)


def serve(
    *,
    host: Annotated[
        str,
        typer.Option(
            "--host",
            metavar="ADDRESS",
            help="Network address to listen on. With 0.0.0.0, other machines can connect too; they need the token.",
        ),
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", metavar="NUMBER", min=0, max=65535, help="Port to listen on. 0 chooses a free port.")
    ] = 8000,
    token: Annotated[
        str | None,
        typer.Option(
            "--token",
            metavar="TEXT",
            envvar="HELDBY_TOKEN",
            help="The access token. Default: a random one if other machines can connect or a redacted copy is served, else none.",
        ),
    ] = None,
    allow_host: Annotated[
        list[str] | None,
        typer.Option("--allow-host", metavar="NAME", help="Also answer requests to this host name, such as a proxy's. Can be repeated."),
    ] = None,
    title: Annotated[str, typer.Option("--title", metavar="TEXT", help="The heading in the app. Default: the dossier's title.")] = "",
    basemap: Annotated[
        str | None,
        typer.Option(
            "--basemap", metavar="FILE|URL", help="Draw the map on this base map: a PMTiles file, or the URL of a MapLibre style."
        ),
    ] = None,
    browse: Annotated[bool, typer.Option("--open/--no-open", help="Open the app in the browser.")] = False,
    readers: Annotated[
        bool,
        typer.Option(
            "--readers/--no-readers", help="Also serve a redacted copy for other people at a second address. They cannot change it."
        ),
    ] = False,
    readers_token: Annotated[
        str | None,
        typer.Option(
            "--readers-token",
            metavar="TEXT",
            envvar="HELDBY_READERS_TOKEN",
            help="Access token for the redacted copy. Default: a random one.",
        ),
    ] = None,
    delay: Delay = 0,
    coarsen: Coarsen = 0.0,
    reader: ReaderName = BUILT_IN,
    reader_options: ReaderOptions = None,
    read_all: ReadAll = False,
    dossier: DossierDir = DEFAULT_DOSSIER,
    database: Database = None,
) -> None:
    """Start a web server with an app to view and review the dossier, and an API for other programs.

    Runs until you press Ctrl-C.

    A redacted copy for other people leaves out everything listed in `sensitive.toml` in the dossier's folder.
    --delay, --coarsen and --readers-token also turn on --readers.
    """
    from heldby.release.policy import ReleasePolicy, read_sensitive
    from heldby.server.routes.basemap import parse_basemap
    from heldby.server.settings import ServerSettings

    options = ServerSettings(
        host=host, port=port, token=token, allowed_hosts=tuple(allow_host or ()), title=title, basemap=parse_basemap(basemap)
    )
    if readers or readers_token or delay or coarsen:
        options = replace(options, readers_token=readers_token or secrets.token_urlsafe(24))
    # The owner needs a token, too: otherwise a reader who leaves theirs out of the address would see everything.
    if (options.shared or options.readers_token) and not token:
        options = replace(options, token=secrets.token_urlsafe(24))
    if options.readers_token and options.readers_token == options.token:
        output.fail("--token and --readers-token must differ")
    chosen = choose_reader(reader, reader_options, read_all)
    with open_dossier(dossier, database) as opened:
        if options.readers_token:
            read_sensitive(opened.folder)  # if the file cannot be read, stop the command here
        conclude(opened)
        listen(opened, options, ReleasePolicy(delay, coarsen), browse, chosen)


def conclude(dossier: Dossier) -> None:
    """Update the conclusions if an interrupted run left them out of date. Print a message instead if the dossier is read-only."""
    from heldby import pipeline
    from heldby.errors import UnwritableDossier
    from heldby.server.subprocess_worker import run_in_subprocess

    try:
        if not pipeline.is_concluded(dossier):
            run_in_subprocess(dossier, pipeline.refresh_conclusions)
    except UnwritableDossier:
        output.message("the dossier is read-only: you can view it, but not judge claims or add reports")


def listen(dossier: Dossier, options: ServerSettings, policy: ReleasePolicy, browse: bool, reader: ChosenReader) -> None:
    """Serve the app, and the redacted copy if there is one, until the process is stopped."""
    import uvicorn

    from heldby.server.app import create_app
    from heldby.server.audience_router import AudienceRouter
    from heldby.server.public_copy import PublicCopy

    listening = bind(options)
    print_addresses(options, listening.getsockname()[1], browse)
    app = create_app(dossier, options, reader)
    threading.Thread(target=prepare, args=(app.state.server,), name="heldby-preparing", daemon=True).start()
    public_copy = PublicCopy(dossier, options, policy) if options.readers_token else None
    served = AudienceRouter(app, public_copy, options) if public_copy else app
    config = uvicorn.Config(
        served, log_level=os.environ.get("HELDBY_LOG", "warning"), server_header=False, timeout_graceful_shutdown=2,
        proxy_headers=False,
    )  # fmt: skip
    uvicorn.Server(config).run(sockets=[listening])


def bind(options: ServerSettings) -> socket.socket:
    """Return a socket bound to the host and port in the settings, or end the command if that fails."""
    family = socket.AF_INET6 if ":" in options.host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((options.host.strip("[]"), options.port))
    except OSError as error:
        output.fail(f"cannot listen on {options.host} port {options.port}: {error.strerror or error}. Try another --port")
    return listening


def print_addresses(options: ServerSettings, port: int, browse: bool) -> None:
    """Print the addresses of the app and the redacted copy. If `browse` is true, open the app in the browser."""
    address = address_of(options, port)
    output.message(f"heldby is running at {address}  (Ctrl-C stops it)")
    if options.shared:
        output.message("other machines can connect: anyone with this address and its token can see and change the dossier")
    if options.readers_token:
        output.message(f"the read-only redacted copy is at {address_of(replace(options, token=options.readers_token), port)}")
    if browse:
        typer.launch(address)


def prepare(state: ServerState) -> None:
    """Build the page, the map and other responses about the whole record, so that the first requests do not wait for them.

    Errors are ignored, because the request that needs a response reports its error.
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
    """Return the address to open in a browser.

    The token comes after `#`. Browsers do not send that part of an address, so no server or proxy logs it.
    """
    host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(options.host, options.host)
    host = f"[{host}]" if ":" in host and not host.startswith("[") else host
    return f"http://{host}:{port}/" + (f"#token={options.token}" if options.token else "")
