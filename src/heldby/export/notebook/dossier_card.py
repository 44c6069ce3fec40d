"""A dossier in a notebook: its size, a small map of the latest answers, and what changed last."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from heldby.export.maps import answers_on
from heldby.export.notebook.control_card import answer
from heldby.export.notebook.html import card, day_text, heading, note, picture, table
from heldby.model import Control, Interval
from heldby.model.control import Onset
from heldby.presentation.legend import legend_sides
from heldby.presentation.map_picture import Size
from heldby.presentation.wording import counted
from heldby.release.policy import ReleasePolicy
from heldby.release.redacted_copy import policy_of
from heldby.store import Conclusions, Dossier, dossier_config
from heldby.views.holds import format_since, tenure_start

MAP = Size(630, 420)
MAX_MARKS = 300
"""Most places on the map: the most certain answers. A notebook keeps what it shows, so a card has to stay small."""
MAX_ROWS = 10


class Tenure(NamedTuple):
    """The latest answer for a place, and since when its holder has held the place (None: open)."""

    control: Control
    latest: Interval
    since: dt.date | None
    onset: Onset | None


def dossier_card(dossier: Dossier, snapshot: Conclusions) -> str:
    """Return a dossier as HTML. Of a redacted copy, the map names no towns besides its own places, because one of them may be hidden."""
    policy = policy_of(dossier)
    answers = answers_on(snapshot.controls, None)
    shown = answers.shown[-MAX_MARKS:]
    missing = len(answers.missing) + len(answers.countries) + len(answers.shown) - len(shown)
    latest = sorted(_tenures(snapshot), key=lambda one: (one.since or dt.date.min, one.control.place), reverse=True)
    sides = legend_sides(interval for control in snapshot.controls for interval in control.intervals)
    parts = [
        heading(dossier_config.title(dossier)),
        note(f"{_reports(dossier)} {counted(len(snapshot.events), 'event')}, {counted(len(snapshot.controls), 'place')}."),
        note(_redaction(policy)) if policy else "",
        picture(shown, sides, "Who holds what, by the latest answer for each place", MAP, towns=policy is None),
        note(f"Not on the map: {counted(missing, 'place')} without a point, too large or beyond {MAX_MARKS} marks.") if missing else "",
        table(("Last changes", "Holder", "Since", "p"), [_row(one) for one in latest[:MAX_ROWS]]) if latest else "",
        note("It says what reports support, not what is true."),
    ]  # fmt: skip
    return card(parts)


def _tenures(snapshot: Conclusions) -> Iterator[Tenure]:
    """Yield the latest answer for each place, without those that are unknown or only inferred."""
    for control in snapshot.controls:
        latest = control.intervals[-1] if control.intervals else None
        if latest and latest.status != "unknown" and not latest.inferred:
            first = tenure_start(control.intervals, latest)
            yield Tenure(control, latest, first.first, first.onset)


def _row(tenure: Tenure) -> tuple[str, str, str, str]:
    since = format_since(tenure.since, tenure.onset) or day_text(None)
    return tenure.control.place, answer(tenure.latest), since, f"{min(tenure.latest.p, 0.99):.2f}"


def _reports(dossier: Dossier) -> str:
    published = dossier.publication_dates().values()
    days = [day for day in published if day]
    return f"{counted(len(published), 'report')}, {f'published from {min(days)} to {max(days)}' if days else 'none of them dated'}."


def _redaction(policy: ReleasePolicy) -> str:
    delay = f" Reports of the last {counted(policy.delay, 'day')} are left out." if policy.delay else ""
    coarsen = f" Places are moved to a grid with cells at least {policy.coarsen:g} km wide." if policy.coarsen else ""
    return f"A redacted copy for other people.{delay}{coarsen}"
