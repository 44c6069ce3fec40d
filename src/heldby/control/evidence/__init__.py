"""From claims to the statements that the control model observes, place by place."""
