"""The web app and its API."""

from heldby.server.settings import ServerSettings

__all__ = ["ServerSettings"]
