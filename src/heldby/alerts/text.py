"""An alert as plain text, for the terminal and for mails."""

from __future__ import annotations

from heldby.alerts.alert import Alert, Sentence
from heldby.presentation.wording import counted, day

NOTICE = "A program made this alert from claims in reports. It says what reports support, not what is true."


def alert_text(alert: Alert) -> str:
    """Return an alert as lines of text: what happened, then each sentence with its source."""
    head = f"{alert.rule}: {alert.text}" if alert.rule else alert.text
    return "\n".join([head, *(f"  {line}" for line in evidence_lines(alert))])


def evidence_lines(alert: Alert) -> list[str]:
    """Return a line for each sentence that an alert rests on."""
    lines = [sentence_line(one) for one in alert.sentences]
    return [*lines, f"and {counted(alert.more, 'further claim')}"] if alert.more else lines


def sentence_line(one: Sentence) -> str:
    """Return a sentence with its source, as in "“Troops took Rawa.” The Desk, citing the army, 17 November 2017, https://..."."""
    words = f"“{one.quote}”" if one.quote else f"Report “{one.title}”:" if one.title else "Last report:"
    when = day(one.published) if one.published else "undated"
    parts = (one.outlet or "unknown outlet", f"citing {one.speaker}" if one.speaker else "", when, one.url or "")
    return f"{words} {', '.join(part for part in parts if part)}"
