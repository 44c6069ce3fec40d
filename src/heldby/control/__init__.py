"""From claims to control: who holds a place on each day, with its doubt."""
