"""Canonical JSON, and the digest of values written in it."""

from __future__ import annotations

import hashlib
import json


def canonical(value: object) -> str:
    """Return the JSON text of a value for hashing and comparing: sorted keys, no spaces, no ASCII escapes."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def digest(content: bytes | str) -> str:
    """Return the SHA-256 of bytes, or of a text in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(content if isinstance(content, bytes) else content.encode()).hexdigest()
