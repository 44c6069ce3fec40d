"""A dossier in a notebook: its size, a small map of the latest answers, and what changed last."""

from __future__ import annotations

import datetime as dt

from heldby.export.maps import answers_on
from heldby.export.notebook.control_card import answer
from heldby.export.notebook.html import card, day_text, heading, note, picture, table
from heldby.model import Control, Interval
from heldby.presentation.legend import legend_sides
from heldby.presentation.map_picture import Size
from heldby.presentation.wording import counted
from heldby.release.policy import ReleasePolicy
from heldby.release.redacted_copy import policy_of
from heldby.store import Conclusions, Dossier, dossier_config

MAP = Size(630, 420)
MAX_MARKS = 300
"""Most places on the map: the most certain answers. A notebook keeps what it shows, so a card has to stay small."""
MAX_ROWS = 10


def dossier_card(dossier: Dossier, snapshot: Conclusions) -> str:
    """Return a dossier as HTML. Of a redacted copy, the map names no towns besides its own places, because one of them may be hidden."""
    policy = policy_of(dossier)
    answers = answers_on(snapshot.controls, None)
    shown = answers.shown[-MAX_MARKS:]
    missing = len(answers.missing) + len(answers.countries) + len(answers.shown) - len(shown)
    latest = sorted(_latest(snapshot), key=lambda pair: (pair[1].first or dt.date.min, pair[0].place), reverse=True)
    sides = legend_sides(interval for control in snapshot.controls for interval in control.intervals)
    parts = [
        heading(dossier_config.title(dossier)),
        note(f"{_reports(dossier)} {counted(len(snapshot.events), 'event')}, {counted(len(snapshot.controls), 'place')}."),
        note(_redaction(policy)) if policy else "",
        picture(shown, sides, "Who holds what, by the latest answer for each place", MAP, towns=policy is None),
        note(f"Not on the map: {counted(missing, 'place')} without a point, too large or beyond {MAX_MARKS} marks.") if missing else "",
        table(("Last changes", "Holder", "Since", "p"),
              [(control.place, answer(one), day_text(one.first), f"{min(one.p, 0.99):.2f}") for control, one in latest[:MAX_ROWS]]),
        note("It says what reports support, not what is true."),
    ]  # fmt: skip
    return card(parts)


def _latest(snapshot: Conclusions) -> list[tuple[Control, Interval]]:
    """Return each place with its latest answer, without places whose holder is unknown or only inferred."""
    ends = [(control, control.intervals[-1]) for control in snapshot.controls if control.intervals]
    return [(control, one) for control, one in ends if one.status != "unknown" and not one.inferred]


def _reports(dossier: Dossier) -> str:
    published = dossier.publication_dates().values()
    days = [day for day in published if day]
    return f"{counted(len(published), 'report')}, {f'published from {min(days)} to {max(days)}' if days else 'none of them dated'}."


def _redaction(policy: ReleasePolicy) -> str:
    delay = f" Reports of the last {counted(policy.delay, 'day')} are left out." if policy.delay else ""
    coarsen = f" Places are moved to a grid with cells {policy.coarsen:g} km wide." if policy.coarsen else ""
    return f"A redacted copy for other people.{delay}{coarsen}"
