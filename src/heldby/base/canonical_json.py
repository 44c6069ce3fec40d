"""Canonical JSON, for hashing and comparing values, and SHA-256 digests."""

from __future__ import annotations

import hashlib
import json


def canonical(value: object) -> str:
    """Return a value as canonical JSON: keys are sorted, there are no spaces, and non-ASCII characters are not escaped."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def digest(content: bytes | str) -> str:
    """Return the SHA-256 of bytes, or of a text in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(content if isinstance(content, bytes) else content.encode()).hexdigest()
