"""Alerts: rules over the record, and messages about what they match. Each alert is sent once to each channel."""

from heldby.alerts.alert import Alert, Sentence
from heldby.alerts.check import Checked, Seen, check_rules
from heldby.alerts.rules import RuleFile, read_rules

__all__ = ["Alert", "Checked", "RuleFile", "Seen", "Sentence", "check_rules", "read_rules"]
