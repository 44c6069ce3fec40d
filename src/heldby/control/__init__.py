"""From claims to control: who holds a place on each day, with its doubt."""

from heldby.control.infer import infer_control

__all__ = ["infer_control"]
