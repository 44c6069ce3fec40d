"""When: time expressions of news English, dated, and the time that governs a predicate."""

from heldby.reading.mentions.times.event_time import when_for
from heldby.reading.mentions.times.find import find_times
from heldby.reading.mentions.times.mention import TimeMention

__all__ = ["TimeMention", "find_times", "when_for"]
