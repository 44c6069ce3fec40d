"""What a report implies about the days between the changes that it reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from heldby.control.evidence.statements import Statement


def lasting(rows: Sequence[Statement], age: int) -> Iterator[tuple[Statement, int]]:
    """Yield each statement whose result lasted for more than `age` days, with the last day (ordinal) of that time.

    The result of a statement lasted until the next change that the same report mentions. The result of the report's last statement lasted
    until the report was published, or the report would have said otherwise.
    """
    by_report: dict[str, list[Statement]] = defaultdict(list)
    for statement in rows:
        if statement.last is not None and statement.form in ("change", "state") and not statement.from_area:
            by_report[statement.claim.report].append(statement)
    for story in by_report.values():
        story.sort(key=lambda s: (s.last or 0, s.claim.start, s.claim.id))
        for one, after in pairwise(story):
            if one.gainer != after.gainer and after.form == "change" and (after.first or 0) - 1 - (one.last or 0) > age:
                yield one, (after.first or 0) - 1
        final = story[-1]
        if final.published is not None and final.published - (final.last or 0) > age:
            yield final, final.published
