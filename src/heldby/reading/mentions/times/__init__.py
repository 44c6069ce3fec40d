"""Find the time expressions of a report with the days that they mean, and the time that applies to an event."""

from heldby.reading.mentions.times.event_time import find_event_time
from heldby.reading.mentions.times.find import find_times
from heldby.reading.mentions.times.mention import TimeMention

__all__ = ["TimeMention", "find_event_time", "find_times"]
