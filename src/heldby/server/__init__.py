"""The web app and its API."""

from heldby.server.options import Options

__all__ = ["Options"]
