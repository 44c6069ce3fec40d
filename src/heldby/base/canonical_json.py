"""The one way in which values are written before they are hashed or compared."""

from __future__ import annotations

import hashlib
import json


def canonical(value: object) -> str:
    """The one way in which a JSON value is written before it is hashed or compared."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def digest(content: bytes | str) -> str:
    """SHA-256, as 64 hexadecimal digits."""
    return hashlib.sha256(content if isinstance(content, bytes) else content.encode()).hexdigest()
