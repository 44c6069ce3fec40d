"""The optional reader `llm`: asks a language model that the user runs, behind an OpenAI-compatible chat-completions endpoint.

It is the only part of reading that uses the network, and it does so only if the user chooses it. Its claims need not be the same from one
run to the next. docs/readers.md describes it.
"""
