"""From claims to events: what happened once, whoever tells it."""
