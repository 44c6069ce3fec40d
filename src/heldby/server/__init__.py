"""The web app and its API."""

from heldby.server.settings import Options

__all__ = ["Options"]
