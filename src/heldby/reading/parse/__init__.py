"""The parse of a report, and what is done to the text before it."""
