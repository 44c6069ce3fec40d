"""`heldby watch`: what feeds publish, into a dossier, as it comes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from heldby.cli import output
from heldby.cli.opening import open_dossier
from heldby.cli.options import DEFAULT_DOSSIER, Database, DossierDir
from heldby.cli.run import write_page

if TYPE_CHECKING:
    from heldby.intake.feeds.poll import Polled
    from heldby.pipeline import Watcher
    from heldby.reading import Reader
    from heldby.store import Dossier

STATES = "feeds.json"
"""The file in the dossier's folder that remembers what feeds have given."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("watch")(watch)


def watch(
    urls: Annotated[list[str], typer.Argument(metavar="URL...", help="Addresses of RSS or Atom feeds.")],
    every: Annotated[int, typer.Option("--every", metavar="MINUTES", min=1, help="Minutes from one pass over the feeds to the next.")] = 15,
    once: Annotated[bool, typer.Option("--once", help="One pass, as for a scheduler; else until Ctrl-C.")] = False,
    dossier: DossierDir = DEFAULT_DOSSIER,
    database: Database = None,
) -> None:
    """Read what is new in feeds into the dossier, again and again; what was read is kept, and the next watch goes on from there."""
    from heldby import pipeline
    from heldby.intake.feeds.watch import polls
    from heldby.intake.inputs import is_address
    from heldby.reading import Reader

    wrong = next((url for url in urls if not is_address(url)), None)
    if wrong is not None:
        output.fail(f"{wrong} is no http(s) address; `heldby run` reads files")
    watcher = pipeline.Watcher(refuse=output.refused, doubt=output.Notes())
    with open_dossier(dossier, database, create=True) as opened:
        reader = Reader()
        if not once:
            output.say(f"watching {len(set(urls))} feeds every {every} minutes; Ctrl-C ends it")
        for found in polls(urls, opened.folder / STATES, every=None if once else 60.0 * every):
            _keep(found, opened, reader, watcher)
            if once and found and all(one.state.failures for one in found):
                output.fail("no feed could be read")


def _keep(found: list[Polled], dossier: Dossier, reader: Reader, watcher: Watcher) -> None:
    import datetime as dt

    from heldby import pipeline

    items = [item for one in found for item in one.found]
    tally = pipeline.take_items(items, dossier, workers=1, reader=reader, watcher=watcher)
    if tally.added:
        pipeline.conclude(dossier)
        write_page(dossier)
    now = dt.datetime.now().astimezone().strftime("%Y-%m-%d %H:%M")
    output.say(f"{now}: {len(found)} feeds asked, {tally.added} reports new, {tally.claims} claims")
