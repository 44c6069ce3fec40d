"""The version of the built-in reader, in a module of its own so that knowing it does not load the language model."""

VERSION = "heldby-en 0.5"
"""Every claim records it. It changes whenever the same text may give other claims."""
