"""When: time expressions of news English, dated, and the time that governs a predicate."""

from heldby.reading.times.find import find_times
from heldby.reading.times.governing import when_for
from heldby.reading.times.mention import TimeMention

__all__ = ["TimeMention", "find_times", "when_for"]
