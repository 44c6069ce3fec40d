"""The key for the ids of hidden places. It stays in the owner's dossier."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

FILE = "redaction.key"
"""Name of the file in the dossier's folder. The archive of a dossier does not contain it."""
BYTES = 32


def secret_of(folder: Path) -> bytes:
    """Return the key of a dossier, which is made on first use.

    With the same key, a hidden place has the same id in every copy, so that alerts about it are sent once. In a folder that cannot be
    written, each copy gets a key of its own.
    """
    file = folder / FILE
    try:
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            out.write(secrets.token_bytes(BYTES))
    except OSError:
        pass  # it exists already, or it cannot be made
    try:
        found = file.read_bytes()
    except OSError:
        found = b""
    return found if len(found) == BYTES else secrets.token_bytes(BYTES)
