"""Answers about one place from the working state, which is brought up to date with what changed and nothing else."""

from heldby.pipeline.increment.answer import answer_place, refresh_state

__all__ = ["answer_place", "refresh_state"]
