"""`heldby watch`: read the new entries of feeds into a dossier as they are published, and send alerts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from heldby.cli import output
from heldby.cli.alerts import AlertSender
from heldby.cli.fetch_options import AllowPrivate, IgnoreRobots, chosen_fetcher
from heldby.cli.options import DEFAULT_DOSSIER, Database, DossierDir, open_dossier
from heldby.cli.page import write_page
from heldby.cli.reader_options import BUILT_IN, ReadAll, ReaderName, ReaderOptions, choose_reader

if TYPE_CHECKING:
    from heldby.intake.feeds.poll import PollResult
    from heldby.pipeline import IngestListener
    from heldby.reading.readers import ChosenReader
    from heldby.store import Dossier

FEED_STATES = "feeds.json"
"""Name of the file in the dossier's folder that stores the states of the feeds between two runs."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("watch")(watch)


def watch(
    urls: Annotated[list[str] | None, typer.Argument(metavar="URL...", help="Addresses of the RSS or Atom feeds.")] = None,
    every: Annotated[
        int, typer.Option("--every", metavar="MINUTES", min=1, help="Number of minutes between two checks of the feeds and rules.")
    ] = 15,
    once: Annotated[bool, typer.Option("--once", help="Check the feeds and rules once, then exit. For use with a scheduler.")] = False,
    rules: Annotated[
        Path | None,
        typer.Option(
            "--rules", metavar="FILE", help="Send alerts by the rules in this TOML file. Without URL..., only the rules are checked."
        ),
    ] = None,
    reader: ReaderName = BUILT_IN,
    reader_options: ReaderOptions = None,
    read_all: ReadAll = False,
    dossier: DossierDir = DEFAULT_DOSSIER,
    database: Database = None,
    allow_private: AllowPrivate = False,
    ignore_robots: IgnoreRobots = False,
) -> None:
    """Read new entries from RSS and Atom feeds into a dossier, and send alerts by rules, until you press Ctrl-C.

    Creates the dossier if there is none. The next `heldby watch` continues where this one stopped.
    Each alert is sent once to each channel. Alerts that leave this machine contain only what a redacted copy contains.
    """
    from functools import partial

    from heldby import pipeline
    from heldby.intake.feeds.poll import poll
    from heldby.intake.feeds.watch import poll_repeatedly
    from heldby.intake.inputs import is_address

    feeds = list(dict.fromkeys(urls or ()))
    if not feeds and rules is None:
        raise typer.BadParameter("name at least one URL, or a rule file with --rules")
    wrong = next((url for url in feeds if not is_address(url)), None)
    if wrong is not None:
        output.fail(f"{wrong} is not an http or https address. To read files, use: heldby run PATH")
    chosen, alerts = choose_reader(reader, reader_options, read_all), AlertSender(rules) if rules else None
    listener = pipeline.IngestListener(refuse=output.print_refused, doubt=output.Notes())
    with open_dossier(dossier, database, create=bool(feeds)) as opened:
        if not once:
            checked = output.counted(len(feeds), "feed") if feeds else "the rules"
            output.message(f"checking {checked} every {output.counted(every, 'minute')}. Ctrl-C stops it.")
        poll_feed = partial(poll, download=chosen_fetcher(allow_private, ignore_robots, opened.folder).fetch)
        for results in poll_repeatedly(feeds, opened.folder / FEED_STATES, every=None if once else 60.0 * every, poll_feed=poll_feed):
            if feeds:
                _ingest(results, opened, chosen, listener)
            delivered = alerts is None or alerts.check(opened)
            if once and results and all(one.state.failures for one in results):
                output.fail("no feed could be read")
            if once and not delivered:
                output.fail("not every alert could be delivered; the next check tries again")


def _ingest(results: list[PollResult], dossier: Dossier, reader: ChosenReader, listener: IngestListener) -> None:
    """Read the new entries of feeds into the dossier, and update the conclusions and the map page if any report was added."""
    import datetime as dt

    from heldby import pipeline

    items = [item for one in results for item in one.found]
    counts = pipeline.ingest_items(items, dossier, workers=1, reader=reader, listener=listener)
    if counts.added:
        pipeline.conclude(dossier)
        write_page(dossier)
    now = dt.datetime.now().astimezone().strftime("%Y-%m-%d %H:%M")
    feeds, reports, claims = (
        output.counted(number, noun) for number, noun in ((len(results), "feed"), (counts.added, "new report"), (counts.claims, "claim"))
    )
    output.message(f"{now}: {feeds} checked, {reports}, {claims}")
    output.print_skipped(counts.skipped, counts.added, "heldby reread --read-all")
